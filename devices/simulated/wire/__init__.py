"""What every simulated device has: a port that can be unplugged, a line that misbehaves, a control channel."""
