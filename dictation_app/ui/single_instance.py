"""One window for one user: a second start hands its files to the first and ends."""

import hashlib
import json
import logging
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from dictation_app import __version__

logger = logging.getLogger(__name__)

SAFE_MODE = "--safe-mode"
"""Begin with the default settings, on the CPU, without anything added to Qt."""
_PATIENCE = 10_000
"""Milliseconds that a window has to answer before it counts as hung."""
_MOST = 1_000_000
"""Bytes of a message; 2,000 long paths are fewer."""


@dataclass(frozen=True)
class Start:
    """What a start of the program wants.

    Attributes:
        files: absolute paths of the recordings to open.
        safe: whether safe mode is asked for.
        version: the version that was started.
    """

    files: tuple[str, ...] = ()
    safe: bool = False
    version: str = __version__

    @classmethod
    def of(cls, words: Sequence[str]) -> "Start":
        """Understand the words of the command line."""
        files = (str(Path(word).absolute()) for word in words if word != SAFE_MODE)
        return cls(tuple(files), SAFE_MODE in words)

    @classmethod
    def decoded(cls, message: bytes) -> "Start":
        """Read what `encoded` wrote, perhaps in another version.

        Raises:
            ValueError: it is something else.
        """
        content = json.loads(message)
        files, version = content["files"], content["version"]
        if not all(isinstance(text, str) for text in (*files, version)):
            raise ValueError("paths are texts")
        return cls(tuple(files), bool(content.get("safe")), version)

    def encoded(self) -> bytes:
        """The start as one line."""
        return json.dumps(asdict(self)).encode() + b"\n"


def address(data: Path) -> str:
    """Where the window that has this data folder listens; only its user can."""
    name = f"dictation-{hashlib.sha256(os.fsencode(data)).hexdigest()[:16]}"
    if sys.platform == "win32":
        return name
    private = os.environ.get("XDG_RUNTIME_DIR", "")
    if Path(private).is_absolute() and os.access(private, os.W_OK):
        name = str(Path(private, name))
    else:
        name = str(Path(tempfile.gettempdir(), f"{name}-{os.getuid()}"))
    return name


def hand_over(place: str, start: Start) -> bool:
    """Ask the window that is open already to open the files.

    Returns:
        Whether there is one, and it will.
    """
    if not _is_ours(place):
        return False
    socket = QLocalSocket()
    socket.connectToServer(place)
    if not socket.waitForConnected(_PATIENCE):
        return False
    socket.write(start.encoded())
    answer = b""
    while not answer.endswith(b"\n") and socket.waitForReadyRead(_PATIENCE):
        answer += socket.readAll().data()
    socket.disconnectFromServer()
    return bool(answer)


class Reception(QObject):
    """Hears of later starts, and of files that the system wants opened."""

    arrived = Signal(object)
    """A Start; it is answered already."""

    def __init__(self, place: str, parent: QCoreApplication) -> None:
        """Listen at a place.

        Args:
            place: what `address` gave.
            parent: the application.
        """
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)
        if sys.platform == "darwin":
            # Only macOS sends files as events. Every event of the program then comes
            # by here, at its end also those of what is half gone.
            parent.installEventFilter(self)
            parent.aboutToQuit.connect(lambda: parent.removeEventFilter(self))
        if not self._server.listen(place):
            # Nobody answered there: what lies in the way was left by a crash.
            QLocalServer.removeServer(place)
            if not self._server.listen(place):
                logger.warning("not listening: %s", self._server.errorString())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a file that macOS wants opened; Qt calls this."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self.arrived.emit(Start((event.file(),)))
            return True
        return super().eventFilter(watched, event)

    @Slot()
    def _greet(self) -> None:
        while self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            socket.readyRead.connect(self._read)
            socket.disconnected.connect(
                socket.deleteLater, Qt.ConnectionType.QueuedConnection
            )

    @Slot()
    def _read(self) -> None:
        socket = self.sender()
        if not isinstance(socket, QLocalSocket):
            return
        if not socket.canReadLine():
            if socket.bytesAvailable() > _MOST:
                socket.abort()
            return
        try:
            start = Start.decoded(bytes(socket.readLine().data()))
        except (ValueError, KeyError, TypeError, AttributeError):
            logger.warning("something that is not Dictation wanted to be let in")
            socket.abort()
            return
        socket.write(__version__.encode() + b"\n")
        socket.flush()
        self.arrived.emit(start)


def _is_ours(place: str) -> bool:
    """Whether the socket is there and belongs to this user; paths go to nobody else."""
    if sys.platform == "win32":
        return True
    try:
        return Path(place).lstat().st_uid == os.getuid()
    except OSError:
        return False
