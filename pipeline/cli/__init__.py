"""The command line; its commands lie in files by what they are for.

What a command prints on standard output is for pipes too: tab-separated or JSON, whole, without colours and boxes
unless it goes to a terminal. Progress and errors go to standard error. Heavy imports happen inside the commands.
"""

# As `tizmek --help` lists the commands.
# isort: off
from pipeline.cli import (
    publishing,
    registering,
    watching,
    releasing,
    checking,
    reading,
    comparing,
    prose,
    reviewing,
    doubts,
)
from pipeline.cli.program import app

__all__ = [
    "app",
    "checking",
    "comparing",
    "doubts",
    "prose",
    "publishing",
    "reading",
    "registering",
    "releasing",
    "reviewing",
    "watching",
]
