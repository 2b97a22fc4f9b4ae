"""Runs the command line as ``python -m awsdeck``."""

from awsdeck.cli import main

main(prog_name="awsdeck")
