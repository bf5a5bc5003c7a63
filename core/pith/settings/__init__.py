"""Settings: what can be set, what is set where, and what follows from it."""

from pith.settings._core import CORE_LANGUAGE_DEFAULTS, CORE_SETTINGS
from pith.settings._edit import edit_settings
from pith.settings._layers import LoadedSettings, SettingsLayer, load_settings
from pith.settings._setting import Setting, shown
from pith.settings._settings import Settings, UnknownSetting
from pith.settings._template import settings_template

__all__ = [
    "CORE_LANGUAGE_DEFAULTS",
    "CORE_SETTINGS",
    "LoadedSettings",
    "Setting",
    "Settings",
    "SettingsLayer",
    "UnknownSetting",
    "edit_settings",
    "load_settings",
    "settings_template",
    "shown",
]
