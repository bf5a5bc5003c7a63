"""What Qt's own widgets look like: the palette, and style sheets for those that need more.

Most of the window paints itself. A style sheet on the application would make every widget go
through the style sheet engine, which costs at start and at every paint, so each widget that needs
one is given its own.
"""

from __future__ import annotations

from PySide6.QtGui import QPalette

from pith_app._theming._colors import Colors


def palette(colors: Colors) -> QPalette:
    """Qt's palette for a theme."""
    roles = QPalette.ColorRole
    made = QPalette()
    for role, key in (
        (roles.Window, "sideBar.background"),
        (roles.WindowText, "foreground"),
        (roles.Base, "editor.background"),
        (roles.AlternateBase, "sideBar.background"),
        (roles.Text, "editor.foreground"),
        (roles.Button, "sideBar.background"),
        (roles.ButtonText, "foreground"),
        (roles.ToolTipBase, "quickInput.background"),
        (roles.ToolTipText, "foreground"),
        (roles.Highlight, "button.background"),
        (roles.HighlightedText, "button.foreground"),
        (roles.Link, "textLink.foreground"),
        (roles.PlaceholderText, "input.placeholderForeground"),
        (roles.Accent, "focusBorder"),
        (roles.Mid, "widget.border"),
        (roles.Dark, "sideBar.border"),
        (roles.Light, "quickInput.background"),
    ):
        color = colors[key]
        made.setColor(role, color)
    disabled = QPalette.ColorGroup.Disabled
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(disabled, role, colors["disabledForeground"])
    return made


def scroll_bars(colors: Colors) -> str:
    """Thin scroll bars that float over nothing and have no arrows."""
    css = colors.css
    return f"""
QScrollBar {{ background: transparent; border: none; }}
QScrollBar:vertical {{ width: 10px; }}
QScrollBar:horizontal {{ height: 10px; }}
QScrollBar::handle {{ background: {css("scrollbarSlider.background")}; border-radius: 3px; }}
QScrollBar::handle:vertical {{ min-height: 28px; margin: 0 2px; }}
QScrollBar::handle:horizontal {{ min-width: 28px; margin: 2px 0; }}
QScrollBar::handle:hover {{ background: {css("scrollbarSlider.hoverBackground")}; }}
QScrollBar::handle:pressed {{ background: {css("scrollbarSlider.activeBackground")}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QAbstractScrollArea::corner {{ background: transparent; }}
"""


def menu_bar(colors: Colors) -> str:
    css = colors.css
    return f"""
QMenuBar {{ background: {css("titleBar.activeBackground")};
    color: {css("titleBar.activeForeground")}; border: none; padding: 2px 6px; spacing: 0; }}
QMenuBar::item {{ background: transparent; padding: 3px 8px; border-radius: 5px;
    border: 1px solid transparent; }}
QMenuBar::item:selected {{ background: {css("menubar.selectionBackground")};
    border-color: {css("contrastActiveBorder")}; }}
QMenuBar::item:pressed {{ background: {css("menubar.selectionBackground")}; }}
"""


def menu(colors: Colors) -> str:
    css = colors.css
    return f"""
QMenu {{ background: {css("menu.background")}; color: {css("menu.foreground")};
    border: 1px solid {css("menu.border")}; padding: 5px; }}
QMenu::item {{ padding: 4px 25px 4px 23px; border-radius: 4px; border: 1px solid transparent; }}
QMenu::item:selected {{ background: {css("menu.selectionBackground")};
    color: {css("menu.selectionForeground")}; border-color: {css("contrastActiveBorder")}; }}
QMenu::item:disabled {{ color: {css("disabledForeground")}; background: transparent; }}
QMenu::separator {{ height: 1px; background: {css("menu.separatorBackground")};
    margin: 5px 4px; }}
QMenu::right-arrow {{ width: 10px; height: 10px; }}
QMenu::indicator {{ width: 14px; height: 14px; left: 5px; }}
"""


