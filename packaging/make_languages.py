"""Makes resources/languages.json: the languages Pith knows without extensions.

    python packaging/make_languages.py [--check]

Some languages are described by hand, in language_table: under the ids VS Code gives them, with
their comments, brackets and indentation. All other lexers of the installed Pygments follow under
their first alias. With --check nothing is written, and a stale file ends with status 1.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any

from language_table.languages import LANGUAGES, RULES_OF_OTHERS, Entry, language
from language_table.rules import RULES

TARGET = Path(__file__).resolve().parent.parent / "resources" / "languages.json"

# Lexers that are a part of something, a template around something, or of no use in an editor; tnt
# does not always come to an end.
NOT_LISTED = re.compile(
    r"\+(?!ng2|cheetah)|^(?:text|raw|output|null|python2|py2tb|pytb|json|json-object|lean|postgres"
    r"|jsonld|hsail|nusmv|ansys|doscon|gst|tnt)$"
)


def table() -> dict[str, Any]:
    from pygments.lexers import LEXERS, find_lexer_class_by_name

    taken_extensions: set[str] = set()
    taken_names: set[str] = set()
    for entry in LANGUAGES.values():
        for extension in entry["extensions"]:
            _claim(extension, taken_extensions)
        for name in entry["filenames"]:
            _claim(name, taken_names)
    languages = {identifier: dict(entry) for identifier, entry in LANGUAGES.items()}
    rules_of = {each: rules for rules, ids in RULES_OF_OTHERS.items() for each in ids.split()}
    described = set()
    for identifier, entry in LANGUAGES.items():
        lexer = entry["lexer"]
        if not lexer or lexer.startswith("pith:"):
            continue
        lexer_class = find_lexer_class_by_name(lexer)
        if lexer_class.__name__ not in described:
            described.add(lexer_class.__name__)
            _add_names(languages[identifier], lexer_class.filenames, taken_extensions, taken_names)
    for class_name, (_, name, aliases, filenames, _) in sorted(
        LEXERS.items(), key=lambda item: item[1][1].casefold()
    ):
        if class_name in described or not aliases or NOT_LISTED.search(aliases[0]):
            continue
        identifier = aliases[0]
        if identifier in languages:
            continue
        languages[identifier] = entry = language(name, aliases[0], rules_of.pop(identifier, ""))
        entry["aliases"] = list(aliases[1:])
        _add_names(entry, filenames, taken_extensions, taken_names)
    if rules_of:
        raise SystemExit(f"no lexer is called {', '.join(sorted(rules_of))}")
    return {
        "languages": {
            identifier: {key: value for key, value in entry.items() if value or key == "name"}
            for identifier, entry in languages.items()
        },
        "rules": RULES,
    }


def _claim(name: str, taken: set[str]) -> None:
    if name in taken:
        raise SystemExit(f"two languages claim {name!r}")
    taken.add(name)


def _add_names(
    entry: Entry, filenames: Any, taken_extensions: set[str], taken_names: set[str]
) -> None:
    """Give a language the lexer's file names that no other language has."""
    for pattern in filenames:
        if re.fullmatch(r"\*\.[^*?\[\]]+", pattern):
            extension = pattern[1:]
            if extension not in taken_extensions and extension != ".txt":
                taken_extensions.add(extension)
                entry["extensions"] = [*entry["extensions"], extension]
        elif not re.search(r"[*?\[]", pattern):
            if pattern not in taken_names:
                taken_names.add(pattern)
                entry["filenames"] = [*entry["filenames"], pattern]
        elif pattern not in entry["patterns"]:
            entry["patterns"] = [*entry["patterns"], pattern]


def text_of(data: dict[str, Any]) -> str:
    """One language a line, so that a change shows as a change of that line."""
    parts = []
    for part, entries in data.items():
        lines = ",\n".join(
            f"{json.dumps(key)}:{json.dumps(value, ensure_ascii=False, separators=(',', ':'))}"
            for key, value in entries.items()
        )
        parts.append(f"{json.dumps(part)}:{{\n{lines}\n}}")
    return "{" + ",\n".join(parts) + "}\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="say whether the file is up to date")
    arguments = parser.parse_args()
    text = text_of(table())
    if arguments.check:
        if not TARGET.exists() or TARGET.read_text(encoding="utf-8") != text:
            print(f"{TARGET} is stale: run python packaging/make_languages.py")
            return 1
        return 0
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(text, encoding="utf-8")
    print(f"{TARGET}: {text.count(chr(10))} lines, {len(text)} characters")
    return 0


if __name__ == "__main__":
    sys.exit(main())
