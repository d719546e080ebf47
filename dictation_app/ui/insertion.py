"""Text into the window of another program, where the desktop allows it: X11.

The text goes by the clipboard and the keys Ctrl+V, as any program understands them, and
the clipboard is as it was afterwards.
"""

import ctypes
import logging
from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QMimeData, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

logger = logging.getLogger(__name__)

_BEFORE, _AFTER = 200, 800
"""Milliseconds for a window to come up before, and to paste after, the keys."""
_CONTROL, _V = 0xFFE3, 0x76
"""Key symbols."""
_KEY_NAMES = {
    "Ctrl": "Control_L",
    "Shift": "Shift_L",
    "Alt": "Alt_L",
    "Meta": "Super_L",
    "Esc": "Escape",
    "Enter": "Return",
    "Backspace": "BackSpace",
    "Del": "Delete",
    "Ins": "Insert",
    "PgUp": "Prior",
    "PgDown": "Next",
    "Space": "space",
    "Volume Up": "XF86AudioRaiseVolume",
    "Volume Down": "XF86AudioLowerVolume",
    "Volume Mute": "XF86AudioMute",
    "Media Play": "XF86AudioPlay",
    "Media Next": "XF86AudioNext",
    "Media Previous": "XF86AudioPrev",
    "+": "plus",
    "-": "minus",
    ",": "comma",
    ".": "period",
    "/": "slash",
}
"""What X calls the keys that Qt calls otherwise."""
_CLIENT_MESSAGE = 33
_REDIRECT = (1 << 20) | (1 << 19)


class Inserter(QObject):
    """Pastes text into the window that was used last beside this program's."""

    refused = Signal(str)
    """Why it was not possible; the text is on the clipboard then."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before: QMimeData | None = None
        self._timer = QTimer(self, singleShot=True, interval=_BEFORE)
        self._timer.timeout.connect(self._press)
        self._after = QTimer(self, singleShot=True, interval=_AFTER)
        self._after.timeout.connect(self._restore)

    def insert(self, text: str) -> None:
        """Put text where the other program's cursor is."""
        clipboard = QGuiApplication.clipboard()
        if QGuiApplication.platformName() != "xcb":
            clipboard.setText(text)
            self.refused.emit(
                self.tr(
                    "This desktop lets no program type into another: the text is on the "
                    "clipboard, paste it."
                )
            )
            return
        own = {int(w.winId()) for w in QApplication.topLevelWidgets() if w.isVisible()}
        try:
            with _Server() as server:
                found = server.last_window(own)
                if found is not None and QApplication.activeWindow() is not None:
                    server.activate(found)
        except OSError as error:
            logger.info("no text can be inserted: %s", error)
            clipboard.setText(text)
            self.refused.emit(
                self.tr(
                    "Typing into other windows needs the library libXtst: the text is "
                    "on the clipboard, paste it."
                )
            )
            return
        if found is None:
            clipboard.setText(text)
            self.refused.emit(
                self.tr(
                    "There is no other window: the text is on the clipboard, paste it."
                )
            )
            return
        if self._before is None:
            self._before = _copied(clipboard.mimeData())
        clipboard.setText(text)
        self._timer.start()

    def press(self, keys: str) -> None:
        """Press keys, as in "Ctrl+S", in the other program's window."""
        if QGuiApplication.platformName() != "xcb":
            self.refused.emit(
                self.tr("This desktop lets no program press keys in another window.")
            )
            return
        own = {int(w.winId()) for w in QApplication.topLevelWidgets() if w.isVisible()}
        try:
            with _Server() as server:
                found = server.last_window(own)
                symbols = [server.symbol(name) for name in key_names(keys)]
                if found is not None and QApplication.activeWindow() is not None:
                    server.activate(found)
        except OSError as error:
            logger.info("no keys can be pressed: %s", error)
            self.refused.emit(
                self.tr("Pressing keys in other windows needs the library libXtst.")
            )
            return
        if found is None:
            self.refused.emit(self.tr("There is no other window to press keys in."))
        elif not all(symbols):
            words = self.tr("This keyboard has no key for {keys}.")
            self.refused.emit(words.format(keys=keys))
        else:
            QTimer.singleShot(_BEFORE, self, lambda: _press(*symbols))

    @Slot()
    def _press(self) -> None:
        _press(_CONTROL, _V)
        self._after.start()

    @Slot()
    def _restore(self) -> None:
        before, self._before = self._before, None
        if before is not None:
            QGuiApplication.clipboard().setMimeData(before)


def key_names(keys: str) -> list[str]:
    """The names that X has for the keys of a text such as "Ctrl+Shift+S"."""
    held, _, key = keys.rpartition("+")
    if not key:  # the key is plus itself
        held, key = keys[:-1].removesuffix("+"), "+"
    named = _KEY_NAMES.get(key, key.lower() if len(key) == 1 else key)
    names = held.split("+") if held else []
    return [*(_KEY_NAMES.get(name, name) for name in names), named]


