"""The command line: what it asks for is read here, and done elsewhere.

The way to the window is read by hand and imports next to nothing: argparse alone takes longer
than reading what most starts are called with.
"""

from pith_app._command_line._running import run

__all__ = ["run"]
