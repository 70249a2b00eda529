"""A reference hall: the HTTP contract of the terminals made real, with a console for hall staff."""
