"""`openers`: what shows files that are not text. The program shows them in tabs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta

from pith.api import compile_globs
from pith.host._points._schema import ContributionItem, Fault, Id


class OpenerContribution(ContributionItem, frozen=True):
    """What shows files of some kind in a tab. The first file of that kind activates the extension,
    which makes the widget: `context.views.provide_opener`. A file that is text is shown in an
    editor, and by this where "Open With…" asks for it."""

    id: Annotated[Id, Meta(description="What `context.views.provide_opener` calls it.")]
    title: Annotated[str, Meta(min_length=1, description="Its name for people.")]
    patterns: Annotated[
        list[str],
        Meta(
            min_length=1,
            description='Glob patterns of file names, in any case: `["*.png", "*.{gif,jpg}"]`.',
        ),
    ]

    def faults(self) -> Iterator[Fault]:
        for pattern in self.patterns:
            if not pattern or "/" in pattern:
                yield Fault("patterns", f"`{pattern}` is no file name", "write it such as *.png")
                continue
            try:
                compile_globs([pattern])
            except ValueError as error:
                yield Fault("patterns", f"`{pattern}` is no pattern: {error}")
