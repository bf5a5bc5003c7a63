"""How the window looks: colours, icons, fonts and style sheets."""

from pith_app._theming._colors import Colors, ThemeColors, blend, parse_color
from pith_app._theming._file_icons import file_icon, folder_icon
from pith_app._theming._icons import Icons
from pith_app._theming._look import TEXT_SIZE, Look, focus_ring, hairline, row_outline

__all__ = [
    "TEXT_SIZE",
    "Colors",
    "Icons",
    "Look",
    "ThemeColors",
    "blend",
    "file_icon",
    "focus_ring",
    "folder_icon",
    "hairline",
    "parse_color",
    "row_outline",
]
