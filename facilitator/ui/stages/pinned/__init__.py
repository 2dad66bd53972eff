"""What stays on the wall while a stage runs."""
