"""Text: content as an immutable value, its boundaries and widths."""

from typing import TYPE_CHECKING

from pith.text._columns import cell_width, cells_to_column, utf16_length, utf16_to_column
from pith.text._edit_values import Edit, Point, many_edits
from pith.text._encodings import ENCODINGS, encoding_label, may_be_in, split_encoding
from pith.text._file_problems import BinaryFileError, FileChangedError, FileMissingError
from pith.text._files import (
    LARGEST_FILE,
    PAGED_FROM,
    FileContent,
    FileStamp,
    read_all,
    read_file,
    stamp_of,
)
from pith.text._graphemes import (
    backspace_start,
    is_grapheme_boundary,
    next_grapheme,
    previous_grapheme,
)
from pith.text._leftovers import PREFIX as TEMPORARY_PREFIX
from pith.text._leftovers import SUFFIX as TEMPORARY_SUFFIX
from pith.text._line_endings import LineEnding, LineEndings, line_endings_of
from pith.text._many_places import line_bounds, slices
from pith.text._saving import Ready, write_file
from pith.text._segmentation import graphemes, words
from pith.text._text import Text
from pith.text._words import (
    WORD_SEPARATORS,
    delete_word_left_start,
    delete_word_right_end,
    is_word_boundary,
    is_word_character,
    word_at,
    word_left,
    word_right,
    words_from,
)

if TYPE_CHECKING:
    from pith.text._absence import Needle, Stretch, stretches
    from pith.text._appending import Appended, read_appended
    from pith.text._converting import with_line_ending
    from pith.text._needed import pages_needed
    from pith.text._page_cache import PAGES
    from pith.text._page_reader import PageReader
    from pith.text._page_scan import Scan
    from pith.text._pages import Page, PagePart
    from pith.text._relocation import Relocation

__all__ = [
    "ENCODINGS",
    "LARGEST_FILE",
    "PAGED_FROM",
    "PAGES",
    "TEMPORARY_PREFIX",
    "TEMPORARY_SUFFIX",
    "WORD_SEPARATORS",
    "Appended",
    "BinaryFileError",
    "Edit",
    "FileChangedError",
    "FileContent",
    "FileMissingError",
    "FileStamp",
    "LineEnding",
    "LineEndings",
    "Needle",
    "Page",
    "PagePart",
    "PageReader",
    "Point",
    "Ready",
    "Relocation",
    "Scan",
    "Stretch",
    "Text",
    "backspace_start",
    "cell_width",
    "cells_to_column",
    "delete_word_left_start",
    "delete_word_right_end",
    "encoding_label",
    "graphemes",
    "is_grapheme_boundary",
    "is_word_boundary",
    "is_word_character",
    "line_bounds",
    "line_endings_of",
    "many_edits",
    "may_be_in",
    "next_grapheme",
    "pages_needed",
    "previous_grapheme",
    "read_all",
    "read_appended",
    "read_file",
    "slices",
    "split_encoding",
    "stamp_of",
    "stretches",
    "utf16_length",
    "utf16_to_column",
    "with_line_ending",
    "word_at",
    "word_left",
    "word_right",
    "words",
    "words_from",
    "write_file",
]


_LATER = {
    "PAGES": "_page_cache",
    "Appended": "_appending",
    "Needle": "_absence",
    "Stretch": "_absence",
    "stretches": "_absence",
    "with_line_ending": "_converting",
    "Page": "_pages",
    "PagePart": "_pages",
    "PageReader": "_page_reader",
    "pages_needed": "_needed",
    "read_appended": "_appending",
    "Relocation": "_relocation",
    "Scan": "_page_scan",
}


def __getattr__(name: str) -> object:
    """What only huge or growing files need is imported with the first of them."""
    module = _LATER.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(f"{__name__}.{module}"), name)
    globals()[name] = value
    return value
