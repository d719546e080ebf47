"""The parts of a report and how they look: as a page, as Markdown, as plain text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from dictation_app.training.metrics import Edit

Row = tuple[str, ...]
_BAR = 30


@dataclass(frozen=True)
class Heading:
    """The title of what follows."""

    text: str


@dataclass(frozen=True)
class Paragraph:
    """A few sentences."""

    text: str


@dataclass(frozen=True)
class Table:
    """Rows below their heads; all but the first `n_texts` columns are numbers."""

    head: Row
    rows: tuple[Row, ...]
    n_texts: int = 1


@dataclass(frozen=True)
class PlotRow:
    """One value of a plot where nothing can be drawn.

    Attributes:
        label: what it is.
        share: length of its bar, 0 to 1.
        value: as text.
    """

    label: str
    share: float
    value: str


@dataclass(frozen=True)
class Plot:
    """A picture, and its values for where there are none."""

    svg: str
    rows: tuple[PlotRow, ...]


@dataclass(frozen=True)
class Example:
    """A clip: a note, and lines of edits such as what a model made of it."""

    note: str
    lines: tuple[tuple[Edit, ...], ...]


Part = Heading | Paragraph | Table | Plot | Example


def html(title: str, parts: Iterable[Part]) -> str:
    """One page that needs no other file, in the colours the reader prefers."""
    body = "\n".join(_html(part) for part in parts)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<h1>{escape(title)}</h1>\n{body}\n</body>\n</html>\n"
    )


def markdown(title: str, parts: Iterable[Part]) -> str:
    """The same as Markdown; plots become bars of text."""
    return "\n\n".join([f"# {_md(title)}", *(_markdown(part) for part in parts)]) + "\n"


def plain(parts: Iterable[Part]) -> str:
    """The same for a terminal."""
    return "\n\n".join(_plain(part) for part in parts)


def _html(part: Part) -> str:
    match part:
        case Heading(text):
            return f"<h2>{escape(text)}</h2>"
        case Paragraph(text):
            return f"<p>{escape(text)}</p>"
        case Table(head, rows, n_texts):
            top = "".join(_cell("th", i, x, n_texts) for i, x in enumerate(head))
            lines = (
                "".join(_cell("td", i, x, n_texts) for i, x in enumerate(row))
                for row in rows
            )
            filled = "\n".join(f"<tr>{line}</tr>" for line in lines)
            return (
                f'<div class="wide"><table>\n<thead><tr>{top}</tr></thead>\n'
                f"<tbody>\n{filled}\n</tbody></table></div>"
            )
        case Plot(svg):
            return f'<figure class="wide">{svg}</figure>'
        case Example(note, lines_of_edits):
            shown = "".join(f"<p>{_diff_html(edits)}</p>" for edits in lines_of_edits)
            return f'<div class="clip"><small>{escape(note)}</small>{shown}</div>'


def _cell(kind: str, column: int, text: str, n_texts: int) -> str:
    role = "" if column < n_texts else ' class="number"'
    return f"<{kind}{role}>{escape(text)}</{kind}>"


def _diff_html(edits: Sequence[Edit]) -> str:
    words = []
    for edit in edits:
        if edit.kind == "equal":
            words.append(escape(edit.reference))
            continue
        if edit.reference:
            words.append(f"<del>{escape(edit.reference)}</del>")
        if edit.hypothesis:
            words.append(f"<ins>{escape(edit.hypothesis)}</ins>")
    return " ".join(words) or "<em>nothing</em>"


def _markdown(part: Part) -> str:
    match part:
        case Heading(text):
            return f"## {_md(text)}"
        case Paragraph(text):
            return _md(text)
        case Table(head, rows, n_texts):
            rule = ["---" if i < n_texts else "---:" for i in range(len(head))]
            lines = [head, tuple(rule), *rows]
            return "\n".join(
                f"| {' | '.join(x if row is lines[1] else _md(x) for x in row)} |"
                for row in lines
            )
        case Plot(_, rows):
            return f"```text\n{_bars(rows)}\n```"
        case Example(note, lines_of_edits):
            shown = "\n".join(
                f"  {_diff_markdown(edits)}  " for edits in lines_of_edits
            )
            return f"- {_md(note)}  \n{shown}"


def _diff_markdown(edits: Sequence[Edit]) -> str:
    words = []
    for edit in edits:
        if edit.kind == "equal":
            words.append(_md(edit.reference))
            continue
        if edit.reference:
            words.append(f"~~{_md(edit.reference)}~~")
        if edit.hypothesis:
            words.append(f"**{_md(edit.hypothesis)}**")
    return " ".join(words) or "*nothing*"


def _md(text: str) -> str:
    """Take their meaning from the signs that Markdown would obey."""
    return "".join(f"\\{c}" if c in "\\|*_`<>[]#~" else c for c in text)


def _plain(part: Part) -> str:
    match part:
        case Heading(text):
            return f"{text}\n{'-' * len(text)}"
        case Paragraph(text):
            return text
        case Table(head, rows, n_texts):
            return _columns([head, *rows], n_texts)
        case Plot(_, rows):
            return _bars(rows)
        case Example(note, lines_of_edits):
            shown = "\n".join(f"  {_diff_plain(edits)}" for edits in lines_of_edits)
            return f"{note}\n{shown}"


def _diff_plain(edits: Sequence[Edit]) -> str:
    words = [
        edit.reference
        if edit.kind == "equal"
        else f"[{edit.reference or '+'}→{edit.hypothesis or '–'}]"
        for edit in edits
    ]
    return " ".join(words) or "(nothing)"


def _columns(rows: Sequence[Row], n_texts: int) -> str:
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [
            f"{x:<{w}}" if i < n_texts else f"{x:>{w}}"
            for i, (x, w) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def _bars(rows: Sequence[PlotRow]) -> str:
    width = max((len(row.label) for row in rows), default=0)
    return "\n".join(
        f"{row.label:>{width}}  {'█' * round(_BAR * row.share):<{_BAR}}  {row.value}"
        for row in rows
    )


_STYLE = """
:root { --ink: #1c1d22; --paper: #fdfdfc; --soft: #6b6f7a; --line: #dcdde2;
  --accent: #3d6fb6; --bad: #b3352c; --good: #24703c; }
@media (prefers-color-scheme: dark) { :root { --ink: #e7e7ea; --paper: #18191d;
  --soft: #9a9da8; --line: #34363e; --accent: #7aa7e6; --bad: #f08a80; --good: #7fcf98; } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
  max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.15rem; margin-top: 2.2rem; }
.wide { overflow-x: auto; margin: 0; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .25rem .9rem .25rem 0; vertical-align: top;
  border-bottom: 1px solid var(--line); }
th { color: var(--soft); font-weight: 600; } .number { text-align: right; }
.clip { border-left: 3px solid var(--line); padding-left: .8rem; margin: .8rem 0; }
.clip p { margin: .1rem 0; } small { color: var(--soft); }
del { color: var(--bad); } ins { color: var(--good); text-decoration: none;
  border-bottom: 2px solid; }
svg { max-width: 100%; height: auto; font: 13px system-ui, sans-serif; }
svg text { fill: var(--ink); } svg .small { fill: var(--soft); font-size: 11px; }
svg .bar { fill: var(--accent); } svg .dot { fill: var(--ink); }
svg .whisker, svg .axis { stroke: var(--ink); } svg .grid { stroke: var(--line); }
"""
