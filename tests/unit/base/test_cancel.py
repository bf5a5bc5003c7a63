"""CancelToken: raised once, seen by everybody, from any thread."""

from __future__ import annotations

import threading
from functools import partial

import pytest

from pith.base import Cancelled, CancelToken
from tests.support.reported import Reported


def test_a_new_token_is_not_cancelled() -> None:
    token = CancelToken()
    assert not token.cancelled
    token.raise_if_cancelled()


def test_raises_once_cancelled() -> None:
    token = CancelToken()
    token.cancel()
    assert token.cancelled
    with pytest.raises(Cancelled):
        token.raise_if_cancelled()


def test_tells_each_listener_once() -> None:
    token, calls = CancelToken(), list[str]()
    token.on_cancel(lambda: calls.append("first"))
    token.on_cancel(lambda: calls.append("second"))
    token.cancel()
    token.cancel()
    assert calls == ["first", "second"]


def test_tells_a_late_listener_at_once() -> None:
    token, calls = CancelToken(), list[str]()
    token.cancel()
    assert token.on_cancel(lambda: calls.append("late")).disposed
    assert calls == ["late"]


def test_forgets_a_disposed_listener() -> None:
    token, calls = CancelToken(), list[str]()
    token.on_cancel(lambda: calls.append("disposed")).dispose()
    token.on_cancel(lambda: calls.append("kept"))
    token.cancel()
    assert calls == ["kept"]


def test_a_listener_may_dispose_itself_and_others() -> None:
    token, calls = CancelToken(), list[str]()

    def first() -> None:
        calls.append("first")
        handles[0].dispose()
        handles[1].dispose()

    handles = [token.on_cancel(first), token.on_cancel(lambda: calls.append("second"))]
    token.cancel()
    assert calls == ["first", "second"], "who was to be told when it was cancelled is told"


def test_a_listener_may_look_at_the_token() -> None:
    token, seen = CancelToken(), list[bool]()
    token.on_cancel(lambda: seen.append(token.cancelled))
    token.cancel()
    assert seen == [True]


@pytest.mark.parametrize("late", [False, True])
def test_a_listener_that_raises_is_reported(late: bool, reported: Reported) -> None:
    token, calls = CancelToken(), list[str]()
    if late:
        token.cancel()
    token.on_cancel(lambda: 1 / 0)
    token.on_cancel(lambda: calls.append("called all the same"))
    token.cancel()
    assert calls == ["called all the same"]
    reported.take(ZeroDivisionError, "cancellation")


def test_cancelled_by_many_threads_tells_each_listener_once() -> None:
    for _ in range(50):
        token, calls = CancelToken(), list[int]()
        for number in range(20):
            token.on_cancel(partial(calls.append, number))
        together = threading.Barrier(4)

        def cancel(token: CancelToken = token, together: threading.Barrier = together) -> None:
            together.wait()
            token.cancel()

        threads = [threading.Thread(target=cancel) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert calls == list(range(20))


def test_a_listener_that_comes_while_it_is_cancelled_is_told_exactly_once() -> None:
    for _ in range(200):
        token, calls = CancelToken(), list[int]()
        together = threading.Barrier(2)

        def cancel(token: CancelToken = token, together: threading.Barrier = together) -> None:
            together.wait()
            token.cancel()

        thread = threading.Thread(target=cancel)
        thread.start()
        together.wait()
        token.on_cancel(partial(calls.append, 1))
        thread.join()
        assert calls == [1]
