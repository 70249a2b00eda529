"""Typing Chinese without Qt's keyboard: keys in, candidates out. Nothing typed is ever learned or kept."""
