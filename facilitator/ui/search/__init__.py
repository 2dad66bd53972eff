"""Search over all meetings."""
