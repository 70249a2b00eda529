"""What the cameras see."""
