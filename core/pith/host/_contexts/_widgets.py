"""`context.views.provide_widget`."""

from __future__ import annotations

from collections.abc import Callable

from pith.api import ViewHandle
from pith.base import Cancelled, OnDispose
from pith.host._contexts._view_handle import InstanceView
from pith.host._errors import ExtensionFailure, RefusedError
from pith.host._instance import Instance
from pith.host._keeping import ending_of
from pith.host._tracebacks import Failure


class InstanceWidget(InstanceView[ViewHandle]):
    """The ViewHandle of a view that shows a widget."""

    def __init__(self, instance: Instance, view_id: str, function: Callable[[], object]) -> None:
        self._view_id = view_id
        self._instance = instance
        self._source = GuardedWidget(instance, view_id, function)
        super().__init__(instance, view_id, self._fill)

    def _fill(self) -> ViewHandle:
        instance, source = self._instance, self._source
        views = instance.environment.services.views
        if not instance.on_trial:
            return views.provide_widget(self._view_id, source)
        # A save that breaks the widget that somebody looks at is refused like any other.
        failures: list[Failure] = []
        with instance.guard.reporting_to(failures.append):
            handle = views.provide_widget(self._view_id, source)
        if source.failure is not None:
            handle.dispose()
            failure = failures[-1] if failures else None
            raise RefusedError((source.failure.problem,), failure, instance.manifest.id)
        return handle

    def dispose(self) -> None:
        super().dispose()
        self._source.end()


class GuardedWidget:
    """The WidgetSource that the program sees."""

    def __init__(self, instance: Instance, view_id: str, function: Callable[[], object]) -> None:
        self._instance = instance
        self._what = f"view {view_id}"
        self.function = function
        self.failure: ExtensionFailure | None = None
        self._made: object | None = None
        self._entry = OnDispose()
        self._making = False

    @property
    def fault(self) -> str:
        return str(self.failure) if self.failure is not None else ""

    def widget(self) -> object | None:
        # It may run a loop of its own (a dialog does), in which the view is painted.
        if self._made is None and self.failure is None and not self._making:
            self._making = True
            try:
                self._made = self._make()
            finally:
                self._making = False
        return self._made

    def _make(self) -> object | None:
        instance = self._instance
        if instance.disposed:
            return None
        guard = instance.guard
        try:
            made = guard.call(self._what, self.function)
            if not instance.environment.services.views.is_widget(made):
                kind = type(made).__name__
                wrong = TypeError(f"it must return a QWidget, not {kind}")
                raise guard.failed(self._what, wrong, self.function)
        except ExtensionFailure as failure:
            self.failure = failure
            return None
        except Cancelled:
            return None
        ending = ending_of(made, instance.environment.keepers)

        def end() -> None:
            self._made = None
            guard.call("at the end", ending.end)

        self._entry = OnDispose(end)
        instance.scope.add(self._entry, f"{ending.what} of {self._what}")
        return None if instance.disposed else made

    def forget(self) -> None:
        self.end()
        self.failure = None

    def end(self) -> None:
        """Delete the widget, if there is one."""
        self._instance.scope.discard(self._entry)
        self._entry.dispose()
