"""Where the pages of a text are after it was saved: in the file that was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pith.text._leaves import Branch
from pith.text._text import Text

if TYPE_CHECKING:
    from pith.text._leaves import AnyLeaf
    from pith.text._pages import Page, PagePart, Source


class Relocation:
    """Filled while a text is written; then it gives any text that shares pages with that one the
    same content with its pages in the new file, so that the old one can go.

    Whatever is not found among the pages that were written stays where it is.
    """

    def __init__(self) -> None:
        self._notes: list[tuple[Page | PagePart, int, int, int]] = []
        self._pages: dict[Page, list[tuple[int, Page]]] = {}
        self._branches: dict[int, tuple[Branch, Branch]] = {}
        self._source: Source | None = None

    def note(self, leaf: Page | PagePart, start: int, end: int, checksum: int) -> None:
        """The leaf's bytes, of that checksum, were written from `start` to `end`."""
        self._notes.append((leaf, start, end, checksum))

    def forget(self) -> None:
        """What was written is written again, elsewhere."""
        self._notes.clear()

    @property
    def noted(self) -> bool:
        return bool(self._notes)

    def finish(self, source: Source, text: Text) -> Text:
        """`source` is the file that `text` was written to. Returns the text with its pages there.

        Takes a while for a huge text.
        """
        from pith.text._pages import Page

        self._source = source
        for leaf, start, end, checksum in self._notes:
            page = Page(
                source,
                start,
                end,
                leaf.length,
                leaf.break_count,
                checksum,
                leaf.is_ascii,
                leaf.is_plain,
            )
            self._pages.setdefault(leaf.page, []).append((leaf.start, page))
        self._notes.clear()
        return self.moved(text)

    def moved(self, text: Text) -> Text:
        """The text with its pages in the new file; quick where it shares branches with the one
        that was written."""
        if not self._pages:
            return text
        return text.with_branches([self._moved_branch(each) for each in text.branches])

    def _moved_branch(self, branch: Branch) -> Branch:
        known = self._branches.get(id(branch))
        if known is None:
            moved = branch
            if any(leaf.paged for leaf in branch.leaves):
                leaves = [self._moved_leaf(leaf) for leaf in branch.leaves]
                moved = Branch(leaves, branch.starts, branch.rows)
            # With the old one, so that its id is not another's.
            known = self._branches[id(branch)] = (branch, moved)
        return known[1]

    def _moved_leaf(self, leaf: AnyLeaf) -> AnyLeaf:
        if not leaf.paged:
            return leaf
        from pith.text._pages import PagePart

        for start, page in self._pages.get(leaf.page, ()):
            inside = leaf.start - start
            if inside == 0 and leaf.length == page.length:
                return page
            if inside >= 0 and inside + leaf.length <= page.length:
                return PagePart(page, inside, leaf.length, leaf.break_count)
        return leaf