def _press(*symbols: int) -> None:
    with _Server() as server:
        server.press(*symbols)


def _copied(data: QMimeData) -> QMimeData:
    made = QMimeData()
    for kind in data.formats():
        made.setData(kind, data.data(kind))
    return made


class _Message(ctypes.Structure):
    """XClientMessageEvent, with room for any other event."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong),
        ("message_type", ctypes.c_ulong),
        ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5),
        ("rest", ctypes.c_long * 24),
    )


_HANDLER = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
_ignore = _HANDLER(lambda display, error: 0)
"""A window that is gone by now is no reason to end the program, as Xlib thinks."""


class _Server:
    """A short connection with the X server.

    Raises:
        OSError: the libraries or the server are not there.
    """

    def __init__(self) -> None:
        self._x11 = ctypes.CDLL("libX11.so.6")
        self._test = ctypes.CDLL("libXtst.so.6")
        self._x11.XOpenDisplay.restype = ctypes.c_void_p
        for name in ("XDefaultRootWindow", "XInternAtom", "XStringToKeysym"):
            getattr(self._x11, name).restype = ctypes.c_ulong
        self._x11.XKeysymToKeycode.restype = ctypes.c_ubyte

    def __enter__(self) -> "_Server":
        display = self._x11.XOpenDisplay(None)
        if not display:
            raise OSError("no display")
        self._x11.XSetErrorHandler(_ignore)
        self._display = ctypes.c_void_p(display)
        root = self._x11.XDefaultRootWindow(self._display)
        self._root = ctypes.c_ulong(root)
        return self

    def __exit__(self, *error: object) -> None:
        self._x11.XSync(self._display, 0)
        self._x11.XCloseDisplay(self._display)

    def last_window(self, own: set[int]) -> int | None:
        """The uppermost window that is none of ours and no part of the desktop."""
        furniture = {
            self._atom(f"_NET_WM_WINDOW_TYPE_{kind}")
            for kind in ("DOCK", "DESKTOP", "NOTIFICATION")
        }
        stacked = list(self._property(self._root.value, "_NET_CLIENT_LIST_STACKING"))
        for window in reversed(stacked):
            kinds = set(self._property(window, "_NET_WM_WINDOW_TYPE"))
            if window not in own and not kinds & furniture:
                return window
        return None

    def activate(self, window: int) -> None:
        """Ask the window manager to give a window the keyboard."""
        message = _Message(
            type=_CLIENT_MESSAGE,
            window=window,
            message_type=self._atom("_NET_ACTIVE_WINDOW"),
            format=32,
        )
        message.data[0] = 2  # as a pager does: at once
        self._x11.XSendEvent(
            self._display,
            self._root,
            0,
            ctypes.c_long(_REDIRECT),
            ctypes.byref(message),
        )

    def press(self, *symbols: int) -> None:
        """Press keys together and let go of them."""
        codes = [
            self._x11.XKeysymToKeycode(self._display, ctypes.c_ulong(symbol))
            for symbol in symbols
        ]
        for down, keys in ((1, codes), (0, codes[::-1])):
            for code in keys:
                self._test.XTestFakeKeyEvent(
                    self._display, ctypes.c_uint(code), down, ctypes.c_ulong(0)
                )

    def symbol(self, name: str) -> int:
        """The symbol of a key on this keyboard; 0 where there is none."""
        symbol = int(self._x11.XStringToKeysym(name.encode()))
        code = self._x11.XKeysymToKeycode(self._display, ctypes.c_ulong(symbol))
        return symbol if code else 0

    def _atom(self, name: str) -> int:
        return int(self._x11.XInternAtom(self._display, name.encode(), 0))

    def _property(self, window: int, name: str) -> Iterator[int]:
        """The numbers of a property; none where there is none."""
        kind, size = ctypes.c_ulong(), ctypes.c_int()
        n_items, rest = ctypes.c_ulong(), ctypes.c_ulong()
        data: Any = ctypes.POINTER(ctypes.c_ulong)()
        failed = self._x11.XGetWindowProperty(
            self._display,
            ctypes.c_ulong(window),
            ctypes.c_ulong(self._atom(name)),
            ctypes.c_long(0),
            ctypes.c_long(4_096),
            0,
            ctypes.c_ulong(0),
            ctypes.byref(kind),
            ctypes.byref(size),
            ctypes.byref(n_items),
            ctypes.byref(rest),
            ctypes.byref(data),
        )
        if failed or not data:
            return
        numbers = [data[index] for index in range(n_items.value)]
        self._x11.XFree(data)
        yield from numbers
