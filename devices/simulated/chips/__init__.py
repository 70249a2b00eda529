"""What cards hold, and the synthetic persons they belong to."""
