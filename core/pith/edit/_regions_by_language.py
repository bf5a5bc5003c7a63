"""What can be folded, found in the way that a language is written."""

from __future__ import annotations

from pith.edit._all_regions import code_regions_in
from pith.edit._fold_blocks import Fold
from pith.edit._line_kinds import ALL_CODE, LineKinds
from pith.edit._options import LanguageRules, RulesAt
from pith.edit._regions import Regions
from pith.text import Text

_MARKUP = ("html", "xml")


def regions_for(
    text: Text,
    rules: LanguageRules,
    tab_size: int,
    kinds: LineKinds = ALL_CODE,
    rules_at: RulesAt | None = None,
) -> Regions:
    """What finds single regions of a text in the language with those rules. Without `rules_at`,
    nothing folds in a script that is part of it."""
    if rules.headings:
        from pith.edit._prose_regions import ProseRegions

        return ProseRegions(text, rules, tab_size, kinds)
    if rules.tags not in _MARKUP:
        return Regions(text, rules, tab_size, kinds)
    from pith.edit._markup_regions import MarkupRegions  # few texts are markup

    return MarkupRegions(text, rules, tab_size, kinds, rules_at)


def regions_in(
    text: Text,
    first: int,
    last: int,
    rules: LanguageRules,
    tab_size: int,
    kinds: LineKinds = ALL_CODE,
    rules_at: RulesAt | None = None,
) -> list[Fold]:
    """Every region that starts from row `first` on and ends by row `last`, by its first row. For
    a worker, if these are many."""
    if rules.headings:
        from pith.edit._prose_regions import prose_regions_in

        return prose_regions_in(text, first, last, rules, tab_size, kinds)
    if rules.tags not in _MARKUP:
        return code_regions_in(text, first, last, rules, tab_size, kinds)
    from pith.edit._markup_regions import markup_regions_in

    return markup_regions_in(text, first, last, rules, tab_size, kinds, rules_at)
