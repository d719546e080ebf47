"""What the commands that train share: stopping politely, and telling how it goes."""

import signal
import sys
import time
from typing import TYPE_CHECKING, Any, TextIO

from dictation_app.cli.meter import Meter

if TYPE_CHECKING:
    from dictation_app.training.events import (
        DataSelected,
        Evaluated,
        StepDone,
        TrainEvent,
    )

_LINE_EVERY = 30.0
"""Seconds between lines where nobody watches the meter, as in a log file."""


class StopSignal:
    """Says yes once Ctrl+C or a polite kill has come; a second Ctrl+C ends at once."""

    def __init__(self) -> None:
        self._stopped = False
        self._before: dict[int, Any] = {}

    def __enter__(self) -> "StopSignal":
        for number in (signal.SIGINT, signal.SIGTERM):
            self._before[number] = signal.signal(number, self._note)
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def __call__(self) -> bool:
        """Whether it has come."""
        return self._stopped

    def _note(self, number: int, _frame: Any) -> None:
        self._stopped = True
        signal.signal(number, signal.SIG_DFL)
        print("\nstopping after this step, saving …", file=sys.stderr, flush=True)


class Teller:
    """Puts events into lines, and steps into the meter."""

    def __init__(self, meter: Meter, file: TextIO | None = None) -> None:
        self._meter = meter
        self._file = file
        self._told = float("-inf")

    def show(self, event: "TrainEvent") -> None:
        """Tell of one event."""
        from dictation_app.training import events

        match event:
            case events.StepDone():
                self._step(event)
            case events.FeaturesRead():
                share = event.n_done / max(1, event.n_clips)
                self._meter.show(f"reading {event.name}", share)
            case events.DataSelected():
                self.say(_data(event))
            case events.RunStarted():
                start = f"step {event.step}" if event.step else "the beginning"
                parent = f" with {event.parent}" if event.parent else ""
                self.say(
                    f"from {start}{parent}: {event.n_parameters:,} parameters, "
                    f"{event.device}, {event.precision}, {event.n_processes} processes"
                )
            case events.Evaluated():
                self.say(_evaluated(event))
            case events.SentencesDecoded():
                for sentence in event.sentences:
                    self.say(f"    {sentence.reference}\n  → {sentence.hypothesis}")
            case events.EpochDone():
                self.say(f"epoch {event.epoch} done, loss {event.loss:.3f}")
            case events.CheckpointSaved():
                self.say(f"saved step {event.step}")
            case events.Warned():
                self.say(f"note: {event.message} {event.remedy}")

    def _step(self, step: "StepDone") -> None:
        what = (
            f"step {step.step}, epoch {step.epoch}: loss {step.loss:.2f}, "
            f"{step.hours_seen:.2f} h heard, {step.speed:.0f}× real time"
        )
        self._meter.show(what, step.progress, step.remaining)
        if not sys.stderr.isatty() and time.monotonic() - self._told > _LINE_EVERY:
            self._told = time.monotonic()
            rate, norm = step.learning_rate, step.gradient_norm
            left = f"{100 * step.progress:.1f} %, {step.remaining / 60:.0f} min left"
            self.say(f"{what}, rate {rate:.1e}, gradient {norm:.2f}, {left}")

    def say(self, text: str) -> None:
        """Put a line above the meter."""
        self._meter.clear()
        print(f"{time.strftime('%H:%M:%S')} {text}", file=self._file, flush=True)


def _data(data: "DataSelected") -> str:
    text = (
        f"{data.n_clips} clips, {data.hours:.2f} hours, {data.n_speakers} speakers; "
        f"{data.hours_an_epoch:.2f} hours heard in an epoch; {data.n_dev} clips of dev"
    )
    if data.left_out:
        reasons = ", ".join(f"{n} {why}" for why, n in data.left_out.items())
        text += f"\n         left out: {reasons}"
    return text


def _evaluated(event: "Evaluated") -> str:
    corpora = ", ".join(
        f"{name} {100 * wer:.1f}" for name, wer in event.wer_by_corpus.items()
    )
    best = " (best)" if event.is_best else ""
    return (
        f"step {event.step}, {event.hours_seen:.2f} h: WER {100 * event.wer:.2f} %{best}, "
        f"CER {100 * event.cer:.2f} %, loss {event.loss:.3f}; by corpus: {corpora}"
    )
