"""Results of the lab as CSV, JSON, a page for a browser, and plain text."""

import csv
import html
import io
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from dictation_app.errors import CommandSetError
from dictation_app.lab import comparison
from dictation_app.lab.collisions import Pair
from dictation_app.lab.comparison import Comparison
from dictation_app.lab.files import write_text
from dictation_app.lab.results import TARGET, CurvePoint, Results
from dictation_app.lab.session import Trial

SUFFIXES = (".csv", ".json", ".html")
_NONE = "none of these"
_HEAD = (
    "command",
    "trials",
    "recognised",
    "recall",
    "latency p50 (s)",
    "latency p95 (s)",
    "best threshold",
    "misses there",
    "false accepts an hour there",
    "taken for",
)
_KEYWORDS = "right by the keyword model"
_STYLE = (
    "body{font:14px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;"
    "padding:0 1rem;color:#1c1c1a}table{border-collapse:collapse;margin:1rem 0}"
    "td,th{padding:.3rem .7rem;border-bottom:1px solid #e2e2dc;text-align:right;"
    "font-variant-numeric:tabular-nums}td:first-child,th:first-child{text-align:left}"
    "th{color:#66665f;font-weight:500}.hit{background:#e6ecfb}.miss{background:#fbe7e4}"
)


def write(
    path: Path,
    name: str,
    results: Results,
    trials: Sequence[Trial],
    pairs: Iterable[Pair] = (),
) -> None:
    """Write a report as the file's name says: .csv, .json or .html.

    Raises:
        CommandSetError: the name says something else, or the file cannot be written.
    """
    suffix, compared = path.suffix.lower(), comparison.of_trials(trials)
    if suffix == ".csv":
        text = _csv(results, compared)
    elif suffix == ".json":
        values = as_values(name, results, pairs)
        values["trials"] = [_trial(trial) for trial in trials]
        if compared is not None:
            values["comparison"] = comparison.as_values(compared)
        text = json.dumps(values, indent=2, ensure_ascii=False) + "\n"
    elif suffix == ".html":
        text = _html(name, results, pairs, compared)
    else:
        raise CommandSetError("A report ends in .csv, .json or .html.")
    write_text(path, text)


def as_values(
    name: str, results: Results, pairs: Iterable[Pair] = ()
) -> dict[str, Any]:
    """Everything as plain values for JSON."""
    best = results.best
    return {
        "set": name,
        "trials_n": results.n,
        "accuracy": round(results.accuracy, 4),
        "latency_p50": round(results.p50, 4),
        "latency_p95": round(results.p95, 4),
        "negative_hours": round(results.hours, 4),
        "best": _point(best),
        "commands": [
            dict(zip(_HEAD, _cells(row), strict=True)) for row in _rows(results)
        ],
        "labels": list(results.labels),
        "matrix": results.matrix.tolist(),
        "curve": [_point(point) for point in results.curve],
        "collisions": [
            {
                "first": pair.first.phrase,
                "second": pair.second.phrase,
                "risk": round(pair.risk, 3),
                "spelling": round(pair.spelling, 3),
                "sound": round(pair.sound, 3),
                "network": round(pair.network, 3),
                "recorded": pair.recorded,
            }
            for pair in pairs
        ],
    }


def plain(name: str, results: Results) -> str:
    """What a terminal shows."""
    best = results.best
    lines = [
        f"{name}: {results.n_right} of {results.n} recognised "
        f"({results.accuracy:.1%}); decided in {1000 * results.p50:.0f} ms (p50), "
        f"{1000 * results.p95:.0f} ms (p95).",
        f"{'command':<24}{'n':>5}{'recall':>9}{'p95 ms':>8}{'best T':>8}  taken for",
    ]
    for row in _rows(results):
        others = ", ".join(row.taken_for[:3])
        best_of_row = "–" if row.false_accepts is None else f"{row.threshold:.2f}"
        lines.append(
            f"{row.label[:23]:<24}{row.n:>5}{row.recall:>9.1%}{1000 * row.p95:>8.0f}"
            f"{best_of_row:>8}  {others}".rstrip()
        )
    if best.false_accepts is None:
        lines.append("No other speech was heard, so false accepts are not known.")
    else:
        lines.append(
            f"Best threshold {best.threshold:.2f}: {best.misses:.1%} missed at "
            f"{best.false_accepts:.2f} false accepts an hour, over {results.hours:.2f} h "
            "of other speech."
        )
    return "\n".join(lines)


