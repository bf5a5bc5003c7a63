"""How a window ends: nothing that is not saved is given up unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pith.base import Future

if TYPE_CHECKING:
    from pith_app._program import Program

_WAIT = 0.02  # seconds until it is looked again whether all is saved


class Ending:
    """Of one program. While something is asked, nothing is asked again."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._may_end = False
        self._asking = False

    def may_close(self) -> bool:
        """Whether the window may go now; if there is something to ask first, that is begun."""
        if not self._may_end and not self._asking:
            self.quit()
        return self._may_end

    def quit(self) -> Future[bool]:
        """Ask about what is not saved, keep the session, and end; False if that was cancelled."""
        program = self._program
        self._asking = True

        def settled(fine: bool) -> bool:
            self._asking = False
            if fine:
                self._give_up_changes()
                self.end()
            return fine

        return program.documents.settle(program.editors.tabs).then(settled)

    def _give_up_changes(self) -> None:
        """What is not saved now is not wanted."""
        kernel = self._program.kernel
        for document in kernel.workspace.documents:
            if document.dirty:
                kernel.journal.forget(document)

    def end(self) -> None:
        """End without asking: the session is kept, and what is not saved is there at the next
        start."""
        if not self._may_end:
            self._may_end = True
            self._program.session.save_now()
            self._program.window.close()
            self._end_when_saved()

    def _end_when_saved(self) -> None:
        program = self._program
        if program.kernel.workspace.saves.busy:
            program.scheduler.call_later(_WAIT, self._end_when_saved)
        else:
            program.application.quit()
