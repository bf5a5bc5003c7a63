"""Context keys: values, notifications, overlays."""

from __future__ import annotations

from pith.commands import CONTEXT_KEYS, ContextKeys, When


def recorded(keys: ContextKeys) -> list[set[str]]:
    seen: list[set[str]] = []
    keys.changed.connect(lambda changed: seen.append(set(changed)))
    return seen


def test_values_are_set_and_removed() -> None:
    keys = ContextKeys({"a": 1})
    keys.set("b", "x")
    keys.remove("a")
    keys.remove("never set")
    assert (keys.get("a"), keys.get("b"), keys.get("c")) == (None, "x", None)


def test_a_change_is_announced_once_and_only_if_it_is_one() -> None:
    keys = ContextKeys({"a": 1})
    seen = recorded(keys)
    keys.set("a", 2)
    keys.set("a", 2)
    keys.update({"a": 2, "b": 1, "c": 1})
    keys.remove("c")
    keys.remove("c")
    assert seen == [{"a"}, {"b", "c"}, {"c"}]


def test_one_is_not_true() -> None:
    keys = ContextKeys({"a": 1})
    seen = recorded(keys)
    keys.set("a", True)
    assert seen == [{"a"}]
    assert keys.get("a") is True


def test_a_batch_is_announced_at_its_end_without_what_came_back() -> None:
    keys = ContextKeys({"a": 1, "b": 1})
    seen = recorded(keys)
    with keys.batch():
        keys.set("a", 2)
        with keys.batch():
            keys.set("b", 2)
            keys.set("c", 1)
        keys.remove("c")
        keys.set("b", 1)
        assert keys.get("a") == 2
        assert seen == []
    assert seen == [{"a"}]


def test_a_batch_that_fails_is_announced() -> None:
    keys = ContextKeys()
    seen = recorded(keys)
    try:
        with keys.batch():
            keys.set("a", 1)
            raise ValueError
    except ValueError:
        pass
    keys.set("b", 1)
    assert seen == [{"a"}, {"b"}]


def test_a_listener_may_set_keys() -> None:
    keys = ContextKeys()
    keys.changed.connect(lambda changed: keys.set("both", keys.get("a") and keys.get("b")))
    seen = recorded(keys)
    keys.set("a", True)
    keys.set("b", True)
    assert keys.get("both") is True
    assert {"both"} in seen


def test_an_overlay_stands_in_front_and_looks_through() -> None:
    keys = ContextKeys({"a": 1, "b": 1})
    overlay = keys.with_overlay({"a": 2, "c": None})
    over = overlay.with_overlay({"d": 4})
    keys.set("b", 3)
    assert [over.get(key) for key in "abcd"] == [2, 3, None, 4]
    assert When.parse("a == 2 && b == 3 && d == 4").evaluate(over)
    assert keys.get("a") == 1


def test_every_context_key_is_described_once() -> None:
    names = [each.key for each in CONTEXT_KEYS]
    assert len(names) == len(set(names))
    assert all(
        each.description and each.type in ("boolean", "string", "number") for each in CONTEXT_KEYS
    )
