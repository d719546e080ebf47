"""What a run tells besides the trainer's events; to know it takes no torch."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from dictation_app.transcript import Seconds

TIMED_STEPS = 20

Stage = Literal["checking", "before", "curve", "after"]


@dataclass(frozen=True)
class ClipsCut:
    """Clips for training are being cut.

    Attributes:
        n_done: lessons done.
        n_lessons: of so many.
    """

    n_done: int
    n_lessons: int


@dataclass(frozen=True)
class TextsHeard:
    """A model hears clips, to find texts that are not said in them.

    Attributes:
        n_done: clips done.
        n_clips: of so many.
        left: seconds of work left, or None while it is too early to tell.
    """

    n_done: int
    n_clips: int
    left: Seconds | None = None


@dataclass(frozen=True)
class Listening:
    """A model listens to clips, to check them or to be judged by them.

    Attributes:
        model: its title.
        share: of the stage that is done, 0 to 1.
        stage: "checking" the clips; measuring the old model "before" it learns, by the
            best label of each frame for the first point of the "curve", or old and new
            "after" that.
    """

    model: str
    share: float
    stage: Stage = "after"


@dataclass(frozen=True)
class Baseline:
    """How the model that the run begins with hears the held-out clips.

    Attributes:
        wer: best label of each frame, as the run itself evaluates.
        heard: by the clip's id.
    """

    wer: float
    heard: Mapping[str, str]


@dataclass(frozen=True)
class Timed:
    """How fast this machine learns from these data, measured.

    Attributes:
        n_steps: steps that were timed.
        n_wanted: steps to be timed.
        speed: seconds of audio a second; 0 before two steps are done.
        step_seconds: seconds a step takes.
        hours_an_epoch: audio of one pass over the data.
        hours_wanted: audio after which the run ends by itself; 0 for no such limit.
    """

    n_steps: int
    n_wanted: int = TIMED_STEPS
    speed: float = 0.0
    step_seconds: Seconds = 0.0
    hours_an_epoch: float = 0.0
    hours_wanted: float = 0.0

    @property
    def minutes_needed(self) -> float:
        """Minutes until all that is wanted is heard; 0 where there is no such limit."""
        return 60 * self.hours_wanted / max(self.speed, 1e-9)

    def passes(self, minutes: float) -> float:
        """Passes over the data in so many minutes."""
        return self.speed * minutes / 60 / max(self.hours_an_epoch, 1e-9)
