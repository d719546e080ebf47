"""The few plots of a report, drawn as SVG that follows the page's colours."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from dictation_app.training.metrics import Bin


@dataclass(frozen=True)
class Bar:
    """A bar with its interval.

    Attributes:
        label: what it stands for.
        value: its length, 0 to 1 and beyond.
        low: lower end of the interval.
        high: upper end of the interval.
    """

    label: str
    value: float
    low: float
    high: float


def bars(rows: Sequence[Bar], title: str) -> str:
    """Horizontal bars in per cent with whiskers, one a row."""
    left, width, step = 205, 420, 28
    height = step * len(rows) + 30
    top = max([1.0, *(row.high for row in rows)])
    scale = width / top
    parts = [_open(left + width + 70, height, title)]
    for tick in range(0, int(top * 100) + 1, 25 if top <= 1.5 else 100):
        x = left + tick / 100 * scale
        parts.append(_line(x, 4, x, height - 24, "grid"))
        parts.append(_text(x, height - 8, f"{tick} %", "middle", "small"))
    for i, row in enumerate(rows):
        y = 4 + i * step
        end = left + row.value * scale
        middle = y + step / 2
        parts.append(_text(left - 8, middle + 4, _shorten(row.label, 24), "end"))
        parts.append(_rect(left, y + 6, row.value * scale, step - 12, "bar"))
        low, high = left + row.low * scale, left + row.high * scale
        parts.append(_line(low, middle, high, middle, "whisker"))
        parts.append(_line(low, middle - 4, low, middle + 4, "whisker"))
        parts.append(_line(high, middle - 4, high, middle + 4, "whisker"))
        x = max(end, high) + 6
        parts.append(_text(x, middle + 4, f"{100 * row.value:.1f} %", "start"))
    return "".join([*parts, "</svg>"])


def histogram(labels: Sequence[str], counts: Sequence[int], title: str) -> str:
    """Columns with their counts."""
    left, width, height = 20, 580, 180
    step = width / max(len(counts), 1)
    top = max([1, *counts])
    parts = [_open(left + width + 20, height + 34, title)]
    parts.append(_line(left, height, left + width, height, "axis"))
    for i, (label, n) in enumerate(zip(labels, counts, strict=True)):
        x, tall = left + i * step, (height - 22) * n / top
        middle = x + step / 2
        parts.append(_rect(x + 1, height - tall, step - 2, tall, "bar"))
        parts.append(_text(middle, height + 16, label, "middle", "small"))
        if n:
            parts.append(_text(middle, height - tall - 5, str(n), "middle", "small"))
    return "".join([*parts, "</svg>"])


def reliability(bins: Sequence[Bin], title: str) -> str:
    """How often words of each confidence were right, beside the ideal line."""
    left, size = 46, 260
    n_words = max(sum(b.n for b in bins), 1)
    parts = [_open(left + size + 30, size + 48, title)]
    parts.append(_line(left, size + 8, left + size, 8, "grid"))
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        x, y = left + tick * size, 8 + (1 - tick) * size
        parts.append(_line(left, y, left + size, y, "grid"))
        parts.append(_text(left - 6, y + 4, f"{100 * tick:.0f}", "end", "small"))
        parts.append(_text(x, size + 24, f"{100 * tick:.0f}", "middle", "small"))
    for b in bins:
        if not b.n:
            continue
        wide, tall = (b.high - b.low) * size, b.accuracy * size
        x = left + b.low * size
        share = 0.25 + 0.75 * min(3 * b.n / n_words, 1)
        parts.append(_rect(x + 1, 8 + size - tall, wide - 2, tall, "bar", share))
        centre = left + b.confidence * size
        parts.append(
            f'<circle class="dot" cx="{centre:.1f}" cy="{8 + size - tall:.1f}"'
        )
        parts.append(' r="3"/>')
    parts.append(_text(left + size / 2, size + 42, "confidence, %", "middle", "small"))
    return "".join([*parts, "</svg>"])


def _open(width: float, height: float, title: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" '
        f'width="{width:.0f}" role="img" aria-label="{escape(title)}">'
        f"<title>{escape(title)}</title>"
    )


def _line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    return f'<line class="{kind}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def _rect(
    x: float, y: float, width: float, height: float, kind: str, opacity: float = 1.0
) -> str:
    return (
        f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" '
        f'height="{max(height, 0):.1f}" opacity="{opacity:.2f}"/>'
    )


def _text(x: float, y: float, text: str, anchor: str, kind: str = "label") -> str:
    return (
        f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">'
        f"{escape(text)}</text>"
    )


def _shorten(text: str, n: int) -> str:
    return text if len(text) <= n else f"{text[: n - 1]}…"
