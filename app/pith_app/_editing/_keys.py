"""From pressed keys to commands."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from pith.base import Future, Scheduler, Signal
from pith.commands import (
    NOT_HANDLED,
    Binding,
    Chord,
    CommandBus,
    CommandError,
    DisabledCommand,
    Keymap,
    KeySequence,
    UnhandledCommand,
)
from pith.qt import read_key

_MODIFIERS = frozenset(
    key.value
    for key in (
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_Meta,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Super_L,
        Qt.Key.Key_Super_R,
        Qt.Key.Key_CapsLock,
    )
)


class KeyDispatcher:
    """Runs what is bound to the keys pressed so far, the first of several that handles them."""

    def __init__(
        self,
        keymap: Keymap,
        bus: CommandBus,
        scheduler: Scheduler,
        report: Callable[[CommandError], object],
    ) -> None:
        self._keymap = keymap
        self._bus = bus
        self._scheduler = scheduler
        self.report = report
        self._pressed: tuple[Chord, ...] = ()
        self.pending_changed: Signal[str] = Signal("keys.pending")
        """What was pressed of a longer sequence, as people read it; "" when that has ended."""

    @property
    def pending(self) -> bool:
        return bool(self._pressed)

    def press(self, event: QKeyEvent) -> bool:
        """Run what a key press of any widget means; False if it means nothing."""
        if event.key() in _MODIFIERS:
            return False
        waiting = self.pending
        for chord in read_key(event).chords:
            if self.chord(chord):
                return True
        if waiting:
            self._forget()
        return waiting

    def chord(self, chord: Chord) -> bool:
        """Run what one reading of a key press means; False, and nothing done, if nothing."""
        pressed = (*self._pressed, chord)
        match = self._keymap.match(pressed, self._bus.context)
        for binding in match.bindings:
            if self._run(binding):
                self._set_pressed(())
                return True
        if match.is_prefix:
            self._set_pressed(pressed)
            return True
        if self._pressed:
            # Another reading of the same key press may still fit.
            before = self._pressed
            self._scheduler.call_soon(lambda: self._forget() if self._pressed is before else None)
        return False

    def text(self, text: str) -> bool:
        """Whether typed text is swallowed: it ends a sequence that means nothing."""
        if self._pressed:
            self._forget()
            return True
        return False

    def _run(self, binding: Binding) -> bool:
        try:
            result = self._bus.run(binding.command, binding.args, "key")
        except (DisabledCommand, UnhandledCommand):
            return False
        except CommandError as error:
            self.report(error)
            return True
        if isinstance(result, Future):
            result.on_done(self._settled)
        return result is not NOT_HANDLED

    def _settled(self, done: Future[object]) -> None:
        error = done.exception()
        if isinstance(error, CommandError):
            self.report(error)

    def _forget(self) -> None:
        self._set_pressed(())

    def _set_pressed(self, pressed: tuple[Chord, ...]) -> None:
        if pressed != self._pressed:
            self._pressed = pressed
            self.pending_changed.emit(KeySequence(pressed).for_people() if pressed else "")
