"""`python -m leerkring.cli`, as the command `leerkring`."""

from leerkring.cli import main

if __name__ == "__main__":
    main()
