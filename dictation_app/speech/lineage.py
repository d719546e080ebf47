"""Which model came from which."""

from collections.abc import Iterable, Mapping

from dictation_app.speech.store import ModelInfo


def find_parent(info: ModelInfo, models: Iterable[ModelInfo]) -> ModelInfo | None:
    """The model that another was made from: by its weights, or else by its name.

    Args:
        info: the model.
        models: those that are here.
    """
    said = info.provenance.get("parent")
    if not isinstance(said, Mapping):
        return None
    models = list(models)
    for model in models:
        if model.sha256 and model.sha256 == said.get("sha256"):
            return model
    return next((model for model in models if model.name == said.get("name")), None)


def find_line(info: ModelInfo, models: Iterable[ModelInfo]) -> list[ModelInfo]:
    """A model and those that it came from, the eldest first."""
    models, line = list(models), [info]
    while (parent := find_parent(line[0], models)) and parent not in line:
        line.insert(0, parent)
    return line
