"""Looking at pages without waiting for a disk: what is not in memory is stood in for, and read."""

from __future__ import annotations

import threading
from collections import deque
from contextlib import contextmanager
from itertools import islice
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Self

from pith.base import Disposable, OnDispose, Signal, Worker
from pith.text._leaves import find_breaks

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from pith.base import CancelToken, Future
    from pith.text._leaves import AnyLeaf
    from pith.text._pages import Page, PagePart

STAND_IN = "·"
"""What is seen in the place of each code point that has not been read yet."""

PATIENCE = 0.006
"""Seconds that the window's thread gives a page: most disks are faster, and nothing flickers."""

_KEPT = 16  # pages that were read last and stay in memory, whatever the cache forgets
_MOST_WAITING = 16  # older wishes are forgotten: whoever had them has scrolled on


class _Looking(threading.local):
    reader: PageReader | None = None


LOOKING = _Looking()
"""For the pages: the reader in whose `with` this thread is."""


class PageReader:
    """Reads pages in a worker while the window's thread goes on.

    In `with reader:` a page that is not in memory has only what it will look like, in as many
    code points and lines (`missed` has those pages), and is on its way; `arrived` is
    emitted when it is there. Nothing may be made of what is seen so but pixels. The worker should
    do nothing else, as its job is waited for PATIENCE in all. For the window's thread only.
    """

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self._depth = 0
        self._deadline = 0.0
        self._ready: dict[Page | PagePart, threading.Event] = {}
        self._wanted: deque[Page | PagePart] = deque()  # the next one last
        self._stand_ins: dict[Page | PagePart, tuple[str, list[int]]] = {}
        self._kept: deque[Page | PagePart] = deque()
        self.missed: set[Page | PagePart] = set()
        """What was stood in for since the outermost `with` was entered, and is until it is left:
        what is measured and what is painted are then the same."""
        self.arrived: Signal[()] = Signal("PageReader.arrived")

    def __enter__(self) -> Self:
        if not self._depth:
            self._deadline = monotonic() + PATIENCE
            self.missed.clear()
            LOOKING.reader = self
        self._depth += 1
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._depth -= 1
        if not self._depth:
            LOOKING.reader = None

    def ahead(self, leaves: Iterable[AnyLeaf]) -> None:
        """Read these if they are not in memory, after what is waited for."""
        for leaf in leaves:
            if leaf.paged and leaf.absent and leaf not in self._ready:
                self._ask(leaf, first=False)

    def when_read(self, leaves: Iterable[AnyLeaf], function: Callable[[], object]) -> Disposable:
        """Call `function` when these are in memory, at once if they are: what it then looks at is
        not waited for. Disposing the result before that is not wanting it any more."""
        pages = [leaf for leaf in leaves if leaf.paged]
        if not any(page.absent for page in pages):
            function()
            return OnDispose()
        # Those that are there stay until the last one has come.
        _hold(pages, 1)

        def stop() -> None:
            listening.dispose()
            _hold(pages, -1)

        def look() -> None:
            missing = [page for page in pages if page.absent]
            if missing:
                self._ask_all(missing)
                return
            listening.dispose()  # nobody is called twice, whatever arrives while it runs
            try:
                function()
            finally:
                waiting.dispose()

        listening = self.arrived.connect(look)
        waiting = OnDispose(stop)
        self._ask_all([page for page in pages if page.absent])
        return waiting

    @contextmanager
    def holding(self, pages: Collection[Page | PagePart]) -> Iterator[None]:
        """Let these stay in memory meanwhile if they are there, however much else is read."""
        _hold(pages, 1)
        try:
            yield
        finally:
            _hold(pages, -1)

    def _ask_all(self, missing: Iterable[Page | PagePart]) -> None:
        """Have these read: some of them now, and the others when those have come."""
        for page in islice(missing, _MOST_WAITING // 2):
            if page not in self._ready:
                self._ask(page, first=True)

    # For the pages

    def content_of(self, page: Page | PagePart) -> str:
        """The content of a page that is not in memory, or what stands in for it."""
        if page not in self.missed and page not in self._stand_ins:
            ready = self._ready.get(page) or self._ask(page, first=True)
            if ready.wait(max(0.0, self._deadline - monotonic())):
                content = page.loaded
                if content is not None:
                    return content
        self.missed.add(page)
        return self._stand_in(page)[0]

    def breaks_of(self, page: Page | PagePart) -> list[int]:
        """The line breaks of what content_of gives."""
        content = self.content_of(page)
        return self._stand_in(page)[1] if page in self.missed else find_breaks(content)

    def _stand_in(self, page: Page | PagePart) -> tuple[str, list[int]]:
        found = self._stand_ins.get(page)
        if found is None:
            content = page.shape_of(STAND_IN)
            found = self._stand_ins[page] = (content, find_breaks(content))
        return found

    # Reading

    def _ask(self, page: Page | PagePart, first: bool) -> threading.Event:
        ready = self._ready[page] = threading.Event()
        page.held += 1
        if first:
            self._wanted.append(page)
        else:
            self._wanted.appendleft(page)
        if len(self._wanted) > _MOST_WAITING:
            dropped = self._wanted.popleft()
            self._forget(dropped)
            dropped.held -= 1
        self._worker.submit(self._read_next, "read pages").on_done(self._came)
        return ready

    def _read_next(self, token: CancelToken) -> Page | PagePart | None:
        """On the worker's thread."""
        try:
            page = self._wanted.pop()
        except IndexError:
            return None
        page.read()
        page.breaks  # noqa: B018 - found here and not where it is painted
        ready = self._ready.get(page)
        if ready is not None:
            ready.set()
        return page

    def _came(self, done: Future[Page | PagePart | None]) -> None:
        page = done.result() if done.exception() is None else None
        if page is None or page not in self._ready:
            return
        self._forget(page)
        self._kept.append(page)
        if len(self._kept) > _KEPT:
            self._kept.popleft().held -= 1
        self.arrived.emit()

    def _forget(self, page: Page | PagePart) -> None:
        self._ready.pop(page, None)
        self._stand_ins.pop(page, None)

    def let_go(self) -> None:
        """Keep nothing and read nothing any more: files that pages are of stay open as long. Who
        still waits for pages of another file asks for them again."""
        for page in (*self._kept, *self._ready):
            page.held -= 1
        for each in (self._kept, self._wanted, self._ready, self._stand_ins, self.missed):
            each.clear()
        self.arrived.emit()


def _hold(pages: Iterable[Page | PagePart], by: int) -> None:
    """Let pages stay in memory whatever the cache forgets, or (-1) not any more."""
    for part in pages:
        part.held += by
        if part.page is not part:
            part.page.held += by
