"""`python -m leadseam`."""

from leadseam.cli import main

main()
