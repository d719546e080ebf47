"""Where characters are on the screen."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QTextBlock, QTextLine
from PySide6.QtWidgets import QTextEdit


@dataclass(frozen=True)
class Stretch:
    """Some neighbouring characters on one line.

    Attributes:
        rect: their box in the viewport.
        baseline: where their letters stand, in the viewport.
    """

    rect: QRectF
    baseline: float


def visible_blocks(edit: QTextEdit, top: float, bottom: float) -> Iterator[QTextBlock]:
    """The paragraphs between two heights of the viewport."""
    layout = edit.document().documentLayout()
    scrolled = edit.verticalScrollBar().value()
    block = _block_at(edit, top + scrolled)
    while block.isValid():
        if layout.blockBoundingRect(block).top() - scrolled > bottom:
            return
        yield block
        block = block.next()


def _block_at(edit: QTextEdit, y: float) -> QTextBlock:
    """The last paragraph that begins above a height of the page."""
    document, layout = edit.document(), edit.document().documentLayout()
    low, high = 0, document.blockCount() - 1
    while low < high:
        middle = (low + high + 1) // 2
        block = document.findBlockByNumber(middle)
        if layout.blockBoundingRect(block).top() <= y:
            low = middle
        else:
            high = middle - 1
    return document.findBlockByNumber(low)


def stretches(edit: QTextEdit, start: int, end: int) -> Iterator[Stretch]:
    """The boxes of the characters between two positions, in UTF-16 units."""
    block = edit.document().findBlock(start)
    while block.isValid() and block.position() < end:
        layout = block.layout()
        begins = layout.lineForTextPosition(max(start - block.position(), 0))
        first_line = begins.lineNumber() if begins.isValid() else 0
        for index in range(first_line, layout.lineCount()):
            line = layout.lineAt(index)
            first = block.position() + line.textStart()
            if first >= end:
                break
            a, b = max(start, first), min(end, first + line.textLength())
            if a < b:
                yield _stretch(edit, block, line, a, b)
        block = block.next()


def visible_range(edit: QTextEdit, top: float, bottom: float) -> tuple[int, int]:
    """The characters on the lines between two heights of the viewport, in units."""
    blocks = list(visible_blocks(edit, top, bottom))
    if not blocks:
        return 0, 0
    first, last = blocks[0], blocks[-1]
    scrolled = edit.verticalScrollBar().value()
    start = _line_at(edit, first, top + scrolled)
    end = _line_at(edit, last, bottom + scrolled)
    return (
        first.position() + (start.textStart() if start else 0),
        last.position()
        + (end.textStart() + end.textLength() if end else last.length() - 1),
    )


def _line_at(edit: QTextEdit, block: QTextBlock, y: float) -> QTextLine | None:
    """The last line of a paragraph that begins above a height of the page."""
    layout = block.layout()
    y -= edit.document().documentLayout().blockBoundingRect(block).top()
    low, high = 0, layout.lineCount() - 1
    while low < high:
        middle = (low + high + 1) // 2
        if layout.lineAt(middle).y() <= y:
            low = middle
        else:
            high = middle - 1
    return layout.lineAt(low) if high >= 0 else None


def lines(block: QTextBlock) -> Iterator[QTextLine]:
    """The lines of a paragraph as far as they are laid out."""
    layout = block.layout()
    return (layout.lineAt(index) for index in range(layout.lineCount()))


def _stretch(
    edit: QTextEdit, block: QTextBlock, line: QTextLine, start: int, end: int
) -> Stretch:
    origin = edit.document().documentLayout().blockBoundingRect(block).topLeft()
    y = origin.y() + line.y() - edit.verticalScrollBar().value()
    left, right = (
        origin.x() + x_of(line, position - block.position())
        for position in (start, end)
    )
    return Stretch(
        QRectF(min(left, right), y, abs(right - left), line.height()),
        y + line.ascent(),
    )


def x_of(line: QTextLine, position: int) -> float:
    """Where a character of the paragraph begins."""
    # PySide6 gives a pair here, of which its stubs do not know.
    x: Any = line.cursorToX(position)
    return float(x[0] if isinstance(x, tuple) else x)
