"""From the name of a lexer to an engine."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Lock
from typing import Any, Final

from pygments.lexer import (
    DelegatingLexer,
    ExtendedRegexLexer,
    RegexLexer,
)
from pygments.lexers import find_lexer_class_by_name

from pith.syntax._pygments._engines import (
    ContextEngine,
    Engine,
    FilteredEngine,
    RegexEngine,
    WholeEngine,
)
from pith.syntax._pygments._guard import guard_pygments
from pith.syntax._pygments._rules import (
    FOREIGN_CALLBACKS,
    HARMLESS_CALLBACKS,
    PygmentsTables,
    Token,
    callbacks_of,
    definitions_of,
)
from pith.syntax._pygments._states import Tables

# Overrides of get_tokens_unprocessed that look at one token at a time and remember nothing, so
# that they can be started anywhere. All read in Pygments 2.21; any other is run as a whole.
_STATELESS_FILTERS: Final = frozenset(
    {
        "ArduinoLexer",
        "AspectJLexer",
        "AsymptoteLexer",
        "CFamilyLexer",
        "CommonLispLexer",
        "CryptolLexer",
        "CudaLexer",
        "DylanLexer",
        "ElixirLexer",
        "EmacsLispLexer",
        "FreeFemLexer",
        "LassoLexer",
        "LilyPondLexer",
        "LuaLexer",
        "LuauLexer",
        "MoonScriptLexer",
        "NumPyLexer",
        "PhpLexer",
        "SchemeLexer",
        "SlurmBashLexer",
        "SourcePawnLexer",
        "SwiftLexer",
        "TypstLexer",
        "VimLexer",
        "XsltLexer",
        "objective.<locals>.GeneratedObjectiveCVariant",
    }
)

# Overrides that only bring a context of their own.
_OWN_CONTEXTS: Final = frozenset({"YamlLexer"})

_engines: dict[str, Engine] = {}
_loading = Lock()


def load_engine(name: str) -> Engine:
    """The engine of the lexer with this alias of Pygments', or "pith:json".

    Imports and compiles, some tens of milliseconds the first time: never on the window's thread.
    Raises pygments.util.ClassNotFound.
    """
    engine = _engines.get(name)
    if engine is None:
        with _loading:
            engine = _engines.get(name)
            if engine is None:
                guard_pygments()
                engine = _engines[name] = engine_of(_lexer_class(name))
    return engine


def _lexer_class(name: str) -> Any:
    if name == "pith:json":
        from pith.syntax._pygments._json import JsonLexer

        return JsonLexer
    return find_lexer_class_by_name(name)


def engine_of(lexer_class: Any) -> Engine:
    """The engine that can drive a lexer class, giving exactly its tokens."""
    if not issubclass(lexer_class, RegexLexer) or issubclass(lexer_class, DelegatingLexer):
        return WholeEngine(lexer_class)
    override = lexer_class.get_tokens_unprocessed
    owner = override.__qualname__.rpartition(".")[0]
    if override is RegexLexer.get_tokens_unprocessed:
        wanted = "plain"
    elif override is ExtendedRegexLexer.get_tokens_unprocessed or owner in _OWN_CONTEXTS:
        wanted = "context"
    elif owner in _STATELESS_FILTERS and not issubclass(lexer_class, ExtendedRegexLexer):
        wanted = "filter"
    else:
        return WholeEngine(lexer_class)

    definitions = definitions_of(lexer_class)
    lexer = _uncompiled(lexer_class, PygmentsTables(definitions))
    if not callbacks_of(definitions) <= HARMLESS_CALLBACKS | FOREIGN_CALLBACKS:
        return WholeEngine(lexer_class)

    tables = Tables(definitions)
    if wanted == "context":
        return ContextEngine(lexer, tables, _initial_context(lexer))
    engine = RegexEngine(lexer, tables)
    if wanted == "filter":
        return FilteredEngine(engine, lexer)
    if not getattr(lexer_class, "token_variants", False):
        _drive_itself(type(lexer), engine)
    return engine


def _uncompiled(lexer_class: Any, tokens: PygmentsTables) -> Any:
    """An instance whose tables Pygments does not compile: it looks for `_tokens` in the class.

    Of lexers with variants each instance makes its own; they are few, and are compiled.
    """
    if getattr(lexer_class, "token_variants", False):
        return lexer_class()
    return type(lexer_class)(lexer_class.__name__, (lexer_class,), {"_tokens": tokens})()


def _drive_itself(lexer_class: Any, engine: RegexEngine) -> None:
    """Let `using(this)` run on the engine too, instead of compiling Pygments' tables beside it."""

    def get_tokens_unprocessed(
        self: Any, text: str, stack: Any = ("root",)
    ) -> Iterator[tuple[int, Token, str]]:
        if self.options:
            yield from RegexLexer.get_tokens_unprocessed(self, text, stack)
            return
        for _, _, batch in engine.batches(text, 0, engine.stack(tuple(stack))):
            for start, token, end in batch:
                yield start, token, text[start:end]

    lexer_class.get_tokens_unprocessed = get_tokens_unprocessed


def _initial_context(lexer: Any) -> Any:
    """The context an ExtendedRegexLexer starts with, overheard from its own loop."""
    overheard: list[Any] = []

    def action(_lexer: Any, _match: Any, context: Any) -> Iterator[Any]:
        overheard.append(context)
        return iter(())

    class Probe(dict[str, Any]):
        def __missing__(self, _state: str) -> Any:
            return [(lambda *_: not overheard, action, None)]

    probe = object.__new__(type(lexer))
    probe.__dict__.update(lexer.__dict__)
    probe._tokens = Probe()
    list(probe.get_tokens_unprocessed(""))
    return overheard[0]
