"""The languages, by the names of their families."""

from __future__ import annotations

from functools import cache

from function_signatures import _c_languages, _scripts, _typed
from function_signatures._language import Language

MAKERS = {**_c_languages.MAKERS, **_scripts.MAKERS, **_typed.MAKERS}


@cache
def language(family: str) -> Language:
    """Made when it is wanted: its patterns take some milliseconds to compile."""
    return MAKERS[family]()
