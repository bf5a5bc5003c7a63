"""For the tests of extensions: a pytest plugin, and what its fixtures give.

`pith extension test FOLDER` runs pytest with it; by hand that is

    python -m pytest -p pith_app.testing FOLDER

The fixture `kernel` is the extension in a real kernel without a window: fast, and what it would
show or ask can be looked at and answered. `window` is the extension in the real window, off
screen. Both know nothing of the person's settings, and end with the test. The extension is the one
whose folder the test is in.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pith.host import MANIFEST_NAME
from pith_app.testing._kernel import Kernel

if TYPE_CHECKING:
    from pith_app.testing._window import Window

__all__ = ["Kernel", "Window", "extension_folder", "kernel", "window"]


def __getattr__(name: str) -> Any:
    # Qt is imported by who tests with a window.
    if name == "Window":
        from pith_app.testing._window import Window

        return Window
    raise AttributeError(name)


@pytest.fixture
def extension_folder(request: pytest.FixtureRequest) -> Path:
    """The folder of the extension whose test this is."""
    for folder in Path(request.path).parents:
        if (folder / MANIFEST_NAME).is_file():
            return folder
    pytest.fail(f"there is no {MANIFEST_NAME} above {request.path}", pytrace=False)


@pytest.fixture
def kernel(extension_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kernel]:
    """The extension in a kernel without a window. It is declared, and runs when it is wanted."""
    made = Kernel(extension_folder, tmp_path_factory.mktemp("kernel"))
    try:
        yield made
    finally:
        made.dispose()


@pytest.fixture
def window(extension_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    """The extension in the window, off screen, with nothing open."""
    from pith_app.testing._window import Window

    made = Window(extension_folder, tmp_path_factory.mktemp("window"))
    try:
        yield made
    finally:
        made.dispose()
