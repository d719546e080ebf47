"""What a run told, kept beside it: metrics.jsonl, and TensorBoard's logs if installed."""

import json
import logging
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from dictation_app.training.events import (
    EpochDone,
    Evaluated,
    SentencesDecoded,
    StepDone,
    TrainEvent,
    Warned,
)

logger = logging.getLogger(__name__)

METRICS = "metrics.jsonl"
_LOGGED = (StepDone, SentencesDecoded, EpochDone, Evaluated, Warned)


class MetricsLog:
    """Writes events as they happen.

    Args:
        folder: of the run.
        step: at which the run goes on; what an interrupted run told of later steps is
            taken out, because they come again.
        tensorboard: whether to write its logs too.
    """

    def __init__(self, folder: Path, *, step: int, tensorboard: bool) -> None:
        path = folder / METRICS
        kept = [row for row in read_metrics(folder) if row.get("step", 0) <= step]
        with path.open("w", encoding="utf-8") as file:
            file.writelines(_line(row) for row in kept)
        self._file = path.open("a", encoding="utf-8", buffering=1)
        self._writer = _open_writer(folder, step) if tensorboard else None

    def write(self, event: TrainEvent) -> None:
        """Keep an event, if it is one of those that are kept."""
        if not isinstance(event, _LOGGED):
            return
        self._file.write(_line({"event": type(event).__name__, **asdict(event)}))
        if self._writer is not None:
            for name, value in _scalars(event):
                self._writer.add_scalar(name, value, event.step)

    def close(self) -> None:
        """Finish both."""
        self._file.close()
        if self._writer is not None:
            self._writer.close()


def read_metrics(folder: Path) -> list[dict[str, Any]]:
    """The events of a run; a line cut off by a crash is left out."""
    rows: list[dict[str, Any]] = []
    with suppress(OSError), (folder / METRICS).open(encoding="utf-8") as file:
        for line in file:
            with suppress(ValueError):
                rows.append(json.loads(line))
    return rows


def _line(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False) + "\n"


def _scalars(event: TrainEvent) -> Iterator[tuple[str, float]]:
    match event:
        case StepDone():
            yield "loss/train", event.loss
            yield "learning rate", event.learning_rate
            yield "gradient norm", event.gradient_norm
            yield "blank share", event.blank_share
            yield "speed", event.speed
        case Evaluated():
            yield "loss/dev", event.loss
            yield "WER", event.wer
            yield "CER", event.cer
            for corpus, wer in event.wer_by_corpus.items():
                yield f"WER by corpus/{corpus}", wer


def _open_writer(folder: Path, step: int) -> Any:
    try:
        from torch.utils.tensorboard import SummaryWriter
    except ImportError:
        logger.info("tensorboard is not installed: no logs for it")
        return None
    return SummaryWriter(str(folder / "tensorboard"), purge_step=step + 1)
