"""Events at random."""

from __future__ import annotations

import random
import tomllib
from pathlib import Path
from typing import Any

from pith.edit import EDITING_COMMANDS

Event = tuple[Any, ...]
"""The name of a method of MonkeySession, and its arguments."""

_KEYMAP = Path(__file__).parents[2] / "resources" / "keymaps" / "default.toml"

# What leaves the documents, the window or the machine that the monkey sits before, and what
# writes settings: those it changes itself.
_LEFT_OUT = (
    *("app.", "file.", "palette.", "quickOpen.", "settings.", "keybindings.", "window.", "theme."),
    *("groups.close", "view.zoom", "view.extensions", "view.output", "view.focus"),
)

_TYPED = (
    *"abcdefgh  ()[]{}\"'`#/*.,:;<>=-_09\\",
    *("é", "日", "語", "\U0001f600", "e\u0301", "א", "ب", "\u0301", "\u200d"),
    *("def ", "if x:", "else:", "return ", "/**", "// ", "word"),
)

_INSERTED = (
    *("", "", "\n", "\r\n", "\t", "    ", "x", "def f():\n    return 1\n", "word word", "{\n}\n"),
    *(
        "\x00",
        "\udc80",
        "\u202e",
        "\u200b",
        "👩\u200d👩\u200d👧",
        "🇩🇪🇫🇷",
        "e\u0301\u0323",
        "مرحبا",
        "日本語",
    ),
    *("y" * 90, "a line that has many words and is wrapped where it gets too long " * 3),
    *("z" * 2500, "漢" * 2100, "\n" * 40, "#region\n  a\n#endregion\n"),
)

_SNIPPETS = (
    *("for ${1:x} in ${2:y}:\n\t$0", "${1|one,two,three|} $1 ${1/(.*)/${1:/upcase}/} $0"),
    *("${1:a ${2:b}} $2$0", "plain", "$TM_FILENAME ${1:$TM_SELECTED_TEXT}"),
)

_SETTINGS: tuple[tuple[str, tuple[Any, ...]], ...] = (
    ("window.theme", ("Pith Dark", "Pith Light", "Pith High Contrast Dark")),
    ("editor.wordWrap", ("off", "on", "column", "bounded")),
    ("editor.wordWrapColumn", (20, 40, 80)),
    ("editor.wrappingIndent", ("none", "same", "indent")),
    ("editor.renderWhitespace", ("none", "selection", "all", "boundary", "trailing")),
    ("editor.lineNumbers", ("on", "off", "relative", "interval")),
    ("editor.cursorStyle", ("line", "block", "underline", "line-thin", "block-outline")),
    ("editor.fontSize", (8, 14, 27)),
    ("editor.tabSize", (2, 4, 8)),
    ("editor.rulers", ([], [10, 30])),
    ("editor.folding", (True, False)),
    ("editor.showFoldingControls", ("always", "mouseover", "never")),
    ("editor.scrollBeyondLastLine", (True, False)),
    ("editor.fontLigatures", (True, False)),
    ("editor.guides.indentation", (True, False)),
    ("editor.stickyScroll.enabled", (True, True, False)),
    ("editor.minimap.enabled", (True, True, False)),
    ("editor.minimap.showSlider", ("always", "mouseover")),
    ("window.zoom", (-2, 0, 3)),
)


def _bound_keys() -> list[str]:
    bindings = tomllib.loads(_KEYMAP.read_text())["keybindings"]
    return sorted(
        {
            each["key"].replace("mod", "ctrl")
            for each in bindings
            if not each["command"].startswith(_LEFT_OUT)
        }
    )


