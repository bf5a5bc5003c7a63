"""Unsaved work that survives a crash: written while one types, found at the next start."""

from pith.workspace._journal._files import JournalFiles
from pith.workspace._journal._keeper import Journal
from pith.workspace._journal._recovery import Recovered, Recovery

__all__ = ["Journal", "JournalFiles", "Recovered", "Recovery"]
