"""Extensions that use what others export, and changes of several that happen at once."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import pytest

from pith.api import ExtensionGone
from tests.support.extension_host import HostBench, command, manifest

BASE = """
    class Greeter:
        greeting = {greeting!r}
        limits = [1, 2]
        _secret = 1
        def greet(self, name):
            return f"{{self.greeting}} {{name}}"
        def make(self):
            return Greeter()
        def fail(self):
            raise KeyError("no")
    def activate(context):
        context.export(Greeter())
"""

USER = """
    def activate(given):
        global context, base
        context = given
        base = context.require("acme.base")
        context.commands.handle("{name}.run", lambda: base.greet("{name}"))
        if "{more}":
            base.there_is_no_such_thing
"""


def add_base(bench: HostBench, greeting: str, source: str = BASE, version: str = "1.0.0") -> None:
    text = manifest(extension_id="acme.base", name="Base", version=version)
    bench.add({"extension.toml": text, "sample.py": source.format(greeting=greeting)}, "acme.base")


def add_user(
    bench: HostBench, name: str, requires: str = "acme.base", more: str = "", source: str = USER
) -> None:
    needed = f'[requires]\n"{requires}" = ">=1"\n'
    text = manifest(needed + command(f"{name}.run"), extension_id=f"acme.{name}", name=name)
    code = source.format(name=name, more=more)
    bench.add({"extension.toml": text, "sample.py": code}, f"acme.{name}")


def module(bench: HostBench, name: str) -> Any:
    number = bench.record(f"acme.{name}").generation
    return sys.modules[f"pith_ext.acme_{name}.g{number}.sample"]


def generations(bench: HostBench, *names: str) -> list[int]:
    return [bench.record(f"acme.{name}").generation for name in names]


@pytest.fixture
def two(bench: HostBench) -> HostBench:
    add_base(bench, "Hello")
    add_user(bench, "user")
    bench.start()
    assert bench.execute("user.run") == "Hello user"
    return bench


def test_what_is_lent(two: HostBench) -> None:
    base = module(two, "user").base
    assert base.greeting == "Hello"
    assert base.limits == [1, 2]
    assert base.make().greet("you") == "Hello you"
    assert set(dir(base)) == {"greeting", "limits", "greet", "make", "fail"}
    with pytest.raises(KeyError):
        base.fail()
    with pytest.raises(AttributeError, match="does not lend `_secret`"):
        base._secret  # noqa: B018
    with pytest.raises(AttributeError, match="cannot be set"):
        base.greeting = "Bye"
    with pytest.raises(AttributeError, match="nothing_like_it"):
        base.nothing_like_it  # noqa: B018
    assert two.record("acme.base").costs["export greet"].count > 0


def test_who_requires_it_is_loaded_anew_after_it(two: HostBench) -> None:
    old = module(two, "user")
    greet, made = old.base.greet, old.base.make()
    add_base(two, "Good day")
    two.refresh("acme.base")
    assert generations(two, "base", "user") == [2, 2]
    assert two.execute("user.run") == "Good day user"
    uses: list[Callable[[], object]] = [
        lambda: old.base.greeting,
        lambda: greet("x"),
        lambda: made.greet("x"),
    ]
    for use in uses:
        with pytest.raises(ExtensionGone, match=r"acme\.base was loaded anew or ended"):
            use()
    assert dir(old.base) == []
    assert "loaded anew" not in two.output("acme.user")
    # What is lent keeps nothing of the lender alive.
    two.scheduler.advance(5)
    assert "still holds" not in two.output("acme.base")


def test_they_follow_in_order(bench: HostBench) -> None:
    """Each requires the one before, and the last the first as well."""
    chain = """
        def activate(context):
            base = context.require("acme.base" if {name!r} == "one" else "acme.one")
            class Passed:
                def greet(self, name):
                    return base.greet(name) + " by {name}"
            context.export(Passed())
            context.commands.handle("{name}.run", lambda: Passed().greet("{name}"))
        def started():
            import builtins
            builtins.pith_test_order.append("{name}")
    """
    import builtins

    order: list[str] = []
    builtins.pith_test_order = order  # type: ignore[attr-defined]
    try:
        add_base(bench, "Hello")
        add_user(bench, "one", "acme.base", source=chain)
        add_user(bench, "two", "acme.one", source=chain)
        bench.start()
        assert bench.execute("two.run") == "Hello two by one by two"
        order.clear()
        add_base(bench, "Bye")
        bench.refresh("acme.base")
        assert bench.execute("two.run") == "Bye two by one by two"
        assert order == ["one", "two"]
        assert generations(bench, "base", "one", "two") == [2, 2, 2]
        add_user(bench, "one", "acme.base", more="x", source=chain + "    # changed\n")
        bench.refresh("acme.one")
        assert generations(bench, "base", "one", "two") == [2, 3, 3]
    finally:
        del builtins.pith_test_order  # type: ignore[attr-defined]


def test_a_dependent_that_cannot_follow_keeps_everything(two: HostBench) -> None:
    changed = BASE.replace("greet(self", "welcome(self")
    user = USER.replace('if "{more}":', "base.greet; 'now';").replace(
        "            base.there_is_no_such_thing\n", "\n"
    )
    add_user(two, "user", source=user)
    two.refresh("acme.user")
    add_base(two, "Good day", changed)
    two.refresh("acme.base")
    assert two.execute("user.run") == "Hello user"
    assert generations(two, "base", "user") == [1, 2]
    (problem,) = two.record("acme.base").problems
    assert problem.message.startswith("belongs together with user, which says: activate: ")
    assert "has no attribute 'greet'" in problem.message
    assert problem.source.endswith("acme.user/sample.py")
    assert not two.record("acme.user").problems
    # When the other is changed to fit, what waited for it comes along.
    add_user(two, "user", source=user.replace("base.greet", "base.welcome"))
    two.refresh("acme.user")
    assert two.execute("user.run") == "Good day user"
    assert not two.record("acme.base").problems


@pytest.mark.parametrize("broken", ["base", "user"])
def test_what_belongs_together_changes_together(two: HostBench, broken: str) -> None:
    fault = "\n    1 / 0\n"
    add_base(two, "Good day", BASE + (fault if broken == "base" else ""))
    add_user(two, "user", source=USER + (fault if broken == "user" else "    # new\n"))
    two.refresh("acme.base", "acme.user")
    assert generations(two, "base", "user") == [1, 1]
    assert two.execute("user.run") == "Hello user"
    (told,) = two.services.window.notifications
    assert "ZeroDivisionError" in told.message
    if broken == "base":
        add_base(two, "Good day")
    else:
        add_user(two, "user", source=USER + "    # newer\n")
    two.refresh(f"acme.{broken}")
    assert two.execute("user.run") == "Good day user"
    assert not two.record("acme.base").problems
    assert not two.record("acme.user").problems


def test_what_does_not_belong_together_is_not_kept(two: HostBench) -> None:
    add_user(two, "user", source=USER + "\n    1 / 0\n")
    other = manifest(command("other.run"), extension_id="acme.other", name="Other")
    code = "def activate(context): context.commands.handle('other.run', lambda: {})"
    two.add({"extension.toml": other, "sample.py": code.format(1)}, "acme.other")
    two.refresh("acme.user", "acme.other")
    assert two.execute("other.run") == 1
    add_user(two, "user", source=USER + "\n    2 / 0\n")
    two.add({"sample.py": code.format(2)}, "acme.other")
    two.refresh("acme.user", "acme.other")
    assert two.execute("other.run") == 2
    assert generations(two, "user") == [1]


def mover(bench: HostBench, name: str, commands: list[str], fault: str = "") -> None:
    declared = "".join(map(command, commands))
    text = manifest(declared, extension_id=f"acme.{name}", name=name, activation=["*"])
    lines = ["def activate(context):", "    pass"]
    lines += [
        f"    context.commands.handle({each!r}, lambda: {f'{name} {each}'!r})" for each in commands
    ]
    bench.add({"extension.toml": text, "sample.py": "\n".join([*lines, fault])}, f"acme.{name}")


@pytest.mark.parametrize("fault", ["", "1 / 0"])
def test_a_command_moves_from_one_to_another(bench: HostBench, fault: str) -> None:
    mover(bench, "one", ["x.a", "x.b"])
    mover(bench, "two", ["x.c"])
    bench.start()
    bench.run_until(lambda: generations(bench, "one", "two") == [1, 1])
    mover(bench, "one", ["x.a"])
    mover(bench, "two", ["x.b", "x.c"], fault)
    bench.refresh("acme.one", "acme.two")
    if fault:
        assert bench.execute("x.b") == "one x.b"
        assert generations(bench, "one", "two") == [1, 1]
        mover(bench, "two", ["x.b", "x.c"])
        bench.refresh("acme.two")
    assert bench.execute("x.b") == "two x.b"
    assert bench.execute("x.a") == "one x.a"
    assert bench.execute("x.c") == "two x.c"


def test_the_base_goes_and_comes(two: HostBench) -> None:
    base = module(two, "user").base
    two.wait(two.host.choices.set_enabled("acme.base", False))
    assert two.record("acme.user").state == "unavailable"
    with pytest.raises(ExtensionGone):
        base.greet("x")
    two.wait(two.host.choices.set_enabled("acme.base", True))
    assert two.execute("user.run") == "Hello user"


def test_a_base_that_loses_its_code(two: HostBench) -> None:
    add_user(two, "user", source=USER.replace('base = context.require("acme.base")', "base = 1"))
    two.refresh("acme.user")
    text = manifest(extension_id="acme.base", name="Base", module=None)
    two.add({"extension.toml": text}, "acme.base")
    two.refresh("acme.base")
    assert two.record("acme.base").generation == 0
    assert two.record("acme.base").state == "installed"
    assert generations(two, "user") == [3]


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ('context.require("acme.other")', "the manifest does not require `acme.other`"),
        ('context.require("acme.bas")', "did you mean `acme.base`"),
        ("context.export(1); context.export(2)", "something is exported already"),
    ],
)
def test_wrong_use(two: HostBench, call: str, said: str) -> None:
    add_user(two, "user", source=f"def activate(context):\n    {call}\n")
    two.refresh("acme.user")
    assert said in two.output("acme.user")
    assert two.execute("user.run") == "Hello user"


def test_nothing_is_exported(two: HostBench) -> None:
    context = module(two, "user").context
    with pytest.raises(RuntimeError, match="is for activate"):
        context.export(1)
    add_base(two, "", "def activate(context): pass")
    two.refresh("acme.base")
    (problem,) = two.record("acme.base").problems
    assert "acme.base exports nothing" in problem.message


def test_state_is_handed_over_in_the_group(two: HostBench) -> None:
    keeps = USER + (
        "\n    kept = []"
        "\n    def snapshot(): return [*kept, base.greeting]"
        "\n    def restore(state, version): kept.extend(state)\n"
    )
    add_user(two, "user", source=keeps)
    two.refresh("acme.user")
    for greeting in ("A", "B"):
        add_base(two, greeting)
        two.refresh("acme.base")
    assert module(two, "user").kept == ["Hello", "A"]
