"""An X server of the benchmarks' own, and looking at what is on its screen."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.bench.harness import CannotRun

WIDTH, HEIGHT = 1280, 900
CELL = 16  # pixels, both ways

# Every window fills the screen, without a frame: text is in the same place each time.
OPENBOX = """\
<openbox_config xmlns="http://openbox.org/3.4/rc">
 <desktops><number>1</number><popupTime>0</popupTime></desktops>
 <keyboard/><mouse/>
 <applications><application class="*" type="normal">
  <decor>no</decor><focus>yes</focus><maximized>yes</maximized>
  <position force="yes"><x>0</x><y>0</y></position>
 </application></applications>
</openbox_config>
"""


class Cell(NamedTuple):
    """A square of the screen, in cells from the upper left."""

    row: int
    column: int


class Screen:
    """The pixels of an X server's screen, read with Xlib."""

    def __init__(self, display: str) -> None:
        self._x11 = _xlib()
        self._display = self._x11.XOpenDisplay(display.encode())
        if not self._display:
            raise CannotRun(f"there is no display {display}")
        self._root = self._x11.XDefaultRootWindow(self._display)

    def close(self) -> None:
        self._x11.XCloseDisplay(self._display)

    def grab(self, row: int, rows: int) -> bytes:
        """`rows` rows of cells from `row` on, as pixels of four bytes."""
        image = self._x11.XGetImage(
            self._display,
            self._root,
            0,
            row * CELL,
            WIDTH,
            rows * CELL,
            ctypes.c_ulong(-1 & 0xFFFFFFFF),
            _Z_PIXMAP,
        )
        try:
            return ctypes.string_at(image.contents.data, WIDTH * rows * CELL * 4)
        finally:
            # XDestroyImage is a macro: it calls what the image says.
            image.contents.destroy_image(image)

    def inked(self) -> frozenset[Cell]:
        """The cells with more than one colour."""
        pixels = self.grab(0, HEIGHT // CELL)
        return frozenset(
            Cell(row, column)
            for row in range(HEIGHT // CELL)
            for column in range(WIDTH // CELL)
            if _is_inked(pixels, row, column)
        )

    def wait_until_blank(self, timeout: float = 20.0) -> None:
        """Wait until the last program's window is gone."""
        deadline = time.monotonic() + timeout
        while any(self.grab(0, HEIGHT // CELL)):
            if time.monotonic() > deadline:
                raise TimeoutError(f"a window was still there after {timeout} s")
            time.sleep(0.02)

    def wait_until_still(self, seconds: float = 0.7, timeout: float = 20.0) -> None:
        """Wait until something is on the screen and has not changed for some time."""
        deadline = time.monotonic() + timeout
        last, since = b"", time.monotonic()
        while time.monotonic() < deadline:
            pixels = self.grab(0, HEIGHT // CELL)
            if pixels != last:
                last, since = pixels, time.monotonic()
            elif time.monotonic() - since > seconds and pixels.count(0) < len(pixels) * 0.99:
                return
            time.sleep(0.02)
        raise TimeoutError(f"the screen was not still within {timeout} s")

    def wait_for_ink(self, cells: Iterable[Cell], share: float = 0.9, timeout: float = 20) -> float:
        """Wait until that share of the cells is inked: the time by time.monotonic()."""
        wanted: dict[int, list[int]] = {}
        for cell in cells:
            wanted.setdefault(cell.row, []).append(cell.column)
        enough = share * sum(map(len, wanted.values()))
        deadline = time.monotonic() + timeout
        while True:
            looked = time.monotonic()
            there = 0
            for row, columns in wanted.items():
                pixels = self.grab(row, 1)
                there += sum(_is_inked(pixels, 0, column) for column in columns)
            if there >= enough:
                return looked
            if looked > deadline:
                raise TimeoutError(f"only {there} of {enough:.0f} cells were painted")
            time.sleep(0.001)


class Stage(NamedTuple):
    """Where programs that are measured show their windows."""

    screen: Screen
    environment: dict[str, str]
    manager: str  # what manages the windows; "" if nothing does


@contextmanager
def stage() -> Iterator[Stage]:
    """An X server, with openbox if that is installed."""
    if sys.platform != "linux" or shutil.which("Xvfb") is None:
        raise CannotRun("it looks at the screen of Xvfb, which is not installed")
    with TemporaryDirectory(prefix="pith-bench-") as folder:
        read, write = os.pipe()
        geometry = f"{WIDTH}x{HEIGHT}x24"
        command = ["Xvfb", "-displayfd", str(write), "-screen", "0", geometry, "-noreset"]
        server = subprocess.Popen(
            [*command, "-nolisten", "tcp"], pass_fds=[write], stderr=subprocess.DEVNULL
        )
        os.close(write)
        started = [server]
        try:
            with os.fdopen(read) as answer:
                display = f":{answer.readline().strip()}"
            environment = {
                **os.environ,
                "DISPLAY": display,
                "HOME": folder,
                "QT_QPA_PLATFORM": "xcb",
                "XDG_RUNTIME_DIR": folder,
            }
            environment.pop("PYTHONDONTWRITEBYTECODE", None)
            environment.pop("WAYLAND_DISPLAY", None)
            Path(folder).chmod(0o700)
            manager = "openbox" if shutil.which("openbox") else ""
            if manager:
                config = Path(folder, "openbox.xml")
                config.write_text(OPENBOX)
                started.append(
                    subprocess.Popen(
                        [manager, "--config-file", config],
                        env=environment,
                        stderr=subprocess.DEVNULL,
                    )
                )
            screen = Screen(display)
            try:
                if manager:
                    time.sleep(0.5)  # it says nowhere when it is ready
                yield Stage(screen, environment, manager)
            finally:
                screen.close()
        finally:
            for process in reversed(started):
                process.terminate()
                process.wait()


def _is_inked(pixels: bytes, row: int, column: int) -> bool:
    first = (row * CELL * WIDTH + column * CELL) * 4
    plain = pixels[first : first + 4] * CELL
    step = WIDTH * 4
    return any(
        pixels[start : start + CELL * 4] != plain
        for start in range(first, first + CELL * step, step)
    )


_Z_PIXMAP = 2


class _XImage(ctypes.Structure):
    pass


_XImage._fields_ = [
    ("width", ctypes.c_int),
    ("height", ctypes.c_int),
    ("xoffset", ctypes.c_int),
    ("format", ctypes.c_int),
    ("data", ctypes.c_void_p),
    ("byte_order", ctypes.c_int),
    ("bitmap_unit", ctypes.c_int),
    ("bitmap_bit_order", ctypes.c_int),
    ("bitmap_pad", ctypes.c_int),
    ("depth", ctypes.c_int),
    ("bytes_per_line", ctypes.c_int),
    ("bits_per_pixel", ctypes.c_int),
    ("red_mask", ctypes.c_ulong),
    ("green_mask", ctypes.c_ulong),
    ("blue_mask", ctypes.c_ulong),
    ("obdata", ctypes.c_void_p),
    ("create_image", ctypes.c_void_p),
    ("destroy_image", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(_XImage))),
]


def _xlib() -> ctypes.CDLL:
    try:
        library = ctypes.CDLL("libX11.so.6")
    except OSError:
        raise CannotRun("libX11.so.6 is not installed") from None
    library.XOpenDisplay.restype = ctypes.c_void_p
    library.XOpenDisplay.argtypes = [ctypes.c_char_p]
    library.XCloseDisplay.argtypes = [ctypes.c_void_p]
    library.XDefaultRootWindow.restype = ctypes.c_ulong
    library.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
    library.XGetImage.restype = ctypes.POINTER(_XImage)
    library.XGetImage.argtypes = [
        ctypes.c_void_p,
        ctypes.c_ulong,
        ctypes.c_int,
        ctypes.c_int,
        ctypes.c_uint,
        ctypes.c_uint,
        ctypes.c_ulong,
        ctypes.c_int,
    ]
    return library
