"""Enums made the short way must be the same, to the last attribute, as those Python makes."""

from __future__ import annotations

import enum
import os
import pickle
import subprocess
import sys
import types
from collections.abc import Iterator
from contextlib import contextmanager
from enum import KEEP, Enum, Flag, IntEnum, IntFlag
from typing import Any

import pytest

from pith_app._quick_qt import _enums

pytestmark = pytest.mark.skipif(
    sys.version_info[:2] not in _enums.TRIED, reason="it leaves this Python alone"
)

DESCRIBE_EVERY_ENUM_OF_QT = """
import enum
from PySide6 import QtCore, QtGui, QtSvg, QtWidgets

def describe(made):
    print(made.__module__, made.__qualname__, repr(made), made.__mro__, list(made), len(made))
    for name, value in sorted(vars(made).items()):
        print("   ", name, repr(value).partition(" at 0x")[0])
    for name, member in made.__members__.items():
        state = {key: repr(each) for key, each in vars(member).items()}
        print("   ", name, repr(member), str(member), made(member.value) is member, state)

seen = set()

def walk(owner):
    # Not vars(): what the binding has comes into being when it is first touched.
    for name in dir(owner):
        found = getattr(owner, name, None)
        if not isinstance(found, type) or found in seen:
            continue
        seen.add(found)
        if isinstance(found, enum.EnumType):
            describe(found)
        elif found.__module__.startswith("PySide6"):
            walk(found)

for module in (QtCore, QtGui, QtSvg, QtWidgets):
    walk(module)
Left, Top = QtCore.Qt.AlignmentFlag.AlignLeft, QtCore.Qt.AlignmentFlag.AlignTop
print(Left | Top, ~Left, Left & Top, list(Left | Top), Left in (Left | Top))
"""


@contextmanager
def quick() -> Iterator[None]:
    """The short way, within."""
    assert _enums.install()
    try:
        yield
    finally:
        enum.EnumType._create_ = _enums._ordinary  # type: ignore[attr-defined]


def described(prologue: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", prologue + DESCRIBE_EVERY_ENUM_OF_QT],
        capture_output=True,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_enum_of_qt_is_the_same() -> None:
    ordinary = described("")
    assert ordinary.count("\nPySide6.") > 600
    prepared = described("from pith_app import _quick_qt\nassert _quick_qt.prepare()\n")
    assert prepared.splitlines() == ordinary.splitlines()


def test_it_is_the_short_way_that_was_compared() -> None:
    source = (
        "from pith_app import _quick_qt; _quick_qt.prepare()\n"
        "from pith_app._quick_qt import _enums\n"
        "made = []; make = _enums._Kind.make\n"
        "_enums._Kind.make = lambda *given: made.append(given) or make(*given)\n"
        "from PySide6.QtCore import Qt; print(len(made) > 90)"
    )
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True)
    assert done.stdout == "True\n", done.stderr


MEMBERS: list[Any] = [
    [],
    [("A", 1), ("B", 2), ("C", 4)],
    [("A", 4), ("B", 2), ("C", 1)],  # a flag that iterates by definition
    [("Zero", 0), ("A", 1), ("Also", 1), ("Both", 3), ("B", 2)],  # aliases, of several bits too
    [("Negative", -1), ("High", 1 << 31), ("A", 0x80)],
    [("name", 1), ("value", 2)],  # members that are called as their own attributes
    [("mro", 1)],
    [("_hidden", 1), ("A", 2)],
    [("__order__", "A"), ("A", 2)],
    [("A", 1), ("A", 2)],
    [("real", 1), ("to_bytes", 2)],
    [("A", True), ("B", 2)],
    [("A", (1,))],
    [("A", "text")],
    [("A", enum.auto()), ("B", enum.auto())],
    ("A", "B"),
    "A B",
    {"A": 1, "B": 2},
    [["A", 1], ["B", 2]],
]


def outcome(kind: Any, members: Any, **options: Any) -> object:
    try:
        made = kind("Made", members, **options)
    except Exception as error:
        return type(error), str(error)
    state = {
        name: {key: repr(each) for key, each in vars(member).items()}
        for name, member in made.__members__.items()
    }
    attributes = {name: repr(value).partition(" at 0x")[0] for name, value in vars(made).items()}
    return attributes, list(made.__members__), state, list(map(repr, made)), made.__module__


@pytest.mark.parametrize("kind", [Enum, IntEnum, Flag, IntFlag], ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("members", MEMBERS, ids=repr)
def test_anything_special_is_as_python_makes_it(kind: Any, members: Any) -> None:
    for options in ({"boundary": KEEP}, {}, {"boundary": KEEP, "qualname": "In.Made"}):
        expected = outcome(kind, members, **options)
        with quick():
            assert outcome(kind, members, **options) == expected


def test_what_is_made_can_be_pickled_and_combined(monkeypatch: pytest.MonkeyPatch) -> None:
    with quick():
        made: Any = Flag("Made", [("A", 1), ("B", 2)], boundary=KEEP)  # type: ignore[misc]
    monkeypatch.setitem(globals(), "Made", made)
    assert pickle.loads(pickle.dumps(made.A | made.B)) is made.A | made.B
    assert made.A | made.B in made(3)
    assert made(12).value == 12
    with pytest.raises(TypeError, match="cannot extend"):
        types.new_class("More", (made,))
    with pytest.raises(AttributeError, match="cannot reassign"):
        made.A = 3


def test_a_python_that_was_not_tried_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_enums, "TRIED", ())
    before = enum.EnumType._create_  # type: ignore[attr-defined]
    assert not _enums.install()
    assert enum.EnumType._create_ is before  # type: ignore[attr-defined]
