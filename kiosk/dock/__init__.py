"""The dock: a window whose buttons are the hands of the customer and of the staff. Never packaged."""
