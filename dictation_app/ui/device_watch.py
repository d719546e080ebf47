"""Tells when a microphone comes or goes, or another one becomes the default."""

import logging

from PySide6.QtCore import QObject, Signal, Slot

logger = logging.getLogger(__name__)


class DeviceWatch(QObject):
    """Asks the system to tell; nothing is ever told where QtMultimedia is missing."""

    changed = Signal(bool)
    """The microphones are others than before; whether the default is."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._default = b""
        try:
            from PySide6.QtMultimedia import QMediaDevices
        except ImportError:
            logger.info("microphones are not watched: QtMultimedia cannot be loaded")
            return
        self._devices = QMediaDevices(self)
        self._default = self._name()
        self._devices.audioInputsChanged.connect(self._tell)

    def _name(self) -> bytes:
        return bytes(self._devices.defaultAudioInput().id().data())

    @Slot()
    def _tell(self) -> None:
        before, self._default = self._default, self._name()
        self.changed.emit(before != self._default)
