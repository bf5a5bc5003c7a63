"""What is asked of a document, in order: nearly always it is done at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pith.base import Disposable, OnDispose, Signal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pith.text import Page, PagePart
    from pith.workspace._asked import Asked
    from pith.workspace._document import Document
    from pith.workspace._long_work import LongWork
    from pith.workspace._turns import Turns
    from pith.workspace._waiting import Waiting


class DocumentQueue:
    """Commands of a view, undo and redo come through here, so that the window's thread does not
    wait for a disk and nothing overtakes what was asked for before.

    Most documents have nothing that could make them wait: what keeps order (Turns) is made and
    imported for the first that has. For the window's thread only.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._turns: Turns | None = None
        self.working: Signal[LongWork[Any]] = Signal("DocumentQueue.working")
        """Something takes long; what is asked for meanwhile is done after it."""
        self.changed: Signal[Document] = Signal("DocumentQueue.changed")
        """What is still to be done is another."""

    def do(
        self,
        job: Callable[[], object],
        needs: Callable[[], Sequence[Page | PagePart]] = tuple,
        asked: Callable[[], Asked] | None = None,
    ) -> object:
        """Do a job that looks at what `needs` says of the text when that is in memory, and after
        all that waits already: nearly always at once, and then what it returns; True: later.

        A job may return LongWork, of which a worker does the most. `asked` says what the job is,
        for the journal: what waits is to survive the end of the process.
        """
        if self._turns is None and self._document.page_reader is None:
            done = job()
            if done is None or isinstance(done, bool):  # as a key in most documents does
                return done
            return self._made_turns().finish(done, asked)
        return self._made_turns().take(needs, job, asked)

    def _made_turns(self) -> Turns:
        if self._turns is None:
            from pith.workspace._turns import Turns

            self._turns = Turns(self._document)
        return self._turns

    def when_at_hand(self, offset: int, function: Callable[[], object]) -> Disposable:
        """Call `function` when what is around an offset of the text is in memory, which nearly
        always is at once; disposing the result is not wanting that any more. Nothing waits."""
        reader = self._document.page_reader
        if reader is None:
            function()
            return OnDispose()
        return reader.when_read([self._document.text.leaf_at(offset)], function)

    @property
    def waits(self) -> bool:
        """Whether something is still to be done."""
        return self._turns is not None and self._turns.any_waits

    @property
    def edit_waits(self) -> bool:
        """Whether something is still to be done that may change the text."""
        return self._turns is not None and self._turns.any_edit_waits

    def waiting(self) -> tuple[Waiting, ...]:
        """What is still to be done, as far as it can be said."""
        return self._turns.waiting() if self._turns is not None else ()

    def tell(self) -> None:
        """For Turns: something waits, or does not any more."""
        self.changed.emit(self._document)
        self._document.tell_dirty()

    def dispose(self) -> None:
        """Do nothing more."""
        if self._turns is not None:
            self._turns.dispose()
