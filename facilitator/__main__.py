from facilitator.cli.dispatch import main

main()