_KEYS = _bound_keys()
_OFTEN = (
    *("left", "right", "up", "down", "home", "end", "enter", "backspace", "delete", "tab"),
    *("shift+left", "shift+right", "shift+up", "shift+down", "ctrl+left", "ctrl+right", "escape"),
    *("ctrl+z", "ctrl+y", "ctrl+d", "shift+alt+down", "ctrl+c", "ctrl+v", "ctrl+x"),
)
_COMMANDS = [each.id for each in EDITING_COMMANDS if each.id != "edit.insertText"] + [
    *("folding.foldAll", "folding.unfoldAll", "folding.toggle", "folding.foldLevel1"),
    *("folding.foldLevel2", "folding.foldRecursively", "view.toggleWrap", "completion.show"),
]
_MODIFIERS = ("", "", "", "shift", "alt", "shift+alt", "ctrl")


def random_events(rng: random.Random, count: int) -> list[Event]:
    """So many events that have nothing to do with each other."""
    return [_random_event(rng) for _ in range(count)]


def _random_event(rng: random.Random) -> Event:
    def spot() -> tuple[float, float]:
        return round(rng.uniform(-0.05, 1.05), 3), round(rng.uniform(-0.05, 1.05), 3)

    kind = rng.choices(list(_WEIGHTS), list(_WEIGHTS.values()))[0]
    match kind:
        case "often":
            return ("key", rng.choice(_OFTEN))
        case "key":
            return ("key", rng.choice(_KEYS))
        case "type":
            return ("type", "".join(rng.choices(_TYPED, k=rng.choice((1, 1, 1, 2, 5)))))
        case "command":
            return ("command", rng.choice(_COMMANDS))
        case "click":
            buttons = ("left", "left", "left", "middle", "right")
            return (
                "click",
                rng.randrange(2),
                *spot(),
                rng.choice((1, 1, 1, 2, 3)),
                rng.choice(_MODIFIERS),
                rng.choice(buttons),
            )
        case "drag":
            return ("drag", rng.randrange(2), *spot(), *spot(), rng.choice(_MODIFIERS))
        case "wheel":
            down = rng.choice((-720, -120, -17, 15, 120, 360, 3000))
            modifiers = rng.choice(("", "", "", "shift", "ctrl"))
            return ("wheel", rng.randrange(2), rng.choice((0, 0, 120, -120)), down, modifiers)
        case "resize":
            return ("resize", rng.randrange(2), rng.randint(250, 900), rng.randint(120, 700))
        case "setting":
            key, values = rng.choice(_SETTINGS)
            return ("set", key, rng.choice(values))
        case "compose":
            composed = rng.choice(("", "n", "に", "にほん", "´", "e\u0301", "\U0001f600x"))
            caret = rng.choice((None, 0, len(composed)))
            return ("compose", composed, caret, rng.choice(("", "", "日本", "é", "ok\nthen")))
        case "edit":
            start = rng.random()
            length = rng.choice((0, 0, 1, 5, 60, 900))
            insert = "".join(rng.choices(_INSERTED, k=rng.randrange(3)))
            return ("edit", round(start, 4), length, insert)
        case "select":
            places = [round(rng.random(), 4) for _ in range(2 * rng.choice((1, 1, 2, 5)))]
            return ("select", rng.randrange(2), places)
        case "snippet":
            return ("snippet", rng.choice(_SNIPPETS))
        case "find":
            query = rng.choice(("x", "word", "e", "", "[a-c]+", "(", "\\b", "日"))
            return ("find", query, rng.random() < 0.4, rng.choice((None, "", "X", "$0$0")))
        case "undo":
            return ("undo", rng.choice((1, 2, 10, 50)), rng.choice((0, 1, 5)))
        case "tab":
            return ("tab", rng.randrange(3))
        case _:
            return (kind,)


_WEIGHTS = {
    "often": 30,
    "key": 16,
    "type": 22,
    "command": 10,
    "click": 6,
    "drag": 4,
    "wheel": 4,
    "resize": 1,
    "setting": 2,
    "compose": 3,
    "edit": 4,
    "select": 3,
    "snippet": 1,
    "find": 1,
    "undo": 2,
    "tab": 1,
    "focus": 4,
    "settle": 3,
    "save": 1,
    "idle": 1,
}
