"""Two versions of a file side by side."""

from pith_app._window._compare._header import CompareHeader
from pith_app._window._compare._page import ComparePage

__all__ = ["CompareHeader", "ComparePage"]
