"""How a network got better, as a picture beside its card."""

import math
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

Point = tuple[float, float]

_WIDTH, _HEIGHT, _LEFT, _TOP, _RIGHT, _BOTTOM = 640, 300, 56, 34, 56, 46
_MOST_POINTS = 160
_STYLE = """
text { font: 12px system-ui, sans-serif; fill: #55575d; }
.title { font-weight: 600; fill: #1c1d20; }
.grid { stroke: #e3e4e1; }
.loss { fill: none; stroke: #9aa0a8; stroke-width: 1.5; }
.wer { fill: none; stroke: #2a5bd7; stroke-width: 2; }
.dot, .wer-name { fill: #2a5bd7; }
@media (prefers-color-scheme: dark) {
  text { fill: #a9acb3; } .title { fill: #ececee; } .grid { stroke: #36383d; }
  .wer { stroke: #7aa2ff; } .dot, .wer-name { fill: #7aa2ff; }
}
"""


def learning_curve(rows: Sequence[Mapping[str, Any]]) -> str:
    """Draw loss and WER over the hours heard, as SVG that stands by itself.

    Args:
        rows: what a run told, as `read_metrics` gives it.
    """
    steps = [row for row in rows if row.get("event") == "StepDone"]
    trials = [row for row in rows if row.get("event") == "Evaluated"]
    losses = _smooth([(row["hours_seen"], row["loss"]) for row in steps])
    wers = [(row["hours_seen"], row["wer"]) for row in trials]
    hours = max([1e-3, *(x for x, _ in losses), *(x for x, _ in wers)])
    most_loss = _round_up(max([1.0, *(y for _, y in losses)]), 0.4)
    most_wer = _round_up(max([0.4, *(y for _, y in wers)]), 0.2)
    title = "Learning curve: word error rate on dev and loss per character"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        f'role="img" aria-label="{escape(title)}"><style>{_STYLE}</style>',
        _text(_LEFT, 18, title, "start", "title"),
    ]
    for tick in range(5):
        parts += _grid(tick / 4, hours, most_wer, most_loss)
    parts.append(_line(losses, hours, most_loss, "loss"))
    parts.append(_line(wers, hours, most_wer, "wer"))
    parts += [
        f'<circle class="dot" r="3" cx="{_x(x / hours):.1f}" '
        f'cy="{_y(y / most_wer):.1f}"/>'
        for x, y in wers
    ]
    names = "hours of speech heard · left: word error rate · right: loss"
    parts.append(_text(_WIDTH / 2, _HEIGHT - 6, names, "middle"))
    return "".join([*parts, "</svg>\n"])


def _grid(share: float, hours: float, most_wer: float, most_loss: float) -> list[str]:
    """One line across, with its values at both ends and one below."""
    y = _y(share)
    label = f"{share * hours:.0f} h" if hours >= 8 else f"{share * hours:.1f} h"
    wer, loss = f"{100 * share * most_wer:.0f} %", f"{share * most_loss:.1f}"
    return [
        f'<line class="grid" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y:.1f}" '
        f'y2="{y:.1f}"/>',
        _text(_LEFT - 8, y + 4, wer, "end", "wer-name"),
        _text(_WIDTH - _RIGHT + 8, y + 4, loss, "start"),
        _text(_x(share), _HEIGHT - 24, label, "middle"),
    ]


def _round_up(value: float, unit: float) -> float:
    return math.ceil(value / unit) * unit


def _smooth(points: Sequence[Point]) -> list[Point]:
    """Means of neighbours, so that a line and not its noise is seen."""
    size = max(1, len(points) // _MOST_POINTS)
    groups = [points[i : i + size] for i in range(0, len(points), size)]
    return [
        (sum(x for x, _ in group) / len(group), sum(y for _, y in group) / len(group))
        for group in groups
    ]


def _line(points: Sequence[Point], most_x: float, most_y: float, kind: str) -> str:
    places = " ".join(f"{_x(x / most_x):.1f},{_y(y / most_y):.1f}" for x, y in points)
    return f'<polyline class="{kind}" points="{places}"/>'


def _x(share: float) -> float:
    return _LEFT + share * (_WIDTH - _LEFT - _RIGHT)


def _y(share: float) -> float:
    return _HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM)


def _text(x: float, y: float, text: str, anchor: str, kind: str = "") -> str:
    return (
        f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">'
        f"{escape(text)}</text>"
    )
