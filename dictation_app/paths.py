"""Where things are: what ships with the program and what belongs to the user."""

from pathlib import Path

import platformdirs

_APP = "Dictation"
_PACKAGE = Path(__file__).parent


def bundled(name: str) -> Path:
    """The folder `models` or `resources` that ships with the program.

    It lies inside the package once installed, and beside it in a source checkout.
    """
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def model_folders() -> tuple[Path, Path]:
    """Folders that hold model folders: the bundled one, then the user's."""
    return bundled("models"), user_models()


def user_models() -> Path:
    """Where imported and trained models go."""
    return user_data() / "models"


def user_data() -> Path:
    """Notes, recordings and models of the user."""
    return platformdirs.user_data_path(_APP, appauthor=False)


def settings_file() -> Path:
    """The user's settings."""
    return platformdirs.user_config_path(_APP, appauthor=False) / "settings.json"


def log_file() -> Path:
    """The log of the running program; it never holds audio or text."""
    return platformdirs.user_log_path(_APP, appauthor=False) / "dictation.log"
