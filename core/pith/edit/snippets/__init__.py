"""Snippets: text with places to fill in, in the syntax of TextMate as VS Code reads it.

A body is parsed once, expanded for each caret, and what remains is a session as data: where the
places are, and which is being filled in.
"""

from pith.edit.snippets._expansion import Expansion, expand
from pith.edit.snippets._insertion import insert_snippet, replaced_spans
from pith.edit.snippets._nodes import Literal, Node, Snippet, Stop, Transform, Variable
from pith.edit.snippets._parser import SnippetError, parse_snippet
from pith.edit.snippets._session import Occurrence, SnippetSession
from pith.edit.snippets._variables import VARIABLES, Surroundings, variable_value

__all__ = [
    "VARIABLES",
    "Expansion",
    "Literal",
    "Node",
    "Occurrence",
    "Snippet",
    "SnippetError",
    "SnippetSession",
    "Stop",
    "Surroundings",
    "Transform",
    "Variable",
    "expand",
    "insert_snippet",
    "parse_snippet",
    "replaced_spans",
    "variable_value",
]
