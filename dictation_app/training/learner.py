"""A network, its optimizer and its place in the data: one step at a time."""

import math
from collections import defaultdict
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import asdict, dataclass, replace
from typing import Any

import torch
from torch import nn
from torch.optim import Optimizer

from dictation_app.errors import TrainingError
from dictation_app.speech.model import DeepSpeech2
from dictation_app.training.batches import BatchReader
from dictation_app.training.configuration import OptimizerConfig, TrainingConfig
from dictation_app.training.distributed import Team
from dictation_app.training.hearing import ctc, disagreement
from dictation_app.training.muon import Muon
from dictation_app.training.precision import Arithmetic
from dictation_app.training.sampler import plan_epoch, share

_GATES = {nn.GRU: 3, nn.LSTM: 4}
"""Matrices that a recurrent layer stacks in one weight."""


@dataclass(frozen=True)
class Position:
    """How far a run has come.

    Attributes:
        step: steps taken.
        epoch: passes over the data that are complete.
        batch: batches of the present pass that are done.
        hours_seen: hours of audio heard.
        elapsed: seconds spent.
        epoch_loss: sum of the losses of the present pass.
        epoch_labels: labels these losses are of.
        best_wer: the lowest on dev, infinite before the first evaluation.
    """

    step: int = 0
    epoch: int = 0
    batch: int = 0
    hours_seen: float = 0.0
    elapsed: float = 0.0
    epoch_loss: float = 0.0
    epoch_labels: float = 0.0
    best_wer: float = math.inf


@dataclass(frozen=True)
class Orders:
    """What the leader wants with a step; all processes get to know it within the step.

    Attributes:
        learning_rate: of the step.
        progress: share of the run that is done.
        stop: whether to end after it; any process may say so.
        finish: whether to end after it, because the time is up.
        save: whether to write a checkpoint after it.
        evaluate: whether to try dev after it.
        watch: whether to decode the watched sentences after it.
    """

    learning_rate: float
    progress: float
    stop: bool = False
    finish: bool = False
    save: bool = False
    evaluate: bool = False
    watch: bool = False


@dataclass(frozen=True)
class Taken:
    """A step that was taken, all processes together.

    Attributes:
        orders: as agreed.
        loss: per character.
        gradient_norm: before clipping.
        blank_share: of the frames whose best label is the blank.
        n_infinite: clips whose text does not fit.
        seconds: of audio.
        shrunk: processes whose memory was too small, so that they took smaller parts.
    """

    orders: Orders
    loss: float
    gradient_norm: float
    blank_share: float
    n_infinite: int
    seconds: float
    shrunk: int


@dataclass
class _Sums:
    """What is added up over the parts of a step and over the processes."""

    loss: float = 0.0
    n_infinite: int = 0
    n_blank: int = 0
    n_frames: int = 0


