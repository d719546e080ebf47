"""Where Python's cyclic garbage is collected: in the window's thread and no other.

Python collects in whichever thread happens to allocate. When that is the thread of a Job,
and a closed dialog is among the garbage, Qt objects die in a thread that is not theirs:
the program hangs or crashes.
"""

import gc

from PySide6.QtCore import QObject, QTimer, Slot

_EVERY = 500
"""Milliseconds between two looks at how much has gathered."""


class GarbageCollection(QObject):
    """Collects in the thread that made it, as often as Python would have done.

    It begins once it is settled: while the libraries load, there are ever more objects to
    go through and no garbage to speak of.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self.collect)

    @Slot()
    def collect(self) -> None:
        """Collect the oldest generation that is due."""
        due = [
            generation
            for generation, (count, threshold) in enumerate(
                zip(gc.get_count(), gc.get_threshold(), strict=True)
            )
            if count > threshold
        ]
        if due:
            gc.collect(due[-1])

    @Slot()
    def settle(self) -> None:
        """Never look again at what is there now, as when the libraries are loaded.

        A collection of all the objects of torch would hold the window up.
        """
        gc.freeze()
        self._timer.start()

    def stop(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.enable()
