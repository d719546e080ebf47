"""A run under way: what happens between two steps, and how it ends."""

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from dictation_app.errors import TrainingError
from dictation_app.speech.alphabet import Alphabet
from dictation_app.speech.store import ModelInfo
from dictation_app.training.checkpoint import save_checkpoint
from dictation_app.training.configuration import TrainingConfig
from dictation_app.training.diagnosis import Physician
from dictation_app.training.distributed import Team
from dictation_app.training.events import (
    CheckpointSaved,
    EpochDone,
    Evaluated,
    ModelExported,
    SentencesDecoded,
    StepDone,
    TrainEvent,
    TrainResult,
    Warned,
)
from dictation_app.training.export import History, export_model
from dictation_app.training.hearing import Listener
from dictation_app.training.learner import Learner, Orders, Taken
from dictation_app.training.learning_curve import learning_curve
from dictation_app.training.material import Material
from dictation_app.training.metrics_log import MetricsLog, read_metrics
from dictation_app.training.pace import Pace, fade
from dictation_app.training.schedule import learning_rate

CHECKPOINTS, MODEL, BEST = "checkpoints", "model", "best"


class Run:
    """A run under way: what it does between the steps.

    Args:
        config: of the run.
        output: its folder.
        learner: who takes the steps.
        listener: who tries dev.
        material: what is heard.
        alphabet: the labels.
        team: the processes that share the work.
        clock: seconds.
        parent: the model it began as, or None.
        resumed: whether a checkpoint of this step lies on the disk.
    """

    def __init__(
        self,
        config: TrainingConfig,
        output: Path,
        learner: Learner,
        listener: Listener,
        material: Material,
        alphabet: Alphabet,
        team: Team,
        clock: Callable[[], float],
        parent: ModelInfo | None,
        *,
        resumed: bool,
    ) -> None:
        self.learner = learner
        self._config = config
        self._output = output
        self._listener = listener
        self._material = material
        self._alphabet = alphabet
        self._team = team
        self._parent = parent
        self._physician = Physician(warm=parent is not None)
        self._pace = Pace(config.run, learner.position.elapsed, clock)
        self._last: Evaluated | None = None
        self._train_loss: float | None = None
        self._stopped = self._time_is_up = False
        self._saved = learner.position.step if resumed else -1
        self._log: MetricsLog | None = None
        if team.leads:
            self._log = MetricsLog(
                output,
                step=learner.position.step,
                tensorboard=self._config.run.tensorboard,
            )

    @property
    def is_over(self) -> bool:
        """Whether a limit is reached, or somebody stopped it."""
        return self._stopped or self._is_complete

    @property
    def _is_complete(self) -> bool:
        learner = self.learner
        passes = learner.share_of_epoch
        return self._time_is_up or self._pace.reached(learner.position, passes)

    def orders(self, *, stop: bool) -> Orders:
        """What is to be done with and after the next step."""
        run, place = self._config.run, self.learner.position
        progress = self._pace.progress(place, self.learner.share_of_epoch)
        rate = learning_rate(self._config.optimizer, place.step, progress)
        dev = bool(self._material.chosen)
        return Orders(
            learning_rate=rate,
            progress=progress,
            stop=stop,
            finish=self._pace.time_is_up,
            save=self._pace.is_due("save", 60 * run.checkpoint_minutes),
            evaluate=dev and self._pace.is_due("evaluate", 60 * run.evaluation_minutes),
            watch=dev and self._pace.is_due("watch", run.watch_seconds),
        )

    def tell(self, events: Iterable[TrainEvent]) -> Iterator[TrainEvent]:
        """Log events and pass them on."""
        for event in events:
            if self._log is not None:
                self._log.write(event)
            yield event

    def step_events(self, taken: Taken) -> Iterator[TrainEvent]:
        """What a step and perhaps the end of an epoch have to tell."""
        learner, place = self.learner, self.learner.position
        share = learner.share_of_epoch
        loss = learner.end_epoch()
        self._stopped = taken.orders.stop
        self._time_is_up = taken.orders.finish
        self._train_loss = fade(self._train_loss, taken.loss)
        learner.position = replace(learner.position, elapsed=self._pace.elapsed)
        self._pace.count(taken.seconds, learner.position, share)
        done = StepDone(
            step=place.step,
            epoch=place.epoch + 1,
            progress=self._pace.share,
            loss=taken.loss,
            learning_rate=taken.orders.learning_rate,
            gradient_norm=taken.gradient_norm,
            blank_share=taken.blank_share,
            n_infinite=taken.n_infinite,
            seconds=taken.seconds,
            hours_seen=place.hours_seen,
            speed=self._pace.speed,
            remaining=self._pace.remaining,
        )
        yield done
        yield from self._physician.see_step(done)
        if taken.shrunk:
            yield _memory_warning(place.step)
        if self._physician.is_hopeless:
            raise TrainingError(
                "The training stopped: no step could be taken for a while, because the "
                "loss is no number. The last checkpoint is intact; go on from the model "
                "folder with --from and a third of the learning rate."
            )
        if loss is not None:
            yield EpochDone(place.epoch + 1, place.step, loss)

    def watch(self) -> Iterator[TrainEvent]:
        """Decode the watched sentences."""
        if self._team.leads:
            sentences = self._listener.decode(
                self.learner.averaged, self._material.watched
            )
            yield SentencesDecoded(self.learner.position.step, sentences)

    def evaluate(self) -> Iterator[TrainEvent]:
        """Try the averaged weights on dev and export them."""
        learner, place = self.learner, self.learner.position
        score = self._listener.score(
            learner.averaged, self._material.chosen, self._team
        )
        wer = score.words.rate
        self._last = Evaluated(
            step=place.step,
            hours_seen=place.hours_seen,
            wer=wer,
            cer=score.characters.rate,
            loss=score.loss / max(1, score.n_labels),
            train_loss=self._train_loss or 0.0,
            blank_share=score.n_blank / max(1, score.n_frames),
            wer_by_corpus={name: e.rate for name, e in score.by_corpus.items()},
            is_best=wer < place.best_wer,
        )
        learner.position = replace(place, best_wer=min(wer, place.best_wer))
        yield self._last
        yield from self._physician.see_evaluation(self._last)
        yield from self._export(MODEL)
        if self._last.is_best:
            yield from self._export(BEST)

    def save(self) -> Iterator[TrainEvent]:
        """Write a checkpoint, unless this step has one."""
        step = self.learner.position.step
        if not self._team.leads or step == self._saved:
            return
        state = self.learner.state()
        state |= {"fingerprint": self._material.fingerprint}
        path = save_checkpoint(self._output / CHECKPOINTS, step, state)
        self._saved = step
        yield CheckpointSaved(step, path)

    def finish(self) -> Iterator[TrainEvent]:
        """Save, then try and export the last weights."""
        yield from self.save()
        if self._last is None or self._last.step != self.learner.position.step:
            if self._material.chosen and not self._stopped:
                yield from self.watch()
                yield from self.evaluate()
            else:
                yield from self._export(MODEL)
        self._saved = -1  # the best WER may have changed
        yield from self.save()

    def close(self) -> None:
        """Finish the log."""
        if self._log is not None:
            self._log.close()

    def save_unheard(self) -> None:
        """Write a checkpoint when nobody listens any more."""
        for _ in self.save():
            pass

    def result(self) -> TrainResult:
        """How the run ended."""
        place, output = self.learner.position, self._output
        found = math.isfinite(place.best_wer)
        return TrainResult(
            step=place.step,
            hours_seen=place.hours_seen,
            seconds=place.elapsed,
            best_wer=place.best_wer if found else None,
            model=output / MODEL,
            best=output / BEST if found else None,
            is_complete=self._is_complete,
        )

    def _export(self, name: str) -> Iterator[TrainEvent]:
        if not self._team.leads:
            return
        place, last = self.learner.position, self._last
        fresh = last if last is not None and last.step == place.step else None
        history = History(
            step=place.step,
            hours_seen=place.hours_seen,
            corpora=self._material.corpora,
            wer=fresh.wer if fresh else None,
            cer=fresh.cer if fresh else None,
            curve=learning_curve(read_metrics(self._output)),
        )
        folder = self._output / name
        export_model(
            folder,
            self.learner.averaged,
            self._config,
            self._alphabet,
            history,
            self._parent,
        )
        yield ModelExported(place.step, folder)


def _memory_warning(step: int) -> Warned:
    return Warned(
        "GPU memory",
        "The GPU ran out of memory: the batch is now gone through in halves. The result "
        "is the same, only slower.",
        "A smaller run.batch_seconds or data.longest avoids it.",
        step,
    )