class Learner:
    """Takes steps.

    Args:
        config: how.
        network: with its first weights.
        reader: of the clips.
        arithmetic: device and precision.
        team: the processes that share each step.
        blank: index of the blank label.
        short_first: epochs that go from short to long.
    """

    def __init__(
        self,
        config: TrainingConfig,
        network: DeepSpeech2,
        reader: BatchReader,
        arithmetic: Arithmetic,
        team: Team,
        *,
        blank: int,
        short_first: int,
    ) -> None:
        self.network = network.to(arithmetic.device).train()
        team.share_weights(self.network)
        self.averaged = deepcopy(self.network).eval().requires_grad_(False)
        self.position = Position()
        self._config = config
        self._reader = reader
        self._arithmetic = arithmetic
        self._team = team
        self._blank = blank
        self._short_first = short_first
        self._optimizers = _optimizers(
            self.network, config.optimizer, arithmetic.dtype, team
        )
        self._n_parts = config.run.accumulation
        self._frame_rate = config.features.sample_rate / config.features.hop
        self._plan: list[tuple[int, ...]] = []
        self._planned = -1

    @property
    def share_of_epoch(self) -> float:
        """Passes over the data that are done, the present one in part."""
        n_batches = len(self._batches())
        return self.position.epoch + self.position.batch / n_batches

    def step(self, orders: Orders) -> Taken:
        """Take one step; at its end the position is after it.

        Raises:
            TrainingError: not even one clip fits into the memory.
        """
        batch = self._batches()[self.position.batch]
        self.network.zero_grad(set_to_none=True)
        n_parts = self._n_parts
        sums = self._go_through(batch)
        self._team.add_gradients(self.network.parameters())
        seconds = self._seconds(batch)
        orders, sums, shrunk = self._agree(orders, sums, self._n_parts > n_parts)
        norm = self._move(orders.learning_rate)
        n_labels = sum(len(self._reader.examples[i].labels) for i in batch)
        self._advance(sums.loss, n_labels, seconds)
        return Taken(
            orders=orders,
            loss=sums.loss / n_labels,
            gradient_norm=norm,
            blank_share=sums.n_blank / max(1, sums.n_frames),
            n_infinite=sums.n_infinite,
            seconds=seconds,
            shrunk=shrunk,
        )

    def end_epoch(self) -> float | None:
        """Begin the next pass where one is complete: its loss, otherwise None."""
        place = self.position
        if place.batch < len(self._batches()):
            return None
        self.position = replace(
            place, epoch=place.epoch + 1, batch=0, epoch_loss=0.0, epoch_labels=0.0
        )
        return place.epoch_loss / max(1.0, place.epoch_labels)

    def state(self) -> dict[str, Any]:
        """All that a checkpoint must keep."""
        return {
            "position": asdict(self.position),
            "network": self.network.state_dict(),
            "averaged": self.averaged.state_dict(),
            "optimizers": [each.state_dict() for each in self._optimizers],
        }

    def load(self, state: dict[str, Any], *, same_batches: bool) -> None:
        """Go on from a checkpoint.

        Args:
            state: of it.
            same_batches: whether the data are as they were; otherwise the present
                pass begins again.

        Raises:
            TrainingError: it is of another network.
        """
        try:
            self.network.load_state_dict(state["network"])
            self.averaged.load_state_dict(state["averaged"])
            for each, kept in zip(self._optimizers, state["optimizers"], strict=True):
                each.load_state_dict(kept)
            self.position = Position(**state["position"])
        except (RuntimeError, KeyError, TypeError, ValueError) as error:
            raise TrainingError(
                "The checkpoint is of another network than the configuration: resume "
                "with the configuration that lies beside it."
            ) from error
        if not same_batches:
            self.position = replace(self.position, batch=0)

    def _batches(self) -> list[tuple[int, ...]]:
        """Batches of the present pass; the plan is a function of the pass's number."""
        epoch = self.position.epoch
        if self._planned != epoch:
            run = self._config.run
            self._plan = plan_epoch(
                self._reader.examples,
                epoch=epoch,
                seed=run.seed,
                batch_frames=run.batch_seconds * self._frame_rate / self._reader.times,
                short_first=epoch < self._short_first,
            )
            self._planned = epoch
        return self._plan

    def _go_through(self, batch: Sequence[int]) -> _Sums:
        """Add up the gradients of this process's share, in smaller parts if need be."""
        places = share(batch, self._team.rank, self._team.size)
        while True:
            try:
                return self._backward(batch, places)
            except torch.OutOfMemoryError as error:
                if self._n_parts >= len(places):
                    raise TrainingError(
                        "Not even one clip at a time fits into the GPU's memory: lower "
                        "data.longest, choose a smaller network or train on the CPU "
                        "(run.device)."
                    ) from error
            self._n_parts *= 2  # the step is the same, only slower
            self.network.zero_grad(set_to_none=True)
            if self._arithmetic.device.type == "cuda":
                torch.cuda.empty_cache()

    def _backward(self, batch: Sequence[int], places: Sequence[int]) -> _Sums:
        sums = _Sums()
        n_labels = sum(len(self._reader.examples[i].labels) for i in batch)
        place, consistency = self.position, self._config.optimizer.consistency
        _seed(self._config.run.seed, place.step, self._team.rank)
        for part in range(self._n_parts):
            mine = places[part :: self._n_parts]
            if not mine:
                break
            key = (place.epoch, place.batch)
            read = self._reader.read(batch, mine, key=key).to(self._arithmetic.device)
            with self._arithmetic.autocast():
                log_probs, lengths = self.network(read.features, read.lengths)
            losses = ctc(log_probs, lengths, read, self._blank)
            losses = losses.reshape(-1, self._reader.times).mean(1)
            aims = losses.sum()
            if consistency:
                aims = aims + consistency * disagreement(log_probs, lengths).sum()
            (aims / n_labels).backward()  # type: ignore[no-untyped-call]
            losses = losses.detach()
            sums.loss += float(losses.sum())
            sums.n_infinite += int((losses == 0).sum())
            heard = torch.arange(log_probs.shape[1], device=lengths.device)
            blank = log_probs.detach().argmax(-1) == self._blank
            sums.n_blank += int((blank & (heard < lengths[:, None])).sum())
            sums.n_frames += int(lengths.sum())
        return sums

    def _agree(
        self, orders: Orders, sums: _Sums, shrunk: bool
    ) -> tuple[Orders, _Sums, int]:
        """Add up what the processes saw; the leader's orders are everybody's."""
        leads = self._team.leads
        wishes: list[float] = [orders.learning_rate, orders.progress]
        wishes += [orders.finish, orders.save, orders.evaluate, orders.watch]
        mine = [float(wish) if leads else 0.0 for wish in wishes]
        mine += [sums.loss, sums.n_infinite, sums.n_blank, sums.n_frames]
        all_of_us = self._team.add([*mine, orders.stop, shrunk])
        rate, progress, finish, save, evaluate, watch, loss, *counts = all_of_us
        n_infinite, n_blank, n_frames, n_stop, n_shrunk = map(int, counts)
        return (
            Orders(
                learning_rate=rate,
                progress=progress,
                stop=n_stop > 0,
                finish=finish > 0,
                save=save > 0,
                evaluate=evaluate > 0,
                watch=watch > 0,
            ),
            _Sums(loss, n_infinite, n_blank, n_frames),
            n_shrunk,
        )

    def _move(self, learning_rate: float) -> float:
        """Move the weights and their average; not where the gradient is no number."""
        optimizer = self._config.optimizer
        norm = float(
            nn.utils.clip_grad_norm_(self.network.parameters(), optimizer.clip_norm)
        )
        if not math.isfinite(norm):
            return norm
        for each in self._optimizers:
            for group in each.param_groups:
                group["lr"] = learning_rate
            each.step()
        n = self.position.step
        memory = min(optimizer.ema_decay, (1 + n) / (10 + n))  # short at first
        averaged: list[torch.Tensor] = list(self.averaged.parameters())
        current: list[torch.Tensor] = list(self.network.parameters())
        with torch.no_grad():
            torch._foreach_lerp_(averaged, current, 1 - memory)
        return norm

    def _advance(self, loss: float, n_labels: int, seconds: float) -> None:
        place = self.position
        self.position = replace(
            place,
            step=place.step + 1,
            batch=place.batch + 1,
            hours_seen=place.hours_seen + seconds / 3600,
            epoch_loss=place.epoch_loss + (loss if math.isfinite(loss) else 0.0),
            epoch_labels=place.epoch_labels + n_labels,
        )

    def _seconds(self, batch: Sequence[int]) -> float:
        n_frames = sum(self._reader.examples[i].n_frames for i in batch)
        return n_frames * self._reader.times / self._frame_rate


