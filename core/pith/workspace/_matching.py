"""Finding files by some letters of their path, the way people remember them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from frizbee import Haystacks

_RANKED = 400  # of the best by path, so many are ranked by name as well


class FileMatch(NamedTuple):
    """A file found. `positions` are the offsets in `label` of what was asked for, ascending."""

    path: Path
    label: str
    score: int
    positions: tuple[int, ...]


class FileList(NamedTuple):
    """All files as they were at one moment; `haystacks` are the labels, as frizbee has them."""

    labels: list[str]
    paths: list[str]
    haystacks: Haystacks


def file_list(labels: list[str], paths: list[str]) -> FileList:
    from frizbee import Haystacks

    # It wants what is valid UTF-8; a name that is not is found by the rest of it.
    return FileList(labels, paths, Haystacks([_valid(label) for label in labels]))


def best_matches(files: FileList, query: str, limit: int) -> list[FileMatch]:
    """The files whose path has the words of `query`, letter by letter in order, best first.

    A match in the file's own name counts for more than one in its folders, and of equals the
    shorter path comes first.
    """
    words = [word.replace("\\", "/") for word in _valid(query).split()]
    if not words:
        return [
            FileMatch(Path(path), label, 0, ())
            for label, path in zip(files.labels[:limit], files.paths[:limit], strict=True)
        ]
    from frizbee import Matcher

    found = Matcher.from_patterns(words, max_items=_RANKED).match_list(files.haystacks)
    ranked: list[tuple[int, int, int, bool]] = []
    names = [_valid(files.labels[match.index].rpartition("/")[2]) for match in found]
    by_name = {match.index: match for match in Matcher.from_patterns(words).match_list(names)}
    for place, match in enumerate(found):
        named = by_name.get(place)
        score = match.score
        if named is not None:
            score += named.score + (50 if _begins(names[place], words[0]) else 20)
        ranked.append((-score, len(files.labels[match.index]), match.index, named is not None))
    ranked.sort()
    return [
        FileMatch(
            Path(files.paths[index]),
            files.labels[index],
            -score,
            _positions(files.labels[index], words, in_name),
        )
        for score, _, index, in_name in ranked[:limit]
    ]


def _begins(name: str, word: str) -> bool:
    return name[: len(word)].casefold() == word.casefold()


def _positions(label: str, words: Sequence[str], in_name: bool) -> tuple[int, ...]:
    from frizbee import Matcher

    start = label.rfind("/") + 1 if in_name else 0
    shown = _valid(label[start:])
    positions: set[int] = set()
    for word in words:
        match = Matcher(word).match_one_indices(shown, 0)
        indices = match.indices if match is not None else []
        if len(indices) < len(word):  # where letters are far apart it gives up on some
            indices = _last_letters(shown, word)
        positions.update(start + index for index in indices)
    return tuple(sorted(positions))


def _last_letters(text: str, word: str) -> list[int]:
    """Where the letters of `word` stand in order, as far to the end as can be."""
    found = []
    end = len(text)
    for letter in reversed(word):
        end = max(text.rfind(letter.lower(), 0, end), text.rfind(letter.upper(), 0, end))
        if end < 0:
            return []
        found.append(end)
    return found


def _valid(text: str) -> str:
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")
