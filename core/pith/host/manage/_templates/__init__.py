"""What a new extension is begun with: the files of each kind.

Words between @ signs stand for what is the extension's own: @id@, @name@, @module@, @prefix@
(what its commands begin with), @api@.
"""

from collections.abc import Mapping
from typing import Final

from pith.host.manage._templates import _command, _formatter, _language, _theme, _view

#: The files of each template, by their paths from the extension's folder.
TEMPLATES: Final[Mapping[str, Mapping[str, str]]] = {
    "command": _command.FILES,
    "language": _language.FILES,
    "theme": _theme.FILES,
    "view": _view.FILES,
    "formatter": _formatter.FILES,
}

__all__ = ["TEMPLATES"]