def line_edit(colors: Colors) -> str:
    css = colors.css
    return f"""
QLineEdit {{ background: {css("input.background")}; color: {css("input.foreground")};
    border: 1px solid {css("input.border")}; border-radius: 5px; padding: 3px 7px;
    selection-background-color: {css("button.background")};
    selection-color: {css("button.foreground")}; }}
QLineEdit:focus {{ border-color: {css("focusBorder")}; }}
QLineEdit[invalid="true"] {{ border-color: {css("inputValidation.errorBorder")}; }}
"""


def output(colors: Colors) -> str:
    css = colors.css
    return (
        f"QPlainTextEdit {{ background: {css('panel.background')};"
        f" color: {css('editor.foreground')}; border: none;"
        f" selection-background-color: {css('button.background')};"
        f" selection-color: {css('button.foreground')}; }}"
    ) + scroll_bars(colors)


def view_widget(colors: Colors) -> str:
    """Widgets that extensions put into views: with borders that are seen on any background.

    Combo boxes and spin boxes are Qt's own, on a lighter ground: a style sheet takes their arrows.
    """
    css = colors.css
    indicators = "QCheckBox::indicator, QRadioButton::indicator, QGroupBox::indicator"
    return f"""
QLineEdit {{ background: {css("input.background")}; color: {css("input.foreground")};
    border: 1px solid {css("input.border")}; border-radius: 4px; padding: 3px 6px; }}
QLineEdit:focus {{ border-color: {css("focusBorder")}; }}
QSpinBox QLineEdit, QComboBox QLineEdit {{ border: none; }}
QComboBox QAbstractItemView {{ background: {css("menu.background")};
    border: 1px solid {css("menu.border")}; }}
{indicators} {{ width: 13px; height: 13px; background: {css("input.background")};
    border: 1px solid {css("descriptionForeground")}; border-radius: 3px; }}
QRadioButton::indicator {{ border-radius: 7px; }}
QCheckBox::indicator:checked, QRadioButton::indicator:checked, QGroupBox::indicator:checked {{
    background: {css("button.background")}; border-color: {css("button.background")}; }}
QCheckBox::indicator:focus, QRadioButton::indicator:focus {{ border-color: {css("focusBorder")}; }}
QPushButton {{ background: {css("button.secondaryBackground")};
    color: {css("button.secondaryForeground")}; border: 1px solid {css("widget.border")};
    border-radius: 5px; padding: 4px 12px; }}
QPushButton:hover {{ background: {css("button.secondaryHoverBackground")}; }}
QPushButton:focus {{ border-color: {css("focusBorder")}; }}
QPushButton:default, QPushButton:checked {{ background: {css("button.background")};
    color: {css("button.foreground")}; }}
QPushButton:default:focus, QPushButton:checked:focus {{
    border-color: {css("button.foreground")}; }}
QPushButton:disabled {{ color: {css("disabledForeground")}; }}
QSlider::groove:horizontal {{ height: 4px; background: {css("widget.border")};
    border-radius: 2px; }}
QSlider::groove:vertical {{ width: 4px; background: {css("widget.border")}; border-radius: 2px; }}
QSlider::handle {{ width: 14px; height: 14px; background: {css("button.background")};
    border-radius: 7px; }}
QSlider::handle:horizontal {{ margin: -5px 0; }}
QSlider::handle:vertical {{ margin: 0 -5px; }}
QProgressBar {{ background: {css("input.background")}; border: 1px solid {css("widget.border")};
    border-radius: 4px; text-align: center; }}
QTableView, QTreeView {{ gridline-color: {css("widget.border")}; }}
QHeaderView::section {{ background: {css("sideBar.background")}; color: {css("foreground")};
    border: none; border-right: 1px solid {css("widget.border")};
    border-bottom: 1px solid {css("widget.border")}; padding: 2px 4px; }}
QProgressBar::chunk {{ background: {css("button.background")}; border-radius: 3px; }}
""" + scroll_bars(colors)
