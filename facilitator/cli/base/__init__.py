"""What all commands of the command line share."""
