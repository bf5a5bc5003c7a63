"""Messages over pipes: MessagePack with its length before it."""

from __future__ import annotations

import struct
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, TypeVar

import msgspec

from pith.base import Future

T = TypeVar("T")


def _encode(value: object) -> object:
    if isinstance(value, Path):
        return str(value)
    raise NotImplementedError(f"{type(value).__name__} does not cross")


def _decode(kind: type, value: object) -> object:
    if kind is Path:
        return Path(str(value))
    raise NotImplementedError


def as_(kind: Any, value: object) -> Any:
    """What crossed, as a value of the contract again."""
    return msgspec.convert(value, kind, dec_hook=_decode)


class Channel:
    """One end. `handle(method, arguments)` answers the other end's calls on the thread of `soon`;
    what it raises, and a Future's failure, reach the other end as words."""

    def __init__(
        self,
        reading: IO[bytes],
        writing: IO[bytes],
        soon: Callable[[Callable[[], object]], object],
        handle: Callable[[str, Any], object],
        ended: Callable[[], object],
    ) -> None:
        self._writing = writing
        self._soon = soon
        self._handle = handle
        self._ended = ended
        self._waiting: dict[int, Future[Any]] = {}
        self._count = 0
        self._lock = threading.Lock()
        self._encoder = msgspec.msgpack.Encoder(enc_hook=_encode)
        self.thread = threading.Thread(
            target=self._read, args=(reading,), name="channel", daemon=True
        )
        self.thread.start()

    def tell(self, method: str, **arguments: object) -> None:
        """Call the other end; nobody waits for an answer."""
        self._send((0, method, arguments))

    def ask(self, method: str, **arguments: object) -> Future[Any]:
        """Call the other end. Cancelling the Future tells it so."""
        self._count += 1
        number = self._count
        future: Future[Any] = Future()
        self._waiting[number] = future
        future.token.on_cancel(lambda: self.tell("cancel", number=number))
        self._send((number, method, arguments))
        return future

    def _send(self, message: object) -> None:
        data = self._encoder.encode(message)
        try:
            with self._lock:
                self._writing.write(struct.pack("<I", len(data)) + data)
                self._writing.flush()
        except (OSError, ValueError):
            pass  # the other end is gone; the reading thread says so

    def _read(self, reading: IO[bytes]) -> None:
        while True:
            head = reading.read(4)
            data = reading.read(struct.unpack("<I", head)[0]) if len(head) == 4 else b""
            if not data:
                break
            message = msgspec.msgpack.decode(data)
            self._soon(lambda message=message: self._take(*message))  # type: ignore[misc]
        self._soon(self._end)

    def _take(self, number: int, method: str, arguments: Any) -> None:
        if method == "answer":
            future = self._waiting.pop(number, None)
            if future is not None:
                future.set_result(arguments)
        elif method == "failure":
            future = self._waiting.pop(number, None)
            if future is not None:
                future.set_exception(RuntimeError(arguments))
        else:
            self._call(number, method, arguments)

    def _call(self, number: int, method: str, arguments: Any) -> None:
        try:
            result = self._handle(method, arguments)
        except BaseException as error:
            result = Future.failed(error)
        if not number:
            return
        answer = result if isinstance(result, Future) else Future.of(result)

        def settle(settled: Future[Any]) -> None:
            error = settled.exception()
            if error is None:
                self._send((number, "answer", settled.result()))
            else:
                self._send((number, "failure", f"{type(error).__name__}: {error}"))

        answer.on_done(settle)

    def _end(self) -> None:
        waiting, self._waiting = self._waiting, {}
        for future in waiting.values():
            future.set_exception(RuntimeError("the extension's process ended"))
        self._ended()
