"""Points of extensions: declared by one, filled by others, told as data."""

from __future__ import annotations

from tests.support.extension_host import HostBench, manifest

OWNER = "acme.greeter"
POINT = f"{OWNER}.languages"
OWNER_POINT = f"""
    [[contributes.extensionPoints]]
    id = "{POINT}"
    description = "Languages to greet in."
    [contributes.extensionPoints.fields.greeting]
    type = "string"
    description = "What is said."
    [contributes.extensionPoints.fields.loudness]
    type = "integer"
    default = 1
    minimum = 0
"""
CODE = """
    def activate(context):
        def follow(added, removed):
            for sign, entries in (("+", added), ("-", removed)):
                for each in entries:
                    context.output.write(f"{sign} {each.extension_id} {dict(each.values)}")
        context.points.follow("acme.greeter.languages", follow)

    def started():
        pass
"""


def owner(bench: HostBench, more: str = OWNER_POINT, code: str = CODE) -> None:
    text = manifest(more, extension_id=OWNER, name="Greeter", module="greeter", activation=["*"])
    bench.add({"extension.toml": text, "greeter.py": code}, OWNER)


def other(bench: HostBench, name: str, *entries: str) -> None:
    more = "".join(f'[[contributes."{POINT}"]]\n{each}\n' for each in entries)
    text = manifest(more, extension_id=name, name=name.title(), module=None)
    bench.add({"extension.toml": text}, name)


def told(bench: HostBench) -> list[str]:
    """What the owner was told, since it was asked last."""
    bench.scheduler.run()
    channel = bench.services.output.lines[OWNER]
    lines = [line for line in channel if line[0] in "+-"]
    channel.clear()
    return lines


def run(bench: HostBench) -> None:
    bench.start()
    bench.run_until(lambda: bench.record(OWNER).state == "active")


def test_entries_come_and_go(bench: HostBench) -> None:
    owner(bench)
    other(bench, "acme.a", 'greeting = "Hello"', 'greeting = "Hi"\nloudness = 3')
    run(bench)
    hello = "acme.a {'loudness': 1, 'greeting': 'Hello'}"
    hi = "acme.a {'loudness': 3, 'greeting': 'Hi'}"
    assert told(bench) == [f"+ {hello}", f"+ {hi}"]
    other(bench, "acme.b", 'greeting = "Salut"')
    bench.refresh("acme.b")
    assert told(bench) == ["+ acme.b {'loudness': 1, 'greeting': 'Salut'}"]
    other(bench, "acme.a", 'greeting = "Hello"', 'greeting = "Hey"')
    bench.refresh("acme.a")
    assert told(bench) == [
        "+ acme.a {'loudness': 1, 'greeting': 'Hey'}",
        f"- {hi}",
    ]
    bench.wait(bench.host.choices.set_enabled("acme.a", False))
    assert told(bench) == [f"- {hello}", "- acme.a {'loudness': 1, 'greeting': 'Hey'}"]


def test_a_new_version_of_the_owner_is_told_of_everything(bench: HostBench) -> None:
    owner(bench)
    other(bench, "acme.a", 'greeting = "Hello"')
    run(bench)
    assert len(told(bench)) == 1
    owner(bench, code=CODE + "\n    # again\n")
    bench.refresh(OWNER)
    assert told(bench) == ["+ acme.a {'loudness': 1, 'greeting': 'Hello'}"]


def test_a_version_that_is_refused_leaves_the_follower_as_it_was(bench: HostBench) -> None:
    owner(bench)
    other(bench, "acme.a", 'greeting = "Hello"')
    run(bench)
    told(bench)
    owner(bench, code=CODE.replace("def started", "    raise ValueError\n\n    def started"))
    bench.refresh(OWNER)
    assert told(bench) == []
    other(bench, "acme.a", 'greeting = "Hi"')
    bench.refresh("acme.a")
    assert len(told(bench)) == 2


def test_what_does_not_fit_is_left_out_and_its_extension_told(bench: HostBench) -> None:
    owner(bench)
    other(
        bench,
        "acme.a",
        "greeting = 5",
        'greeting = "x"\nloudnes = 1',
        "",
        'greeting = "y"\nloudness = -1',
        'greeting = "Hello"',
    )
    run(bench)
    assert told(bench) == ["+ acme.a {'loudness': 1, 'greeting': 'Hello'}"]
    record = bench.record("acme.a")
    assert record.state == "installed"
    assert [
        (each.line, each.message.split(" in ")[0], each.advice) for each in record.declined
    ] == [
        (7, "`greeting` has a wrong value", "expected a text in quotes"),
        (10, "`loudnes` is unknown", "did you mean `loudness`?"),
        (11, "`greeting` is missing", "add it: What is said."),
        (15, "`loudness` has a wrong value", "expected a whole number of at least 0"),
    ]
    note = bench.services.window.notifications[-1]
    assert note.message.startswith("Acme.A contributes what does not fit")
    other(bench, "acme.a", 'greeting = "Hello"')
    bench.refresh("acme.a")
    assert bench.record("acme.a").declined == ()
    assert note.answer.token.cancelled


def test_a_contribution_waits_for_the_point_and_outlives_it(bench: HostBench) -> None:
    other(bench, "acme.a", 'greeting = "Hello"', "what = 1")
    bench.start()
    assert bench.record("acme.a").declined == ()
    owner(bench)
    bench.refresh(OWNER)
    bench.run_until(lambda: bench.record(OWNER).state == "active")
    assert len(told(bench)) == 1
    assert bench.record("acme.a").declined
    bench.wait(bench.host.choices.set_enabled(OWNER, False))
    assert bench.record("acme.a").declined == ()
    assert bench.record("acme.a").state == "installed"


def test_following_a_point_that_is_not_declared(bench: HostBench) -> None:
    owner(bench, code=CODE.replace("acme.greeter.languages", "acme.greeter.language"))
    bench.start()
    bench.run_until(lambda: bench.record(OWNER).state == "failed")
    assert "did you mean `acme.greeter.languages`?" in bench.output(OWNER)


def test_a_follower_that_raises_is_contained(bench: HostBench) -> None:
    owner(bench, code=CODE.replace("context.output.write(", "raise ValueError("))
    other(bench, "acme.a", 'greeting = "Hello"')
    run(bench)
    bench.scheduler.run()
    assert "ValueError" in bench.output(OWNER)
    assert bench.record(OWNER).state == "active"


def test_nothing_is_left_of_a_follower(bench: HostBench) -> None:
    owner(bench)
    run(bench)
    points = bench.host._points
    assert len(points._followers) == 1
    bench.wait(bench.host.choices.set_enabled(OWNER, False))
    assert points._followers == []
