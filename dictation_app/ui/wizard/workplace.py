"""What the wizard is handed: places, microphones, and the model that is in use."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from dictation_app.speech.store import ModelInfo
from dictation_app.training.gathering import Gathered
from dictation_app.training.runs import Goal, Run
from dictation_app.ui.capture import MakeMicrophone


@dataclass(frozen=True)
class Workplace:
    """Where things are and come from.

    Attributes:
        runs: folder of training runs.
        recordings: folder of what was read aloud.
        prompts: file with the sentences to read.
        user_models: folder that a new model goes to.
        find_models: finds all models, the one in use first.
        open_microphone: makes the chosen microphone.
        use_model: takes a model, by its folder's name, into use.
        replay: manifest of the program's clips that are mixed in.
    """

    runs: Path
    recordings: Path
    prompts: Path
    user_models: Path
    find_models: Callable[[], list[ModelInfo]]
    open_microphone: MakeMicrophone
    use_model: Callable[[str], None]
    replay: Path | None = None

    @property
    def cache(self) -> Path:
        """Features that runs share."""
        return self.runs / "features"


@dataclass
class Draft:
    """What the user has chosen so far.

    Attributes:
        goal: what is wanted.
        parent: the model to begin with; None to begin with nothing.
        sources: manifests and folders, in the order they were added.
        folder: of the run that is being prepared.
        gathered: what was found in the sources; None before they were checked.
        checked: the sources that were.
        run: what is about to be started.
    """

    goal: Goal = "adapt"
    parent: ModelInfo | None = None
    sources: list[Path] = field(default_factory=list)
    folder: Path | None = None
    gathered: Gathered | None = None
    checked: tuple[object, ...] = ()
    run: Run | None = None
