"""Train in processes of their own: several share the steps, and the caller stays free.

On a CPU several processes of one thread each train faster than one with as many threads:
most of a recurrent layer's work is too small to be divided.
"""

import logging
import multiprocessing
import os
import signal
import tempfile
import threading
import traceback
from collections.abc import Callable, Generator, Iterable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import cast

from dictation_app.errors import DictationError, TrainingError
from dictation_app.training.events import TrainEvent, TrainResult
from dictation_app.training.trainer import TrainingRequest, train

logger = logging.getLogger(__name__)

_GLANCE = 0.2
"""Seconds between two looks at whether to stop."""


@dataclass(frozen=True)
class Crew:
    """How the processes are to work.

    Attributes:
        size: how many.
        threads: of each.
        niceness: how far they give way to other programs, 0 to 19.
    """

    size: int = 1
    threads: int = 1
    niceness: int = 0


@dataclass(frozen=True)
class _Failure:
    """Why a process gave up, for the caller.

    Attributes:
        error: for the user.
        trace: where it happened; empty for what a user may meet.
    """

    error: DictationError
    trace: str = ""


def train_in_processes(
    request: TrainingRequest,
    crew: Crew,
    *,
    stop: Callable[[], bool] = lambda: False,
) -> Generator[TrainEvent, None, TrainResult]:
    """Train as `train` does, in processes of this machine.

    Closing the generator, or a `stop` that says yes, ends all of them with a checkpoint.
    If the caller dies, they save and end too.

    Raises:
        DictationError: as `train` does, or a process died.
    """
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory(prefix="dictation-") as folder:
        lines: list[Connection] = []
        workers: list[BaseProcess] = []
        try:
            for rank in range(crew.size):
                line, end = context.Pipe()
                worker = context.Process(
                    target=_work,
                    args=(request, crew, rank, Path(folder) / "meeting", end),
                    name=f"training-{rank}",
                )
                worker.start()
                end.close()
                lines.append(line)
                workers.append(worker)
            return (yield from _relay(lines, workers, stop))
        finally:
            _dismiss(lines, workers)


def _relay(
    lines: list[Connection], workers: list[BaseProcess], stop: Callable[[], bool]
) -> Generator[TrainEvent, None, TrainResult]:
    """Pass on what the leader tells, until it has the result."""
    told = False
    open_lines = list(lines)
    strange: _Failure | None = None
    while open_lines:
        if not told and stop():
            _tell_stop(lines)
            told = True
        for line in cast("list[Connection]", wait(open_lines, _GLANCE)):
            try:
                said = line.recv()
            except (EOFError, OSError):
                rank = lines.index(line)
                workers[rank].join()
                if rank > 0 and workers[rank].exitcode == 0:
                    open_lines.remove(line)  # done before the leader, as is usual
                    continue
                raise _death(workers[rank]) from None
            if isinstance(said, _Failure):
                if not said.trace:
                    raise said.error
                logger.warning("a training process failed: %s", said.trace)
                strange = strange or said  # perhaps only because another one failed
                open_lines.remove(line)
                continue
            if isinstance(said, TrainResult):
                return said
            yield said
    raise strange.error if strange else _death(workers[0])


def _dismiss(lines: list[Connection], workers: list[BaseProcess]) -> None:
    """Ask all to save and end, hear them out, and wait for them."""
    _tell_stop(lines)
    for line in lines:
        with suppress(EOFError, OSError):
            while True:
                line.recv()  # a full pipe would hold the leader up
    for worker in workers:
        worker.join()
    for line in lines:
        line.close()


def _tell_stop(lines: Iterable[Connection]) -> None:
    for line in lines:
        with suppress(OSError):
            line.send(None)


def _death(worker: BaseProcess) -> TrainingError:
    code = worker.exitcode
    how = f"signal {-code}" if code is not None and code < 0 else f"code {code}"
    return TrainingError(
        f"A process of the training ended unexpectedly ({how}); perhaps the memory ran "
        "out. The last checkpoint is intact: go on with --resume and fewer --processes."
    )


def _work(
    request: TrainingRequest, crew: Crew, rank: int, meeting: Path, line: Connection
) -> None:
    """Be one of the processes."""
    import torch

    from dictation_app.training.distributed import join_by_file
    from dictation_app.training.precision import keep_memory

    logging.getLogger().addHandler(logging.NullHandler())  # the caller tells
    stopped = threading.Event()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the caller's concern
    signal.signal(signal.SIGTERM, lambda *_: stopped.set())
    threading.Thread(target=_listen, args=(line, stopped), daemon=True).start()
    os.environ["LOCAL_RANK"] = str(rank)
    torch.set_num_threads(crew.threads)
    keep_memory()
    if crew.niceness and hasattr(os, "nice"):
        os.nice(crew.niceness)
    try:
        team = join_by_file(meeting, rank, crew.size)
        steps = train(request, team=team, stop=stopped.is_set)
        result = _send_all(steps, line if team.leads else None)
        if team.leads:
            _send(line, result)
        team.leave()
    except DictationError as error:
        _send(line, _Failure(error))
    except Exception as error:  # the border of the process
        logger.debug("a training process failed", exc_info=True)
        text = f"The training failed unexpectedly ({type(error).__name__}: {error})."
        _send(line, _Failure(TrainingError(text), traceback.format_exc()))


def _send_all(
    steps: Generator[TrainEvent, None, TrainResult], line: Connection | None
) -> TrainResult:
    while True:
        try:
            event = next(steps)
        except StopIteration as end:
            result: TrainResult = end.value
            return result
        if line is not None:
            _send(line, event)


def _send(line: Connection, what: object) -> None:
    with suppress(OSError):  # the caller is gone; the run saves and ends
        line.send(what)


def _listen(line: Connection, stopped: threading.Event) -> None:
    """Wait for the word to stop, or for the caller's death."""
    with suppress(EOFError, OSError):
        line.recv()
    stopped.set()
