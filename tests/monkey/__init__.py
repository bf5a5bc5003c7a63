"""A monkey before the real window: random events, and what must hold after each of them.

An event is plain data that means the same whatever came before it (places are fractions of what
they are in), so that a sequence can be repeated with some of its events left out.
"""

from tests.monkey.events import Event, random_events
from tests.monkey.run import run_events
from tests.monkey.shortening import shortened

__all__ = ["Event", "random_events", "run_events", "shortened"]
