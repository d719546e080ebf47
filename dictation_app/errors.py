"""The errors a user may meet, each a sentence that says what is wrong and what to do."""

from collections.abc import Callable
from typing import ClassVar


class DictationError(Exception):
    """Something went wrong that the user can understand; its text is shown as it is.

    Attributes:
        in_language: says a sentence in the user's language. The window sets it, as
            nobody below knows of languages; it is English until then.
    """

    in_language: ClassVar[Callable[[str], str]] = str

    def __str__(self) -> str:
        return DictationError.in_language(super().__str__())


class AudioError(DictationError):
    """A recording or a microphone cannot be read."""


class ModelError(DictationError):
    """A model folder or checkpoint cannot be used."""


class ManifestError(DictationError):
    """A data set cannot be read."""


class TrainingError(DictationError):
    """A training run cannot start or go on."""


class ExportError(DictationError):
    """A transcript cannot be written."""


class CommandSetError(DictationError):
    """A set of voice commands, a session with it or an action cannot be used."""
