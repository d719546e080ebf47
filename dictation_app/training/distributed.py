"""Processes that share each step: on one machine or many, by torch.distributed.

Every process goes through its share of the global batch; then the gradients are added up
and all take the same step. They are added once a step, in one piece, and not by
DistributedDataParallel's hooks within the backward pass: a GPU that runs out of memory
can then try again in smaller parts while the others wait, and on CPUs, where nothing
would overlap, one large message is faster than many small ones.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import torch
import torch.distributed as dist
from torch import Tensor, nn
from torch._C._distributed_c10d import FileStore

from dictation_app.errors import TrainingError

_PATIENCE = timedelta(
    hours=12
)  # a peer that dies is noticed at once; one at work is not


class Team:
    """All processes of a run; alone by default.

    Attributes:
        rank: number of this process.
        size: how many there are.
    """

    def __init__(self, rank: int = 0, size: int = 1) -> None:
        self.rank = rank
        self.size = size

    @property
    def leads(self) -> bool:
        """Whether this process decides, saves and tells."""
        return self.rank == 0

    def add_gradients(self, parameters: Iterable[nn.Parameter]) -> None:
        """Give every process the sum of all gradients."""
        if self.size == 1:
            return
        parameters = list(parameters)
        flat = torch.cat([_gradient(item).flatten() for item in parameters])
        dist.all_reduce(flat)
        sizes = [item.numel() for item in parameters]
        for item, part in zip(parameters, torch.split(flat, sizes), strict=True):
            item.grad = part.view_as(item)

    def divide(self, work: Callable[[Tensor], Tensor], items: Tensor) -> Tensor:
        """Do something to each item; every process does its share and gets them all.

        Args:
            work: takes and gives (items, ...), each item by itself.
            items: the same in every process.

        Returns:
            What came out; in float32 if several did it, which gloo adds up quicker.
        """
        if self.size == 1:
            return work(items)
        done = torch.zeros_like(items, dtype=torch.float32)
        mine = items[self.rank :: self.size]
        if len(mine):
            done[self.rank :: self.size] = work(mine).float()
        dist.all_reduce(done)  # a sum with zeros is exact
        return done

    def add(self, values: Sequence[float]) -> list[float]:
        """Give every process the sums of the processes' numbers."""
        if self.size == 1:
            return list(values)
        sums = torch.tensor(values, dtype=torch.float64)
        dist.all_reduce(sums)
        return [float(value) for value in sums]

    def gather(self, value: Any) -> list[Any]:
        """Give every process all processes' values, by rank."""
        if self.size == 1:
            return [value]
        values: list[Any] = [None] * self.size
        dist.all_gather_object(values, value)
        return values

    def wait(self) -> None:
        """Wait until every process is here."""
        if self.size > 1:
            dist.barrier()

    def share_weights(self, network: nn.Module) -> None:
        """Give every process the leader's weights."""
        if self.size > 1:
            for tensor in network.state_dict().values():
                dist.broadcast(tensor, 0)

    def leave(self) -> None:
        """Take leave of the others."""
        if self.size > 1 and dist.is_initialized():
            dist.destroy_process_group()


def join_by_environment() -> Team:
    """Join the processes that torchrun started; alone where it started none.

    Raises:
        TrainingError: the others cannot be reached.
    """
    size = int(os.environ.get("WORLD_SIZE", "1"))
    if size == 1:
        return Team()
    return _join(int(os.environ["RANK"]), size, init_method="env://")


def join_by_file(path: Path, rank: int, size: int) -> Team:
    """Join processes of this machine that meet at a file.

    Raises:
        TrainingError: the others cannot be reached.
    """
    if size == 1:
        return Team()
    if os.name == "posix":  # no look-up of this machine's name, which may fail
        os.environ.setdefault("GLOO_SOCKET_IFNAME", _loopback())
    return _join(rank, size, store=FileStore(str(path), size))


def local_rank() -> int:
    """Number of this process among those of its machine."""
    return int(os.environ.get("LOCAL_RANK", "0"))


def _join(rank: int, size: int, **how: Any) -> Team:
    backend = "cpu:gloo,cuda:nccl" if torch.cuda.is_available() else "gloo"
    try:
        dist.init_process_group(
            backend, rank=rank, world_size=size, timeout=_PATIENCE, **how
        )
    except (RuntimeError, ValueError) as error:
        raise TrainingError(
            f"The {size} processes of this run cannot reach each other ({error}): check "
            "torchrun's options, or start with --processes 1."
        ) from error
    return Team(rank, size)


def _gradient(parameter: nn.Parameter) -> Tensor:
    return torch.zeros_like(parameter) if parameter.grad is None else parameter.grad


def _loopback() -> str:
    return "lo" if Path("/sys/class/net/lo").exists() else "lo0"
