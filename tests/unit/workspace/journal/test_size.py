"""How large a journal gets: not much larger than the text and the history that it keeps."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pith.base import ManualScheduler
from pith.edit import ChangeSet, Transaction
from pith.text import Edit
from pith.workspace import Document
from pith.workspace._journal import Journal, JournalFiles, _followed, _writer
from pith.workspace._journal._recovery import recover
from tests.support.journal_writing import close_all, no_file

PIECE = 20_000
HISTORY = 640_000
ROOM = 320_000


class MeasuredFiles(JournalFiles):
    """Knows the largest file there ever was, and all of them together."""

    largest = 0
    most = 0

    def append(self, handle: int, data: bytes) -> None:
        super().append(handle, data)
        self.largest = max(self.largest, os.fstat(handle).st_size)
        self.most = max(self.most, sum(each.stat().st_size for each in self.folder.iterdir()))


@pytest.mark.parametrize("turns", [True, False], ids=["in turns", "in one turn"])
@pytest.mark.parametrize("back", ["delete", "undo"])
def test_inserting_in_a_loop(
    back: str, turns: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_followed, "ROOM", ROOM)
    monkeypatch.setattr(_writer, "_ROOM", 10_000)
    files = MeasuredFiles(tmp_path / "journal")
    scheduler = ManualScheduler()
    journal = Journal(files.folder, scheduler, files=files)
    document = Document("start")
    document.history.limit = HISTORY
    journal.follow(document)
    for number in range(200):
        length = len(document.text)
        insert = chr(97 + number % 26) * PIECE
        document.apply(Transaction(ChangeSet.of(length, [Edit(length, length, insert)])))
        if back == "undo":
            document.travel.undo()
        else:
            cut = [Edit(length, length + PIECE, "")]
            document.apply(Transaction(ChangeSet.of(length + PIECE, cut)))
        if turns:
            journal.flush()
            scheduler.run()
    journal.flush()
    kept = HISTORY + len(document.text)
    assert document.history.size <= HISTORY
    # Half of it more, or a turn's worth, and what was asked for while that was written.
    assert files.largest < kept + ROOM + 4 * PIECE + 10_000
    assert files.most < files.largest + kept + 10_000
    document.apply(Transaction(ChangeSet.of(5, [Edit(5, 5, "!")])))
    journal.dispose()
    recovery = recover(JournalFiles(files.folder), no_file, 0.0)
    (found,) = recovery.found
    assert str(found.journal.text) == "start!"
    known = document.history.states()
    assert all(each.state in found.journal.history for each in known)
    close_all(recovery, files)
