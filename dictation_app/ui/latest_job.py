"""Work that may be begun anew before it is done: only the last one counts."""

from PySide6.QtCore import QObject, Signal, Slot

from dictation_app.ui.job import Job, Task


class LatestJob(QObject):
    """Runs one job after the other; a job that was overtaken is asked to end.

    Nothing here waits but `stop`.
    """

    progressed = Signal(object)
    succeeded = Signal(object)
    failed = Signal(object)
    """As of a Job; only of the last one that was begun."""
    finished = Signal()
    """The last one has ended, or was cancelled and has ended."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self._next: Task | None = None
        self._is_cancelled = False

    @property
    def is_running(self) -> bool:
        """Whether anything runs, also if it is about to end."""
        return self._job is not None

    def start(self, task: Task) -> None:
        """Begin once what runs has ended, which it is asked to."""
        if self._job is not None:
            self._next = task
            self._job.requestInterruption()
            return
        self._is_cancelled = False
        self._job = Job(task)
        self._job.progressed.connect(self._pass_progress)
        self._job.succeeded.connect(self._pass_success)
        self._job.failed.connect(self._pass_failure)
        self._job.finished.connect(self._finish)
        self._job.start()

    def cancel(self) -> None:
        """Ask it to end; nothing of it is told any more but that it ended."""
        self._next = None
        self._is_cancelled = True
        if self._job is not None:
            self._job.requestInterruption()

    def stop(self) -> None:
        """End it and wait for that; the window calls this before it closes."""
        self.cancel()
        if self._job is not None:
            self._job.stop()

    @property
    def _counts(self) -> bool:
        return self._next is None and not self._is_cancelled

    @Slot(object)
    def _pass_progress(self, step: object) -> None:
        if self._counts:
            self.progressed.emit(step)

    @Slot(object)
    def _pass_success(self, result: object) -> None:
        if self._counts:
            self.succeeded.emit(result)

    @Slot(object)
    def _pass_failure(self, error: object) -> None:
        if self._counts:
            self.failed.emit(error)

    @Slot()
    def _finish(self) -> None:
        self._job = None
        task, self._next = self._next, None
        if task is not None:
            self.start(task)
        else:
            self.finished.emit()
