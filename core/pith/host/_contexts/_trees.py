"""`context.views.provide_tree`."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pith.api import TreeHandle, TreeItem, TreeProvider
from pith.base import Cancelled, Disposable, Future
from pith.host._contexts._view_handle import InstanceView
from pith.host._errors import ExtensionFailure
from pith.host._instance import Instance


class InstanceTree(InstanceView[TreeHandle]):
    """The TreeHandle of an extension."""

    def __init__(self, instance: Instance, view_id: str, provider: TreeProvider) -> None:
        self._revealed: tuple[str, tuple[str, ...]] | None = None
        source = GuardedTree(instance, view_id, provider, self.show_fault)
        views = instance.environment.services.views
        super().__init__(instance, view_id, lambda: views.provide_tree(view_id, source))

    def _connect(self) -> Disposable:
        connection = super()._connect()
        if self._revealed is not None:
            self.reveal(*self._revealed)
        return connection

    @property
    def selection(self) -> tuple[str, ...]:
        return self._real.selection if self._real is not None else ()

    def refresh(self, item_id: str | None = None) -> None:
        if self._real is not None:
            self._real.refresh(item_id)

    def reveal(self, item_id: str, ancestors: Sequence[str] = ()) -> None:
        if self._real is not None:
            self._real.reveal(item_id, tuple(ancestors))
        else:
            self._revealed = (item_id, tuple(ancestors))

    def select(self, item_id: str) -> None:
        if self._real is not None:
            self._real.select(item_id)

    def collapse_all(self) -> None:
        if self._real is not None:
            self._real.collapse_all()

    def show_fault(self, message: str | None) -> None:
        """Show what is wrong instead of the extension's own message, or that again for None."""
        if self._real is not None:
            self._real.set_message(self._message or "" if message is None else message)


class GuardedTree:
    """The TreeSource that the program sees: items that are right, whatever the extension does."""

    def __init__(
        self,
        instance: Instance,
        view_id: str,
        provider: TreeProvider,
        show_fault: Callable[[str | None], None],
    ) -> None:
        self._instance = instance
        self._what = f"view {view_id}"
        self._provider = provider
        self._show_fault = show_fault
        self._faulty = False

    @property
    def function(self) -> Callable[..., object]:
        """The extension's own function, for who wants to see where it lies."""
        return self._provider.children

    def children(self, item_id: str | None) -> Future[tuple[TreeItem, ...]]:
        instance = self._instance
        if instance.disposed:
            return Future.of(())
        try:
            answer = instance.guard.call(self._what, self._provider.children, item_id)
        except (ExtensionFailure, Cancelled) as error:
            return Future.of(self._failed(error))
        if not isinstance(answer, Future):
            return Future.of(self._checked(answer))
        after: Future[tuple[TreeItem, ...]] = Future()

        def settle(settled: Future[Sequence[TreeItem]]) -> None:
            error = settled.exception()
            if error is not None:
                after.set_result(self._failed(error))
            else:
                after.set_result(self._checked(settled.result()))

        instance.outward(self._what, answer).on_done(settle)
        return after

    def _failed(self, error: BaseException) -> tuple[TreeItem, ...]:
        if not isinstance(error, Cancelled):
            self._faulty = True
            self._show_fault(str(error))
        return ()

    def _checked(self, answer: object) -> tuple[TreeItem, ...]:
        try:
            items = _items(answer)
        except TypeError as error:
            return self._failed(self._instance.guard.failed(self._what, error))
        if self._faulty:
            self._faulty = False
            self._show_fault(None)
        return items


def _items(answer: object) -> tuple[TreeItem, ...]:
    """The items of an answer, the first of each id. Raises TypeError for what are none."""
    if not isinstance(answer, (list, tuple)):
        raise TypeError(f"children() must return a list of TreeItems, not {answer!r:.80}")
    items: dict[str, TreeItem] = {}
    for item in answer:
        if not isinstance(item, TreeItem):
            raise TypeError(f"children() must return TreeItems, not {item!r:.80}")
        items.setdefault(item.id, item)
    return tuple(items.values())
