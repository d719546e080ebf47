"""The settings dialog: a module for each page, and what pages are made of."""

from dictation_app.ui.settings_dialog.dialog import SettingsDialog, Whereabouts

__all__ = ["SettingsDialog", "Whereabouts"]
