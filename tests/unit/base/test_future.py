"""Future: settled once, callbacks in order, chains that fail and cancel as a whole."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest

from pith.base import Cancelled, CancelToken, Future, Pending
from tests.support.reported import Reported


class TestSettling:
    def test_is_pending_at_first(self) -> None:
        future: Future[int] = Future()
        assert not future.done
        with pytest.raises(Pending):
            future.result()
        with pytest.raises(Pending):
            future.exception()

    def test_with_a_value(self) -> None:
        future: Future[int] = Future()
        assert future.set_result(3)
        assert future.done
        assert future.result() == 3
        assert future.exception() is None

    def test_with_none_as_its_value(self) -> None:
        future: Future[None] = Future()
        future.set_result(None)
        assert future.done
        assert future.exception() is None

    def test_with_an_exception(self) -> None:
        future: Future[int] = Future()
        error = KeyError("gone")
        assert future.set_exception(error)
        assert future.exception() is error
        with pytest.raises(KeyError):
            future.result()

    def test_only_once(self) -> None:
        future: Future[int] = Future()
        future.set_result(1)
        assert not future.set_result(2)
        assert not future.set_exception(KeyError())
        assert future.result() == 1

    def test_ready_made(self) -> None:
        assert Future.of("value").result() == "value"
        error = KeyError()
        failed: Future[str] = Future.failed(error)
        assert failed.exception() is error

    def test_by_many_threads_happens_once(self) -> None:
        for _ in range(50):
            future: Future[int] = Future()
            calls: list[int] = []
            future.on_done(lambda done, calls=calls: calls.append(done.result()))  # type: ignore[misc]
            together = threading.Barrier(4)
            won: list[bool] = []

            def settle(
                value: int,
                future: Future[int] = future,
                together: threading.Barrier = together,
                won: list[bool] = won,
            ) -> None:
                together.wait()
                won.append(future.set_result(value))

            threads = [threading.Thread(target=settle, args=(number,)) for number in range(4)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            assert sorted(won) == [False, False, False, True]
            assert calls == [future.result()]


class TestCallbacks:
    def test_are_called_in_order(self) -> None:
        future: Future[int] = Future()
        calls: list[str] = []
        future.on_done(lambda done: calls.append(f"first {done.result()}"))
        future.on_done(lambda done: calls.append(f"second {done.result()}"))
        assert calls == []
        future.set_result(5)
        assert calls == ["first 5", "second 5"]

    def test_are_called_at_once_when_it_is_settled(self) -> None:
        calls: list[int] = []
        handle = Future.of(5).on_done(lambda done: calls.append(done.result()))
        assert calls == [5]
        assert handle.disposed

    def test_are_called_for_failures_too(self) -> None:
        future: Future[int] = Future()
        errors: list[BaseException | None] = []
        future.on_done(lambda done: errors.append(done.exception()))
        error = KeyError()
        future.set_exception(error)
        assert errors == [error]

    def test_are_forgotten_when_disposed(self) -> None:
        future: Future[int] = Future()
        calls: list[int] = []
        future.on_done(lambda done: calls.append(1)).dispose()
        future.set_result(5)
        assert calls == []

    @pytest.mark.parametrize("late", [False, True])
    def test_that_raise_are_reported(self, late: bool, reported: Reported) -> None:
        future: Future[int] = Future()
        calls: list[int] = []
        if late:
            future.set_result(5)
        future.on_done(lambda done: 1 / 0)
        future.on_done(lambda done: calls.append(done.result()))
        future.set_result(5)
        assert calls == [5]
        reported.take(ZeroDivisionError, "callback of a future")

    def test_are_let_go_once_called(self) -> None:
        class Listener:
            def hear(self, done: Future[int]) -> None:
                pass

        listener = Listener()
        gone = weakref.ref(listener)
        future: Future[int] = Future()
        future.on_done(listener.hear)
        future.set_result(5)
        del listener
        gc.collect()
        assert gone() is None

    def test_settling_from_a_callback_changes_nothing(self) -> None:
        future: Future[int] = Future()
        future.on_done(lambda done: done.set_result(6))
        future.set_result(5)
        assert future.result() == 5


class TestThen:
    def test_maps_a_value(self) -> None:
        future: Future[int] = Future()
        text = future.then(str)
        assert not text.done
        future.set_result(5)
        assert text.result() == "5"

    def test_waits_for_a_future_it_is_given(self) -> None:
        first: Future[int] = Future()
        second: Future[str] = Future()
        both = first.then(lambda value: second)
        first.set_result(5)
        assert not both.done
        second.set_result("there")
        assert both.result() == "there"

    def test_passes_a_failure_on_without_calling(self) -> None:
        future: Future[int] = Future()
        calls: list[int] = []
        after = future.then(calls.append).then(lambda _: calls.append(2))
        error = KeyError()
        future.set_exception(error)
        assert after.exception() is error
        assert calls == []

    def test_fails_when_the_function_raises(self) -> None:
        after = Future.of(0).then(lambda value: 1 / value)
        assert isinstance(after.exception(), ZeroDivisionError)

    def test_fails_when_the_inner_future_fails(self) -> None:
        error = KeyError()
        inner: Future[str] = Future.failed(error)
        assert Future.of(0).then(lambda value: inner).exception() is error

    @pytest.mark.parametrize("error", [Cancelled(), SystemExit(1), KeyboardInterrupt()])
    def test_passes_on_what_is_more_than_an_exception(self, error: BaseException) -> None:
        future: Future[int] = Future()
        after = future.then(str)
        future.set_exception(error)
        assert after.exception() is error

    def test_cancelling_the_last_reaches_the_first(self) -> None:
        future: Future[int] = Future()
        after = future.then(str).then(len)
        after.cancel()
        assert future.token.cancelled

    def test_cancelling_reaches_the_inner_future(self) -> None:
        inner: Future[str] = Future()
        after = Future.of(1).then(lambda value: inner)
        after.cancel()
        assert inner.token.cancelled

    def test_an_inner_future_that_comes_after_cancelling_is_cancelled(self) -> None:
        first: Future[int] = Future()
        inner: Future[str] = Future()
        after = first.then(lambda value: inner)
        after.cancel()
        first.set_result(1)  # the result came first
        assert inner.token.cancelled
        inner.set_exception(Cancelled())
        assert isinstance(after.exception(), Cancelled)

    def test_cancelling_after_the_inner_future_is_done_leaves_it_alone(self) -> None:
        inner: Future[str] = Future()
        after = Future.of(1).then(lambda value: inner)
        inner.set_result("there")
        after.cancel()
        assert not inner.token.cancelled


class TestCancelling:
    def test_raises_the_token(self) -> None:
        token = CancelToken()
        future: Future[int] = Future(token)
        assert future.token is token
        future.cancel()
        assert token.cancelled
        assert not future.done, "whoever settles it does that"

    def test_follow_settles_alike(self) -> None:
        value: Future[int] = Future()
        value.follow(Future.of(5))
        assert value.result() == 5
        error = KeyError()
        failed: Future[int] = Future()
        failed.follow(Future.failed(error))
        assert failed.exception() is error
