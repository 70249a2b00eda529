"""What the hall tells the departments' own systems."""
