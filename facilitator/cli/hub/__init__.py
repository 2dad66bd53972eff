"""The commands of the hub, which needs no window."""
