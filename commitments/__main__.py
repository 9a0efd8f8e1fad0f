"""`python -m commitments` is the same as `commitments`."""

from commitments.cli import main

main()
