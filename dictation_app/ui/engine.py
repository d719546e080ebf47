"""The recogniser of the window: loaded after the start, exchanged when settings change."""

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from dictation_app.transcript import Notice
from dictation_app.ui import loading
from dictation_app.ui.job import Job
from dictation_app.ui.loading import Loaded

if TYPE_CHECKING:
    from dictation_app.speech.architecture import DecodingOptions
    from dictation_app.speech.store import ModelInfo

logger = logging.getLogger(__name__)


class Engine(QObject):
    """Has a recogniser, or is about to; the old one serves until the new one is ready."""

    began = Signal()
    """Loading began."""
    ready = Signal(object)
    """The Loaded that is used from now on."""
    failed = Signal(str)
    """No recogniser: one sentence why."""
    noticed = Signal(str)
    settled = Signal()
    """The first load has ended, well or not: the processor is free for what can wait."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.loaded: Loaded | None = None
        self._job: Job | None = None
        self._next: Callable[[], Job] | None = None
        self._is_stopped = False
        self._is_settled = False

    def load(
        self,
        choose: Callable[[], "ModelInfo"],
        *,
        device: str,
        options: Callable[["ModelInfo"], "DecodingOptions"],
    ) -> None:
        """Load a model in the background; `choose` is called there too."""
        self._begin(
            lambda: Job(lambda: loading.load(choose, device=device, options=options))
        )

    def search_with(self, options: Callable[["ModelInfo"], "DecodingOptions"]) -> None:
        """Search with other options; the network stays."""
        loaded = self.loaded
        if loaded is not None:
            self._begin(
                lambda: Job(lambda: loading.rewire(loaded, options(loaded.info)))
            )

    def _begin(self, make: Callable[[], Job]) -> None:
        """Start a job, or let it follow the one that runs; only the last one counts."""
        if self._job is not None:
            self._next = make
            return
        self._job = make()
        self._job.progressed.connect(self._pass_on)
        self._job.succeeded.connect(self._take)
        self._job.failed.connect(self._fail)
        self._job.finished.connect(self._finish)
        self.began.emit()
        self._job.start()

    @Slot(object)
    def _pass_on(self, notice: Notice) -> None:
        self.noticed.emit(notice.message)

    @Slot(object)
    def _take(self, loaded: Loaded) -> None:
        if self._is_stopped:  # it was on its way; nobody may begin anything with it
            return
        self.loaded = loaded
        logger.info("the model %s is ready after %.1f s", loaded.info.name, loaded.took)
        self.ready.emit(loaded)

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        self.failed.emit(str(error))

    @Slot()
    def _finish(self) -> None:
        self._job = None
        make, self._next = self._next, None
        if make is not None:
            self._begin(make)
        elif not (self._is_settled or self._is_stopped):
            self._is_settled = True
            self.settled.emit()

    def stop(self) -> None:
        """End the work; the window calls it before it closes."""
        self._is_stopped = True
        self._next = None
        if self._job is not None:
            self._job.stop()
