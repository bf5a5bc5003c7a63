"""The list of what could stand where somebody types."""

from pith_app._completion._completing import Completing
from pith_app._completion._list import CompletionList
from pith_app._completion._unasked import Unasked

__all__ = ["Completing", "CompletionList", "Unasked"]
