"""What the tests of the wizard share: a run that is played from a script."""

import json
import threading

from dictation_app.errors import TrainingError
from dictation_app.training.events import (
    Evaluated,
    Sentence,
    SentencesDecoded,
    StepDone,
)
from dictation_app.training.manifest import Clip, write_manifest
from dictation_app.training.metrics import Difference, Interval
from dictation_app.training.runs import (
    Changed,
    Judged,
    Outcome,
    Plan,
    Rate,
    new_folder,
    save_plan,
)


def step(number, *, loss=1.0, blank=0.7, progress=None):
    return StepDone(
        step=number,
        epoch=1,
        progress=number / 10 if progress is None else progress,
        loss=loss,
        learning_rate=1e-4,
        gradient_norm=1.0,
        blank_share=blank,
        n_infinite=0,
        seconds=30.0,
        hours_seen=number / 100,
        speed=28.0,
        remaining=600.0,
    )


def evaluated(number, wer):
    return Evaluated(number, 0.1, wer, wer / 3, 0.7, 0.6, 0.7, {}, is_best=True)


def decoded(number, heard):
    return SentencesDecoded(number, (Sentence("c0", "one two", heard, 0.5),))


class Script:
    """A run that waits for a word before each of its steps."""

    def __init__(self, model, *, kept=True):
        self.model = model
        self.kept = kept
        self.go = threading.Semaphore(0)
        self.fails = False
        self.began = 0
        self.closed = 0

    def __call__(self, run, stop):
        self.began += 1
        number = 0
        try:
            while not stop() and number < 10:
                if self.go.acquire(timeout=0.01):
                    number += 1
                    if self.fails:
                        raise TrainingError(
                            "The disk is full, so the training stopped."
                        )
                    yield step(number)
                    yield evaluated(number, 0.5 - number / 50)
                    yield decoded(number, "one too")
                else:
                    yield None
        except GeneratorExit:
            self.closed += 1
            raise
        return self.outcome(number)

    def outcome(self, number):
        before, after = Rate(0.4, Interval(0.3, 0.5)), Rate(0.3, Interval(0.2, 0.4))
        difference = Difference(-0.1, Interval(-0.2, -0.05), 0.01)
        return Outcome(
            self.model,
            number,
            0.1,
            60.0,
            is_complete=number == 10,
            judged=(Judged("held-out", 1, 2, before, after, difference),),
            changes=(Changed("c0", "one two", "one too", "one two", 1),),
            kept=self.kept,
            reason="" if self.kept else "Your own sentences are not heard better.",
        )


def planned_run(folder, model, write_audio):
    """A run in a folder of its own, with one held-out clip."""
    made = save_plan(new_folder(folder / "runs"), Plan("fine-tune", "Mine", str(model)))
    sound = write_audio(folder / "c0.wav", 1.0)
    write_manifest(made.held_out, [Clip("c0", sound, 1.0, "one two")])
    return made


def reach(qtbot, training, state):
    """Wait until a training is in a state."""
    qtbot.waitUntil(lambda: training.state == state)


class Silence:
    """A loudspeaker's clip player that only remembers what it was asked to play."""

    def __init__(self):
        self.played = []
        self.player = self

    def toggle(self, clip):
        self.played.append(clip.id)

    def pause(self):
        pass


def write_set(folder, write_audio, n=6, texts=None, name="set"):
    """Write a data set of small clips, whose texts may be other ones."""
    rows = []
    for i in range(n):
        write_audio(folder / name / f"{i}.wav", 1.5, seed=i)
        text = (texts or {}).get(i, f"word {'abcdefgh'[i]}")
        rows.append({"id": f"c{i}", "audio": f"{i}.wav", "text": text})
    path = folder / name / "list.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path
