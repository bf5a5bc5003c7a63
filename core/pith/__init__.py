"""The kernel of Pith: text, edits, syntax, commands, settings and a host for extensions."""

from typing import Final

__version__: Final = "0.1.0"
