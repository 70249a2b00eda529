"""The items on offer: what each is, and how to find it."""
