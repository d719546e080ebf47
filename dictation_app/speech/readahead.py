"""Work done ahead in a thread, so that the next stage never waits for the one before."""

import queue
import threading
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")

_END = object()


class ReadAhead(Generic[T]):
    """Iterate over `items` in a thread of its own, at most `n_ahead` items ahead.

    Iterating yields the items, and None whenever nothing came for `patience` seconds,
    so that the consumer can show progress or be stopped. An error of the iterable is
    raised where the items are taken. `close` ends the thread.
    """

    def __init__(
        self, items: Iterable[T], *, n_ahead: int = 64, patience: float = 0.1
    ) -> None:
        self._items = items
        self._patience = patience
        self._queue: queue.Queue[object] = queue.Queue(n_ahead)
        self._closed = threading.Event()
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="read-ahead")
        self._thread.start()

    def __iter__(self) -> Iterator[T | None]:
        while True:
            try:
                item = self._queue.get(timeout=self._patience)
            except queue.Empty:
                yield None
                continue
            if item is _END:
                break
            yield item  # type: ignore[misc]  # only items of T and _END are put in
        if self._error is not None:
            raise self._error

    def close(self) -> None:
        """Stop reading and wait for the thread; at most one item is still worked on."""
        self._closed.set()
        self._thread.join()

    def _run(self) -> None:
        try:
            for item in self._items:
                if not self._put(item):
                    return
        except BaseException as error:  # noqa: BLE001 - raised again in __iter__
            self._error = error
        finally:
            close = getattr(self._items, "close", None)
            if close is not None:  # a generator's files are closed in its own thread
                close()
        self._put(_END)

    def _put(self, item: object) -> bool:
        while not self._closed.is_set():
            try:
                self._queue.put(item, timeout=0.05)
            except queue.Full:
                continue
            return True
        return False
