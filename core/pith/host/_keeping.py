"""How the things end that an extension gives to `context.own`.

Whatever has a `dispose()` says itself how. For the rest of what leaks (child processes, threads,
servers, files) the standard library's ways are known here; the program adds Qt's.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from typing import Any, Final, NamedTuple

#: A child process that was asked to end is killed after this, in seconds.
PATIENCE: Final = 2.0


class Ending(NamedTuple):
    """How something ends, and what it is called in the list of what an extension holds."""

    end: Callable[[], object]
    what: str


#: Says how a thing ends, if it knows.
Keeper = Callable[[object], Ending | None]


def ending_of(thing: object, keepers: list[Keeper]) -> Ending:
    """How `thing` ends. Raises TypeError for what nobody knows to end."""
    dispose = getattr(thing, "dispose", None)
    if callable(dispose):
        return Ending(dispose, _name(thing))
    for keeper in (*keepers, _standard):
        ending = keeper(thing)
        if ending is not None:
            return ending
    raise TypeError(
        f"own() does not know how a {type(thing).__name__} ends; "
        "give context.on_dispose a function that ends it"
    )


def _standard(thing: Any) -> Ending | None:
    import subprocess
    from concurrent.futures import Executor
    from socketserver import BaseServer
    from tempfile import TemporaryDirectory

    name = _name(thing)
    if isinstance(thing, subprocess.Popen):
        return Ending(lambda: _end_process(thing, thing.wait), f"child process {thing.pid}")
    if isinstance(thing, Executor):
        return Ending(lambda: thing.shutdown(wait=False, cancel_futures=True), name)
    if isinstance(thing, BaseServer):
        return Ending(lambda: _elsewhere(lambda: _end_server(thing)), name)
    if isinstance(thing, TemporaryDirectory):
        return Ending(lambda: _elsewhere(thing.cleanup), f"temporary folder {thing.name}")
    if callable(getattr(thing, "terminate", None)) and callable(getattr(thing, "join", None)):
        wait = thing.join  # multiprocessing's
        return Ending(lambda: _end_process(thing, wait), name)
    if isinstance(thing, threading.Thread) and not callable(getattr(thing, "cancel", None)):
        return None  # nothing ends a thread from outside
    for way in ("close", "cancel", "stop"):
        method = getattr(thing, way, None)
        if callable(method):
            return Ending(method, name)
    return None


def _end_process(process: Any, wait: Callable[..., Any]) -> None:
    with contextlib.suppress(OSError):
        process.terminate()

    def bury() -> None:
        try:
            ended = wait(timeout=PATIENCE) is not None or not process.is_alive()
        except Exception:  # subprocess.TimeoutExpired; multiprocessing returns None instead
            ended = False
        if not ended:
            process.kill()
            wait()
        for stream in ("stdin", "stdout", "stderr"):
            pipe = getattr(process, stream, None)
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    _elsewhere(bury)


def _end_server(server: Any) -> None:
    # It waits for the loop to end, and for ever if the loop never ran.
    stopping = threading.Thread(target=server.shutdown, name="ending a server", daemon=True)
    stopping.start()
    stopping.join(PATIENCE)
    server.server_close()


def _elsewhere(function: Callable[[], object]) -> None:
    """The window does not wait for it."""
    threading.Thread(target=function, name="ending what an extension held", daemon=True).start()


def _name(thing: object) -> str:
    name = getattr(thing, "name", None)
    kind = type(thing).__name__
    return f"{kind} {name}" if isinstance(name, str) and name else kind