def _optimizers(
    network: DeepSpeech2, config: OptimizerConfig, dtype: torch.dtype, team: Team
) -> tuple[Optimizer, ...]:
    """AdamW, or Muon for the hidden matrices and AdamW for the rest.

    Norms and biases are not pulled to zero.
    """
    labels = network.classifier[-1].weight  # each row is a label's, not a direction
    by_gates: dict[int, list[nn.Parameter]] = defaultdict(list)
    others: list[nn.Parameter] = []
    for module in network.modules():
        for parameter in module.parameters(recurse=False):
            is_hidden = parameter.ndim == 2 and parameter is not labels
            if config.name == "muon" and is_hidden:
                by_gates[_GATES.get(type(module), 1)].append(parameter)
            else:
                others.append(parameter)
    adamw = torch.optim.AdamW(
        [
            {
                "params": [p for p in others if p.ndim > 1],
                "weight_decay": config.weight_decay,
            },
            {"params": [p for p in others if p.ndim <= 1], "weight_decay": 0.0},
        ],
        lr=config.learning_rate,
        betas=(config.beta1, config.beta2),
        fused=True,
    )
    if not by_gates:
        return (adamw,)
    muon = Muon(
        by_gates.items(),
        lr=config.learning_rate,
        momentum=config.momentum,
        weight_decay=config.weight_decay,
        dtype=dtype,
        team=team,
    )
    return (muon, adamw)


def _seed(seed: int, step: int, rank: int) -> None:
    """Make dropout a function of the step, so that no generator need be saved."""
    torch.manual_seed((seed * 1_000_003 + step) * 1_000 + rank)
