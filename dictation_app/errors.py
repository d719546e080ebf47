"""The errors a user may meet, each a sentence that says what is wrong and what to do."""


class DictationError(Exception):
    """Something went wrong that the user can understand; its text is shown as it is."""


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
