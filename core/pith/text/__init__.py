"""Text: content as an immutable value, its boundaries and widths."""

from pith.text._boundaries import (
    WORD_SEPARATORS,
    cell_width,
    cells_to_column,
    delete_word_left_start,
    delete_word_right_end,
    graphemes,
    is_grapheme_boundary,
    is_word_character,
    next_grapheme,
    previous_grapheme,
    word_at,
    word_left,
    word_right,
)
from pith.text._encodings import ENCODINGS, encoding_label, split_encoding
from pith.text._file_problems import BinaryFileError, FileChangedError, FileMissingError
from pith.text._files import LARGEST_FILE, FileContent, FileStamp, read_file, stamp_of
from pith.text._line_endings import LineEnding, LineEndings, line_endings_of
from pith.text._saving import TEMPORARY_PREFIX, TEMPORARY_SUFFIX, write_file
from pith.text._text import Edit, Point, Text

__all__ = [
    "ENCODINGS",
    "LARGEST_FILE",
    "TEMPORARY_PREFIX",
    "TEMPORARY_SUFFIX",
    "WORD_SEPARATORS",
    "BinaryFileError",
    "Edit",
    "FileChangedError",
    "FileContent",
    "FileMissingError",
    "FileStamp",
    "LineEnding",
    "LineEndings",
    "Point",
    "Text",
    "cell_width",
    "cells_to_column",
    "delete_word_left_start",
    "delete_word_right_end",
    "encoding_label",
    "graphemes",
    "is_grapheme_boundary",
    "is_word_character",
    "line_endings_of",
    "next_grapheme",
    "previous_grapheme",
    "read_file",
    "split_encoding",
    "stamp_of",
    "word_at",
    "word_left",
    "word_right",
    "write_file",
]
