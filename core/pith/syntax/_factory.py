"""Which highlighter a language gets."""

from __future__ import annotations

from pith.base import Scheduler, Worker
from pith.syntax._highlighter import Highlighter, PlainHighlighter
from pith.syntax._language import Language


def highlighter_for(language: Language, scheduler: Scheduler, worker: Worker) -> Highlighter:
    """A highlighter for one document in that language; whoever asked for it disposes it.

    Nothing is imported or lexed before set_text(), and then on the worker.
    """
    if not language.lexer:
        return PlainHighlighter()
    from pith.syntax._incremental import LexingHighlighter

    return LexingHighlighter(language.lexer, scheduler, worker)
