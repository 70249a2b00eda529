"""What a user would pick instead, as small programs of their own process."""
