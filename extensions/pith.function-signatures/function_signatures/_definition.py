"""What is found of a function."""

from __future__ import annotations

from typing import NamedTuple

from function_signatures._parameters import Listed


class Definition(NamedTuple):
    """A function that is defined in a source. Its label is `before` + name + `(` + the text of
    `parameters` + `)` + `behind`."""

    #: Offset of the name,
    start: int
    #: and of what stands behind the parameters and what is returned.
    end: int
    parameters: Listed
    before: str = ""
    behind: str = ""
    #: Offset of the definition whose documentation counts where this one has none: the class's.
    outer: int | None = None
