"""Unsaved work that survives a crash: written while one types, found at the next start."""

from typing import TYPE_CHECKING

from pith.workspace._journal._files import JournalFiles
from pith.workspace._journal._keeper import Journal

if TYPE_CHECKING:  # what the first paint does not need is imported when it is used
    from pith.workspace._journal._recovery import Recovered, Recovery

__all__ = ["Journal", "JournalFiles", "Recovered", "Recovery"]
