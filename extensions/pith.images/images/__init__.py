"""Shows pictures in tabs."""

from __future__ import annotations

from pathlib import Path

from images._reading import Picture, read
from images._view import PictureView
from pith.api import ExtensionContext, Future


def activate(context: ExtensionContext) -> None:
    def make(path: Path) -> PictureView:
        view = PictureView()

        def show(done: Future[Picture]) -> None:
            if done.exception() is None:
                view.show_picture(done.result())

        def look() -> None:
            context.tasks.run(lambda token: read(path), f"reading {path.name}").on_done(show)

        watch = context.workspace.watch(path.parent, lambda events: look(), recursive=False)
        view.destroyed.connect(lambda: watch.dispose())
        look()
        return view

    context.views.provide_opener("images.picture", make)