def _rows(results: Results) -> "list[Any]":
    return [row for row in results.rows if row.n]


def _cells(row: Any) -> tuple[Any, ...]:
    accepts = row.false_accepts
    return (
        row.label,
        row.n,
        row.n_right,
        round(row.recall, 4),
        round(row.p50, 4),
        round(row.p95, 4),
        # Without other speech nobody knows which threshold is best.
        "" if accepts is None else row.threshold,
        "" if accepts is None else round(row.misses, 4),
        "" if accepts is None else round(accepts, 3),
        " ".join(row.taken_for),
    )


def _point(point: CurvePoint) -> dict[str, float | None]:
    accepts = point.false_accepts
    return {
        "threshold": round(point.threshold, 3),
        "misses": round(point.misses, 4),
        "wrong": round(point.wrong, 4),
        "false_accepts": None if accepts is None else round(accepts, 3),
    }


def _trial(trial: Trial) -> dict[str, Any]:
    return {
        "phrase": trial.phrase,
        "label": trial.label,
        "heard": trial.heard,
        "gap": trial.gap,
        "passed": trial.passed,
        "latency": trial.latency,
        "keyword_model": trial.by_words,
    }


def _csv(results: Results, compared: Comparison | None) -> str:
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow((*_HEAD, _KEYWORDS) if compared else _HEAD)
    for row in _rows(results):
        cells = _cells(row)
        if compared is not None:
            share = compared.by_words(row.label)
            cells = (*cells, "" if share is None else round(share, 4))
        table.writerow(cells)
    return text.getvalue()


def _html(
    name: str,
    results: Results,
    pairs: Iterable[Pair],
    compared: Comparison | None,
) -> str:
    title = html.escape(f"Voice commands: {name}")
    headline = html.escape(plain(name, results).splitlines()[0])
    closing = html.escape(plain(name, results).splitlines()[-1])
    risky = sorted(pairs, key=lambda pair: -pair.risk)[:20]
    collisions = _table(
        ("phrases", "risk", "spelling", "sound", "network"),
        [
            (
                f"{p.first.phrase} / {p.second.phrase}",
                f"{p.risk:.2f}",
                f"{p.spelling:.2f}",
                f"{p.sound:.2f}",
                f"{p.network:.2f}",
            )
            for p in risky
        ],
    )
    parts = [
        f"<h1>{title}</h1><p>{headline}</p><p>{closing}</p>",
        "<h2>Commands</h2>",
        _table(_HEAD, [_cells(row) for row in _rows(results)]),
        "<h2>What was heard</h2>",
        _matrix(results),
        f"<h2>Misses and false accepts</h2><p>{TARGET:g} an hour is the aim.</p>",
        _curve(results),
        f"<h2>Predicted collisions</h2>{collisions}" if risky else "",
        _compared(compared) if compared else "",
    ]
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_STYLE}</style>{''.join(parts)}</html>\n"
    )


def _compared(compared: Comparison) -> str:
    """Phrases and keyword model on the same trials."""
    text = html.escape(comparison.plain(compared))
    return f"<h2>Beside the keyword model</h2><pre>{text}</pre>"


def _table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    cells = "".join(f"<th>{html.escape(cell)}</th>" for cell in head)
    body = "".join(
        "<tr>" + "".join(f"<td>{html.escape(str(c))}</td>" for c in row) + "</tr>"
        for row in rows
    )
    return f"<table><tr>{cells}</tr>{body}</table>"


def _matrix(results: Results) -> str:
    columns = [*results.labels, _NONE]
    head = "<th>said</th>" + "".join(f"<th>{html.escape(c)}</th>" for c in columns)
    body = ""
    for i, label in enumerate(results.labels):
        counts = results.matrix[i].tolist()
        cells = "".join(
            f'<td class="{"hit" if i == j else "miss" if n else ""}">{n or ""}</td>'
            for j, n in enumerate(counts)
        )
        body += f"<tr><td>{html.escape(label)}</td>{cells}</tr>"
    return f"<table><tr>{head}</tr>{body}</table>"


def _curve(results: Results) -> str:
    """Misses over false accepts, as a table that can be read without a picture."""
    rows = [
        (
            f"{p.threshold:.1f}",
            f"{p.misses:.1%}",
            f"{p.wrong:.1%}",
            "–" if p.false_accepts is None else f"{p.false_accepts:.2f}",
        )
        for p in results.curve[::5]
    ]
    return _table(
        ("threshold", "missed", "taken for another", "false accepts an hour"), rows
    )
