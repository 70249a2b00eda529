"""Server-rendered pages for hall staff; every action is a plain form."""
