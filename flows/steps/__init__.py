"""One coroutine per activity: does it once and says what it ended in."""
