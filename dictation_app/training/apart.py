"""Long work in a process of its own, so that the caller's threads are never held up.

A thread that computes shares Python's lock with the window; a process does not.
"""

import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Generator
from contextlib import closing, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

from dictation_app.errors import DictationError, TrainingError

logger = logging.getLogger(__name__)

R = TypeVar("R")
Work = Callable[..., Generator[Any, None, R]]
"""A function of a module; its last argument says when to end early."""

_GLANCE = 0.1
"""Seconds between two looks at whether the caller still wants it."""
_END, _CLOSE = "end", "close"


@dataclass(frozen=True)
class _Result:
    """What the work returned."""

    value: Any


@dataclass(frozen=True)
class _Failure:
    """Why the work failed."""

    error: DictationError


def apart(
    work: Work[R],
    *arguments: Any,
    stop: Callable[[], bool] = lambda: False,
    has_nothing_to_save: Callable[[object], bool] = lambda step: False,
    niceness: int = 5,
) -> Generator[Any, None, R]:
    """Run a generator in another process; yields what it yields, and None in between.

    Closing this closes the generator there, and waits for that, unless it has nothing to
    save. If the caller dies, it is closed too.

    Args:
        work: makes the generator from the arguments and a `stop`.
        arguments: of it; they go to the process as copies.
        stop: asked ten times a second whether to end early.
        has_nothing_to_save: asked at closing of the last step that was told, None for
            none; where it says yes the process is ended in the middle of the next.
        niceness: how far the process gives way to others, 0 to 19.

    Raises:
        DictationError: as the work does, or the process died.
    """
    context = multiprocessing.get_context("spawn")
    line, end = context.Pipe()
    process = context.Process(
        target=_work, args=(work, arguments, end, niceness), name="training-apart"
    )
    process.start()
    end.close()
    told = False
    said: object = None
    try:
        while True:
            if not told and stop():
                told = True
                _send(line, _END)
            if not line.poll(_GLANCE):
                yield None
                continue
            said = _receive(line)
            if isinstance(said, _Result):
                value: R = said.value
                return value
            yield said
    finally:
        if has_nothing_to_save(said):
            process.kill()
        _dismiss(line, process)


def _dismiss(line: Connection, process: BaseProcess) -> None:
    """Ask the process to close its work, hear it out, and wait for it."""
    _send(line, _CLOSE)
    with suppress(EOFError, OSError):
        while True:
            line.recv()  # a full pipe would hold it up
    process.join()
    line.close()


def _receive(line: Connection) -> object:
    """What the process says next; its failure is raised."""
    try:
        said = line.recv()
    except (EOFError, OSError):
        raise TrainingError(
            "The process that did this ended unexpectedly; perhaps the memory ran out. "
            "What was saved is intact: try again."
        ) from None
    if isinstance(said, _Failure):
        raise said.error
    return said


def _work(
    work: Work[Any], arguments: tuple[Any, ...], line: Connection, niceness: int
) -> None:
    """Be the process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the caller's concern
    # Threads that wait for one another must not spin: on a busy machine the one that is
    # waited for has no core then. Forty seconds of sound that were not heard after 150 s
    # were so after 9 s, at a load of ten on two cores.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # read when torch is loaded
    if niceness and hasattr(os, "nice"):
        os.nice(niceness)
    ended, closed = threading.Event(), threading.Event()
    threading.Thread(target=_listen, args=(line, ended, closed), daemon=True).start()
    try:
        result = _run(work(*arguments, ended.is_set), line, closed)
        _send(line, _Result(result))
    except DictationError as error:
        _send(line, _Failure(error))
    except Exception as error:  # the border of the process
        logger.warning("work in a process failed", exc_info=True)
        text = f"This failed unexpectedly ({type(error).__name__}: {error})."
        _send(line, _Failure(TrainingError(text)))
    line.close()


def _run(
    steps: Generator[Any, None, Any], line: Connection, closed: threading.Event
) -> Any:
    with closing(steps):
        while not closed.is_set():
            try:
                step = next(steps)
            except StopIteration as end:
                return end.value
            _send(line, step)
    return None


def _listen(line: Connection, ended: threading.Event, closed: threading.Event) -> None:
    """Wait for the word to end or to close, or for the caller's death."""
    # Closed by its own process in the middle of a read, a line knows no number any more.
    with suppress(EOFError, OSError, TypeError):
        while line.recv() == _END:
            ended.set()
    closed.set()


def _send(line: Connection, what: object) -> None:
    with suppress(OSError):  # the other side is gone
        line.send(what)
