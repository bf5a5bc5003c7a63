"""The list of what could stand where somebody types."""

from pith_app._completion._completing import Completing
from pith_app._completion._list import CompletionList

__all__ = ["Completing", "CompletionList"]
