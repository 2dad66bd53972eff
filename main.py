"""Start Facilitator from a checkout."""

from facilitator.cli.dispatch import main

if __name__ == "__main__":
    main()
