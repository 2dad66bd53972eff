"""The slide that a meeting opens with."""
