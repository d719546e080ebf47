"""A line of the terminal that is written again and again until it is final."""

import os
import shutil
import sys
from typing import TextIO

_DIM, _PLAIN, _ERASE = "\x1b[2m", "\x1b[22m", "\r\x1b[K"


class LiveLine:
    """Text that may still change, on a terminal; elsewhere only what is final.

    Attributes:
        redraws: whether the terminal can take a line back.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = sys.stdout if stream is None else stream
        self.redraws = self._stream.isatty() and os.environ.get("TERM") != "dumb"
        self._shown = False

    def show(self, firm: str, tail: str) -> None:
        """Show what is heard so far, its end where it is longer than the line.

        Args:
            firm: the beginning, which seems settled.
            tail: the rest, drawn fainter.
        """
        if not self.redraws:
            return
        width = max(shutil.get_terminal_size().columns - 1, 2)
        text = f"{firm} {tail}".strip()
        n_hidden = max(len(text) - width + 1, 0) if len(text) > width else 0
        shown = f"…{text[n_hidden:]}" if n_hidden else text
        n_firm = max(len(firm) - n_hidden + (1 if n_hidden else 0), 0)
        self._write(f"{_ERASE}{shown[:n_firm]}{_DIM}{shown[n_firm:]}{_PLAIN}")
        self._shown = True

    def print(self, text: str) -> None:
        """Put a final line where the changing one was."""
        self.clear()
        self._write(f"{text}\n")

    def clear(self) -> None:
        """Take the changing text away."""
        if self._shown:
            self._write(_ERASE)
            self._shown = False

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()
