"""Telling extensions what happened: hooks, called through one guard an extension.

pluggy checks what is registered against the specifications and keeps the books. The calls are
made here, in the order of priorities and of the extensions' ids: pluggy's own order is that of
registration, which a reload would change.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import FunctionType, ModuleType
from typing import TYPE_CHECKING, NamedTuple, cast

from pluggy import HookimplOpts, PluginManager

from pith.api import (
    PROJECT,
    SPECIFICATIONS,
    Completion,
    DocumentInfo,
    Point,
    SelectionInfo,
    SignatureHelp,
    TextEdit,
    TextSnapshot,
)
from pith.api._hooks import PRIORITY
from pith.base import CancelToken, Disposable, Future, OnDispose, Problem, ProblemError

if TYPE_CHECKING:
    from pith.host._guard import Guard

_MARK = f"{PROJECT}_impl"


class Implementation(NamedTuple):
    """A hook's function in an extension's module, and the arguments it takes."""

    function: Callable[..., object]
    arguments: tuple[str, ...]
    #: Higher ones are called first.
    priority: int = 0


class HookGuard:
    """All hooks of one extension, each with the specification's exact signature.

    pluggy passes arguments by name and looks at the signature for the names.
    """

    def __init__(self, guard: Guard, implementations: Mapping[str, Implementation]) -> None:
        self.guard = guard
        self.implementations = implementations

    def _call(self, hook: str, **arguments: object) -> object:
        implementation = self.implementations[hook]
        taken = {name: arguments[name] for name in implementation.arguments}
        return self.guard.attempt(hook, implementation.function, **taken)

    def document_opened(self, document: DocumentInfo) -> None:
        self._call("document_opened", document=document)

    def document_closed(self, document: DocumentInfo) -> None:
        self._call("document_closed", document=document)

    def document_changed(self, document: DocumentInfo) -> None:
        self._call("document_changed", document=document)

    def will_save(
        self, document: DocumentInfo, text: TextSnapshot, token: CancelToken
    ) -> Sequence[TextEdit] | Future[Sequence[TextEdit]] | None:
        answer = self._call("will_save", document=document, text=text, token=token)
        return cast("Sequence[TextEdit] | Future[Sequence[TextEdit]] | None", answer)

    def completions(
        self,
        document: DocumentInfo,
        text: TextSnapshot,
        position: Point,
        word_characters: str,
        token: CancelToken,
    ) -> Sequence[Completion] | Future[Sequence[Completion]] | None:
        answer = self._call(
            "completions",
            document=document,
            text=text,
            position=position,
            word_characters=word_characters,
            token=token,
        )
        return cast("Sequence[Completion] | Future[Sequence[Completion]] | None", answer)

    def hover(
        self, document: DocumentInfo, text: TextSnapshot, position: Point, token: CancelToken
    ) -> str | Future[str] | None:
        answer = self._call("hover", document=document, text=text, position=position, token=token)
        return cast("str | Future[str] | None", answer)

    def signature_help(
        self, document: DocumentInfo, text: TextSnapshot, position: Point, token: CancelToken
    ) -> SignatureHelp | Future[SignatureHelp] | None:
        answer = self._call(
            "signature_help", document=document, text=text, position=position, token=token
        )
        return cast("SignatureHelp | Future[SignatureHelp] | None", answer)

    def document_saved(self, document: DocumentInfo) -> None:
        self._call("document_saved", document=document)

    def active_document_changed(self, document: DocumentInfo | None) -> None:
        self._call("active_document_changed", document=document)

    def selection_changed(self, selection: SelectionInfo) -> None:
        self._call("selection_changed", selection=selection)

    def folders_changed(self, folders: Sequence[Path]) -> None:
        self._call("folders_changed", folders=folders)

    def settings_changed(self, keys: frozenset[str]) -> None:
        self._call("settings_changed", keys=keys)


class _Manager(PluginManager):
    """Takes of a HookGuard what its extension implements."""

    def parse_hookimpl_opts(self, plugin: object, name: str) -> HookimplOpts | None:
        if isinstance(plugin, HookGuard) and name in plugin.implementations:
            return HookimplOpts(
                wrapper=False,
                hookwrapper=False,
                optionalhook=False,
                tryfirst=False,
                trylast=False,
                specname=None,
            )
        return None


class Hooks:
    """Who implements which hook."""

    def __init__(self) -> None:
        self._manager = _Manager(PROJECT)
        # It wants a class or a module, and takes whatever has attributes.
        self._manager.add_hookspecs(type("Specifications", (), dict(SPECIFICATIONS)))
        self._guards: dict[str, tuple[HookGuard, ...]] = {}

    def register(self, guard: Guard, implementations: Mapping[str, Implementation]) -> Disposable:
        """Call these functions until disposed."""
        if not implementations:
            return OnDispose()
        plugin = HookGuard(guard, implementations)
        self._manager.register(plugin, guard.extension_id)
        self._guards.clear()

        def unregister() -> None:
            self._manager.unregister(plugin)
            self._guards.clear()

        return OnDispose(unregister)

    def has(self, hook: str) -> bool:
        """Whether anybody implements it: to save making the arguments."""
        return bool(self.guards(hook))

    def call(self, hook: str, **arguments: object) -> None:
        """Tell everybody. Nothing is raised, and no result is wanted."""
        for guard in self.guards(hook):
            getattr(guard, hook)(**arguments)

    def guards(self, hook: str) -> tuple[HookGuard, ...]:
        """The extensions that implement it, in order."""
        guards = self._guards.get(hook)
        if guards is None:
            implementations = getattr(self._manager.hook, hook).get_hookimpls()
            ordered = sorted(
                implementations,
                key=lambda each: (
                    -each.plugin.implementations[hook].priority,
                    each.plugin_name,
                ),
            )
            guards = self._guards[hook] = tuple(each.plugin for each in ordered)
        return guards


def find_implementations(module: ModuleType) -> dict[str, Implementation]:
    """The functions of a module that are marked as hooks.

    Raises ProblemError with the right signature for one that does not fit its specification.
    """
    from pith.host._schema_errors import suggest

    found: dict[str, Implementation] = {}
    problems: list[Problem] = []
    for name, value in list(vars(module).items()):
        if not isinstance(value, FunctionType) or not hasattr(value, _MARK):
            continue
        source, line = value.__code__.co_filename, value.__code__.co_firstlineno
        specification = SPECIFICATIONS.get(name)
        if specification is None:
            message = f"`{name}` is marked as a hook, and there is none of that name"
            problems.append(Problem(message, source, line, advice=suggest(name, SPECIFICATIONS)))
            continue
        try:
            priority = getattr(value, PRIORITY, 0)
            found[name] = Implementation(value, _arguments(value, specification), int(priority))
        except ValueError as error:
            problems.append(
                Problem(
                    f"the hook `{name}` {error}",
                    source,
                    line,
                    advice=f"write def {name}({', '.join(_names(specification))})",
                )
            )
    if problems:
        raise ProblemError(*problems)
    return found


def _names(specification: Callable[..., object]) -> tuple[str, ...]:
    code = specification.__code__
    return code.co_varnames[: code.co_argcount]


def _arguments(
    function: Callable[..., object], specification: Callable[..., object]
) -> tuple[str, ...]:
    """Which of the specification's arguments a function takes. Raises ValueError."""
    from inspect import Parameter, iscoroutinefunction, isgeneratorfunction, signature

    if iscoroutinefunction(function) or isgeneratorfunction(function):
        raise ValueError("must be a plain function")
    known = _names(specification)
    taken = []
    for name, parameter in signature(function).parameters.items():
        if parameter.kind in (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD):
            raise ValueError(f"takes `{parameter}`, which is never given anything")
        if name in known and parameter.kind is not Parameter.POSITIONAL_ONLY:
            taken.append(name)
        elif parameter.default is Parameter.empty:
            raise ValueError(f"takes `{name}`, which it is not given")
    return tuple(taken)
