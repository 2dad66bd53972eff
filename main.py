"""Start Facilitator from a checkout."""

from facilitator.cli.main import main

if __name__ == "__main__":
    main()
