"""Scope and OnDispose: everything taken back, in order, whatever fails."""

from __future__ import annotations

import gc
import weakref
from functools import partial

import pytest

from pith.base import Disposable, DisposalError, OnDispose, Scope


class TestOnDispose:
    def test_calls_its_function_once(self) -> None:
        calls: list[str] = []
        handle = OnDispose(lambda: calls.append("called"))
        assert not handle.disposed
        handle.dispose()
        handle.dispose()
        assert calls == ["called"]
        assert handle.disposed

    def test_without_a_function_is_disposed_from_the_start(self) -> None:
        handle = OnDispose()
        assert handle.disposed
        handle.dispose()

    def test_counts_as_disposed_while_its_function_runs(self) -> None:
        seen: list[bool] = []
        handle = OnDispose(lambda: seen.append(handle.disposed))
        handle.dispose()
        assert seen == [True]

    def test_that_disposes_itself_calls_once(self) -> None:
        calls: list[int] = []

        def again() -> None:
            calls.append(1)
            handle.dispose()

        handle = OnDispose(again)
        handle.dispose()
        assert calls == [1]

    def test_lets_go_of_its_function(self) -> None:
        class Owner:
            def method(self) -> None:
                pass

        owner = Owner()
        gone = weakref.ref(owner)
        handle = OnDispose(owner.method)
        del owner
        handle.dispose()
        gc.collect()
        assert gone() is None

    def test_that_raises_is_disposed_all_the_same(self) -> None:
        handle = OnDispose(lambda: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            handle.dispose()
        handle.dispose()

    def test_is_a_disposable(self) -> None:
        assert isinstance(OnDispose(), Disposable)
        assert isinstance(Scope(), Disposable)
        assert not isinstance(object(), Disposable)


class TestScope:
    def test_disposes_last_in_first_out(self) -> None:
        order: list[int] = []
        scope = Scope("test")
        for number in range(4):
            scope.on_dispose(partial(order.append, number))
        scope.dispose()
        assert order == [3, 2, 1, 0]

    def test_add_returns_what_it_was_given(self) -> None:
        handle = OnDispose()
        assert Scope().add(handle) is handle

    def test_describes_its_entries_oldest_first(self) -> None:
        def stop_watching() -> None:
            pass

        scope = Scope("acme")
        scope.add(OnDispose(), "a timer")
        scope.add(OnDispose())
        scope.on_dispose(stop_watching)
        scope.child("views")
        assert scope.entries()[:2] == ["a timer", "OnDispose"]
        assert scope.entries()[2].endswith("stop_watching")
        assert scope.entries()[3] == "views"
        assert repr(scope) == "<Scope 'acme': 4 entries>"
        scope.dispose()
        assert repr(scope) == "<Scope 'acme': disposed>"
        assert scope.entries() == []

    def test_describes_a_callable_without_a_name(self) -> None:
        class Callable:
            def __call__(self) -> None:
                pass

        scope = Scope()
        scope.on_dispose(Callable())
        assert scope.entries() == ["function"]

    def test_tries_every_entry_and_collects_what_they_raise(self) -> None:
        done: list[str] = []
        scope = Scope("acme.broken")

        def fail(error: Exception) -> None:
            raise error

        scope.on_dispose(lambda: done.append("first"))
        scope.on_dispose(lambda: fail(ValueError("second")))
        scope.on_dispose(lambda: done.append("third"))
        scope.on_dispose(lambda: fail(KeyError("fourth")))
        with pytest.raises(DisposalError) as caught:
            scope.dispose()
        assert done == ["third", "first"]
        assert [type(error) for error in caught.value.exceptions] == [KeyError, ValueError]
        assert "acme.broken" in str(caught.value)
        assert scope.disposed
        scope.dispose()

    def test_errors_of_children_stay_together(self) -> None:
        scope = Scope("parent")
        scope.child("child").on_dispose(lambda: 1 / 0)
        with pytest.raises(DisposalError) as caught:
            scope.dispose()
        (inner,) = caught.value.exceptions
        assert isinstance(inner, DisposalError)
        assert isinstance(inner.exceptions[0], ZeroDivisionError)

    def test_disposes_at_once_what_comes_late(self) -> None:
        calls: list[str] = []
        scope = Scope()
        scope.dispose()
        scope.on_dispose(lambda: calls.append("late"))
        assert calls == ["late"]
        assert scope.child("late child").disposed
        assert scope.entries() == []

    def test_disposes_what_is_added_while_it_is_disposed(self) -> None:
        calls: list[str] = []
        scope = Scope()
        scope.on_dispose(lambda: scope.on_dispose(lambda: calls.append("added meanwhile")))
        scope.dispose()
        assert calls == ["added meanwhile"]

    def test_disposed_again_by_one_of_its_entries(self) -> None:
        order: list[int] = []
        scope = Scope()
        scope.on_dispose(lambda: order.append(1))
        scope.on_dispose(scope.dispose)
        scope.on_dispose(lambda: order.append(2))
        scope.dispose()
        assert order == [2, 1]

    def test_forgets_what_is_discarded(self) -> None:
        calls: list[str] = []
        scope = Scope()
        handle = scope.on_dispose(lambda: calls.append("discarded"))
        other = scope.on_dispose(lambda: calls.append("kept"))
        scope.discard(handle)
        scope.discard(OnDispose())
        assert not handle.disposed
        scope.dispose()
        assert calls == ["kept"]
        assert other.disposed

    def test_a_child_may_go_first_and_leaves_nothing_behind(self) -> None:
        calls: list[str] = []
        scope = Scope("parent")
        child = scope.child("child")
        child.on_dispose(lambda: calls.append("child"))
        child.dispose()
        assert calls == ["child"]
        scope.dispose()
        assert calls == ["child"]

    def test_is_a_context_manager(self) -> None:
        calls: list[str] = []
        with Scope() as scope:
            scope.on_dispose(lambda: calls.append("left"))
            assert calls == []
        assert calls == ["left"]

    def test_a_disposed_child_is_no_longer_an_entry(self) -> None:
        """An owner of many short-lived scopes would otherwise grow for ever."""
        scope = Scope("parent")
        keep = scope.child("kept")
        scope.child("gone").dispose()
        assert scope.entries() == ["kept"]
        scope.dispose()
        assert keep.disposed
