"""The program's own settings."""

from __future__ import annotations

import pytest

from pith.settings import CORE_LANGUAGE_DEFAULTS, CORE_SETTINGS, Setting, Settings, SettingsLayer


def test_they_are_right_in_themselves() -> None:
    settings = Settings(CORE_SETTINGS)
    settings.set_layer(SettingsLayer.DEFAULT, CORE_LANGUAGE_DEFAULTS)
    assert settings.problems == []
    assert settings.get("editor.insertSpaces", "makefile") is False
    assert settings.get("editor.insertSpaces", "python") is True


@pytest.mark.parametrize("setting", CORE_SETTINGS, ids=lambda setting: setting.key)
def test_each_is_described(setting: Setting) -> None:
    assert setting.description.endswith(".") or setting.description.endswith('".')
    assert setting.description[0].isupper()
    if setting.enum_descriptions:
        assert len(setting.enum_descriptions) == len(setting.enum)
    if setting.key.startswith("editor."):
        assert setting.per_language
