"""Which models there are, which one is in use, and going back to the one before."""

from dataclasses import replace

from dictation_app import paths
from dictation_app.speech.lineage import find_parent
from dictation_app.speech.store import ModelInfo, find_models
from dictation_app.ui.preferences import Preferences
from dictation_app.ui.workbench import Workbench


class ModelChoice:
    """Looks into the folders of models each time it is asked.

    Args:
        workbench: has the model in use.
        preferences: say which one is to be in use.
    """

    def __init__(self, workbench: Workbench, preferences: Preferences) -> None:
        self._workbench = workbench
        self._preferences = preferences

    def all(self) -> list[ModelInfo]:
        """All models, the one in use first."""
        loaded = self._workbench.engine.loaded
        active = loaded.info.name if loaded is not None else ""
        models = find_models(paths.model_folders())
        return sorted(models, key=lambda model: model.name != active)

    def title_of(self, name: str) -> str:
        """The title of the model of this name, or the name itself."""
        return next((m.title for m in self.all() if m.name == name), name)

    def use(self, name: str) -> None:
        """Take the model of this name into use."""
        settings = self._preferences.settings
        if settings.recognition.model == name:
            self._workbench.reload()
        recognition = replace(settings.recognition, model=name)
        self._preferences.change(replace(settings, recognition=recognition))

    def before(self) -> ModelInfo | None:
        """The model that the one in use was made from, where it is still here."""
        models = self.all()
        return find_parent(models[0], models[1:]) if models else None
