"""Snippets in the window: where they are filled in, and the person's own files of them."""

from pith_app._snippets._files import SnippetFiles
from pith_app._snippets._filling import Filling
from pith_app._snippets._snippets import WindowSnippets

__all__ = ["Filling", "SnippetFiles", "WindowSnippets"]
