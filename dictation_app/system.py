"""What the program needs of the system, and which package has it."""

import ctypes
import os
import sys
import threading
from dataclasses import dataclass

_BACKGROUND = 10
"""Niceness of work that nobody waits for."""
_M_MMAP_THRESHOLD = -3  # malloc.h of glibc
_TURN = 0.001
"""Seconds after which a thread of Python lets another one go on."""
_LARGE = 1 << 20
"""Bytes from which on freed memory goes back to the system at once."""


@dataclass(frozen=True)
class Library:
    """A shared library that belongs to the system.

    Attributes:
        file: its name for the loader.
        package: the Debian and Ubuntu package that has it.
    """

    file: str
    package: str

    @property
    def is_there(self) -> bool:
        """Whether it can be loaded."""
        try:
            ctypes.CDLL(self.file)
        except OSError:
            return False
        return True


WINDOW = (
    Library("libEGL.so.1", "libegl1"),
    Library("libGL.so.1", "libgl1"),
    Library("libfontconfig.so.1", "libfontconfig1"),
    Library("libdbus-1.so.3", "libdbus-1-3"),
    Library("libxkbcommon.so.0", "libxkbcommon0"),
    Library("libglib-2.0.so.0", "libglib2.0-0"),
    Library("libpulse.so.0", "libpulse0"),
)
"""What any window needs, also one that is not shown."""

X11 = (
    Library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
    Library("libxcb-cursor.so.0", "libxcb-cursor0"),
    Library("libxcb-icccm.so.4", "libxcb-icccm4"),
    Library("libxcb-image.so.0", "libxcb-image0"),
    Library("libxcb-keysyms.so.1", "libxcb-keysyms1"),
    Library("libxcb-randr.so.0", "libxcb-randr0"),
    Library("libxcb-render-util.so.0", "libxcb-render-util0"),
    Library("libxcb-shape.so.0", "libxcb-shape0"),
    Library("libxcb-shm.so.0", "libxcb-shm0"),
    Library("libxcb-sync.so.1", "libxcb-sync1"),
    Library("libxcb-xfixes.so.0", "libxcb-xfixes0"),
    Library("libxcb-xkb.so.1", "libxcb-xkb1"),
    Library("libX11-xcb.so.1", "libx11-xcb1"),
)
"""What a window on an X server needs besides."""

SOUND = (Library("libportaudio.so.2", "libportaudio2"),)
"""What microphones need."""


def missing(libraries: tuple[Library, ...]) -> list[Library]:
    """Those that are not there; none are asked for but on Linux."""
    if not sys.platform.startswith("linux"):
        return []
    return [library for library in libraries if not library.is_there]


def install(libraries: list[Library]) -> str:
    """The command that installs them."""
    packages = " ".join(library.package for library in libraries)
    return f"sudo apt install {packages}"


def platform() -> str:
    """Where Qt would show a window: "offscreen", "wayland", "xcb", … or "" for nowhere."""
    chosen = os.environ.get("QT_QPA_PLATFORM", "").split(":")[0].split(";")[0]
    if chosen:
        return chosen
    if not sys.platform.startswith("linux"):
        return sys.platform
    if os.environ.get("WAYLAND_DISPLAY"):
        return "wayland"
    return "xcb" if os.environ.get("DISPLAY") else ""


def window_problem() -> str | None:
    """Why no window can be opened and what to do, or None where one can be.

    Qt itself would end the program when the X server's libraries are missing.
    """
    where = platform()
    wanted = WINDOW + X11 if where == "xcb" else WINDOW
    lacking = missing(wanted)
    if lacking:
        names = ", ".join(library.file for library in lacking)
        return (
            f"The window needs libraries of the system that are missing: {names}. "
            f"On Debian or Ubuntu: {install(lacking)}. The commands “transcribe” and "
            "“dictate” work without them."
        )
    if not where:
        return (
            "There is no screen to open a window on (neither DISPLAY nor "
            "WAYLAND_DISPLAY is set): use “dictation-app transcribe FILE” or "
            "“dictation-app dictate”."
        )
    if where == "xcb" and not _x_server_answers():
        return (
            f"The screen that DISPLAY names, “{os.environ.get('DISPLAY', '')}”, does not "
            "answer or lets nobody in: log in at a screen, or use “dictation-app "
            "transcribe FILE” or “dictation-app dictate”."
        )
    return None


def _x_server_answers() -> bool:
    """Whether an X server lets this program in; Qt would end it where none does.

    The connection stays: a server whose last client leaves begins anew, and would turn
    Qt away meanwhile.
    """
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # not known: Qt brings its own
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    if not xcb.xcb_connection_has_error(connection):
        return True
    xcb.xcb_disconnect(connection)
    return False


def stand_back() -> None:
    """Let this thread, and those that it begins, make way for all others.

    On Linux alone: elsewhere only whole processes can.
    """
    if sys.platform == "linux":
        thread = threading.get_native_id()
        if os.getpriority(os.PRIO_PROCESS, thread) < _BACKGROUND:
            os.setpriority(os.PRIO_PROCESS, thread, _BACKGROUND)


def take_short_turns() -> None:
    """Have Python's threads take turns so often that the window never waits long.

    A window's event asks for its turn dozens of times; with Python's own 5 milliseconds
    each it was held up for a tenth of a second while a long note was saved.
    """
    sys.setswitchinterval(_TURN)


def give_memory_back() -> None:
    """Tell glibc to give large pieces of memory back to the system as they are freed.

    Left alone it learns from every longer recording to keep larger ones; what is kept of
    the text then comes to lie between them, and they can never be given back.
    """
    if sys.platform == "linux":
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
        if mallopt is not None:  # musl has none
            mallopt(_M_MMAP_THRESHOLD, _LARGE)
