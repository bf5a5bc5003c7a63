"""What is seen while a call is typed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.support.window import Window

TEXT = '''def order(customer: str, *, discount: float = 0.0) -> int:
    """Take an order.

    Args:
        discount: From 0 to 1.
    """
    return 1


'''


def test_the_box_follows_what_is_typed(qapp: QApplication, tmp_path: Path) -> None:
    file = tmp_path / "orders.py"
    file.write_text(TEXT)
    window = Window(qapp, tmp_path / "user", file)
    try:

        def wanted() -> bool:
            extensions = window.program.extensions
            return extensions is not None and extensions.host.events.wants("signature_help")

        def said() -> str:
            return window.program.at_caret.signatures.shown

        window.until(wanted)
        window.key("ctrl+end")
        window.type("order(")
        window.until(lambda: bool(said()))
        label = "order(customer: str, *, discount: float = 0.0) -> int"
        assert said() == f"{label}, Take an order."
        window.type("1, discount=")
        window.until(lambda: "From 0 to 1." in said())
        window.type("2) + len(")
        window.until(lambda: said().startswith("len(obj, /)"))
    finally:
        window.close()
