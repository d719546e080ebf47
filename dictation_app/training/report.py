"""Evaluations as something to read: a page for a browser, Markdown, or plain text."""

from collections.abc import Sequence
from pathlib import Path

from dictation_app.speech.architecture import DecodingOptions
from dictation_app.training import page
from dictation_app.training.evaluation import ClipScore
from dictation_app.training.manifest import write_text
from dictation_app.training.metrics import Difference, Edit, Interval, align
from dictation_app.training.page import (
    Example,
    Heading,
    Paragraph,
    Part,
    Plot,
    PlotRow,
    Row,
    Table,
)
from dictation_app.training.plots import Bar, bars, histogram, reliability
from dictation_app.training.summary import (
    Change,
    Comparison,
    Confusion,
    Group,
    Summary,
)

_N_SPEAKERS = 20
_N_CHANGES = 100
_SPREAD = ("0 %", *(f"<{10 * i} %" for i in range(1, 11)), "≥100 %")


def write_report(path: Path, report: Summary | Comparison) -> None:
    """Write an evaluation or comparison as HTML or Markdown, as the name says.

    Raises:
        ManifestError: the file cannot be written.
    """
    if isinstance(report, Summary):
        title, parts = f"{report.model} on {report.data}", _summary(report)
    else:
        first, second = report.first, report.second
        title = f"{first.model} and {second.model} on {first.data}"
        parts = _comparison(report)
    draw = page.markdown if path.suffix == ".md" else page.html
    write_text(path, draw(title, parts))


def plain_text(report: Summary | Comparison) -> str:
    """The most important of it, for a terminal."""
    if isinstance(report, Comparison):
        return page.plain([*_differences(report), *_changes(report.changes[:10])])
    parts: list[Part] = [Paragraph("\n".join(_headline(report))), _corpora(report)]
    if report.confused:
        words = ", ".join(f"{c.reference}→{c.hypothesis}" for c in report.confused[:8])
        parts.append(Paragraph(f"Most confused: {words}"))
    if report.unheard:
        parts.append(Paragraph(_left_out(report)))
    return page.plain(parts)


def _summary(summary: Summary) -> list[Part]:
    parts: list[Part] = [Paragraph(line) for line in _headline(summary)]
    parts += [Heading("By corpus"), *_corpus_plot(summary), _corpora(summary)]
    parts += [
        Heading("How the clips are spread by word error rate"),
        Plot(
            histogram(_SPREAD, summary.spread, "Clips by their word error rate"),
            _plot_rows(_SPREAD, summary.spread),
        ),
    ]
    if summary.speakers:
        parts += [
            Heading(f"By speaker, the worst first ({len(summary.speakers)} in all)"),
            Table(_GROUP_HEAD, tuple(map(_group_row, summary.speakers[:_N_SPEAKERS]))),
        ]
    parts += _words("Words heard as others", summary.confused)
    parts += _words("Words not heard", summary.missed)
    parts += _words("Words nobody said", summary.invented)
    parts += _confidence(summary)
    for title, clips in (
        ("Best clips", summary.best),
        ("Clips from the middle", summary.median),
        ("Worst clips", summary.worst),
    ):
        parts += [Heading(title), *map(_clip, clips)]
    if summary.unheard:
        rows = tuple((item.clip, item.reason) for item in summary.unheard)
        parts += [Heading(_left_out(summary)), Table(("clip", "why"), rows, n_texts=2)]
    return parts


def _comparison(comparison: Comparison) -> list[Part]:
    n = len(comparison.changes)
    shown = comparison.changes[:_N_CHANGES]
    title = f"{n} clips are heard differently"
    if n > len(shown):
        title += f"; the {len(shown)} greatest changes"
    return [*_differences(comparison), Heading(title), *_changes(shown)]


def _headline(summary: Summary) -> list[str]:
    every, options = summary.overall, summary.options
    lines = [
        f"Word error rate {_percent(every.wer)} (95 % {_range(every.wer_interval)} by "
        f"clips{_speakers_too(summary)}), character error rate {_percent(every.cer)} "
        f"({_range(every.cer_interval)}).",
        f"{every.words.n_reference} words: {every.words.substitutions} substituted, "
        f"{every.words.deletions} deleted, {every.words.insertions} inserted.",
        f"{every.n_clips} clips, {_duration(every.duration)}, in "
        f"{_duration(summary.wall)}: {summary.speed:.1f} times real time (real-time "
        f"factor {summary.real_time_factor:.3f}). {_search(options)}",
        f"Confidence is off by {_percent(summary.calibration.ece)} on average (expected "
        "calibration error).",
    ]
    return [line for line in lines if line]


def _speakers_too(summary: Summary) -> str:
    if summary.by_speakers is None:
        return ""
    return f", {_range(summary.by_speakers)} by speakers"


def _search(options: DecodingOptions) -> str:
    heard = "" if options.hearings == 1 else f"Heard {options.hearings} times. "
    if options.beam_width == 1:
        return heard + "Decoded greedily."
    return heard + (
        f"Decoded with beam {options.beam_width}, alpha {options.alpha:g}, beta "
        f"{options.beta:g}, prior {options.prior_weight:g}, rescoring "
        f"{options.rescoring_weight:g}."
    )


_GROUP_HEAD = ("", "clips", "sound", "words", "WER", "95 %", "CER", "sub", "del", "ins")


def _corpora(summary: Summary) -> Table:
    rows = [_group_row(group) for group in summary.corpora]
    if len(rows) > 1:
        rows.append(("all", *_group_row(summary.overall)[1:]))
    return Table(_GROUP_HEAD, tuple(rows))


def _group_row(group: Group) -> Row:
    words = group.words
    return (
        group.name or "(unnamed)",
        str(group.n_clips),
        _duration(group.duration),
        str(words.n_reference),
        _percent(group.wer),
        _range(group.wer_interval),
        _percent(group.cer),
        str(words.substitutions),
        str(words.deletions),
        str(words.insertions),
    )


def _corpus_plot(summary: Summary) -> list[Part]:
    if len(summary.corpora) < 2:
        return []
    drawn = [
        Bar(g.name or "(unnamed)", g.wer, g.wer_interval.low, g.wer_interval.high)
        for g in summary.corpora
    ]
    top = max(1.0, *(bar.value for bar in drawn))
    rows = tuple(PlotRow(b.label, b.value / top, _percent(b.value)) for b in drawn)
    return [Plot(bars(drawn, "Word error rate by corpus"), rows)]


def _words(title: str, words: Sequence[Confusion]) -> list[Part]:
    if not words:
        return []
    if all(word.reference and word.hypothesis for word in words):
        pairs = tuple((w.reference, w.hypothesis, str(w.n)) for w in words)
        return [Heading(title), Table(("said", "heard", "times"), pairs, n_texts=2)]
    singles = tuple((w.reference or w.hypothesis, str(w.n)) for w in words)
    return [Heading(title), Table(("word", "times"), singles)]


def _confidence(summary: Summary) -> list[Part]:
    bins = summary.calibration.bins
    rows = tuple(
        PlotRow(
            f"{100 * b.low:.0f}–{100 * b.high:.0f} %",
            b.accuracy,
            f"{_percent(b.accuracy)} of {b.n} right" if b.n else "no word",
        )
        for b in bins
    )
    return [
        Heading("How often words of each confidence were right"),
        Plot(reliability(bins, "How often words of each confidence were right"), rows),
    ]


def _clip(clip: ClipScore) -> Example:
    note = " · ".join(
        filter(
            None,
            (
                clip.id,
                clip.corpus,
                clip.speaker,
                f"{clip.duration:.1f} s",
                f"WER {_percent(clip.words.rate)}",
            ),
        )
    )
    return Example(note, (clip.edits,))


def _differences(comparison: Comparison) -> list[Part]:
    first, second = comparison.first, comparison.second
    unchanged = first.overall.n_clips - comparison.n_better - comparison.n_worse
    lines = [
        f"Word error rate {_percent(first.overall.wer)} ({first.model}) and "
        f"{_percent(second.overall.wer)} ({second.model}): {_change(comparison.wer)}.",
        f"Character error rate: {_change(comparison.cer)}.",
        f"{second.model} has fewer wrong words in {comparison.n_better} clips, more in "
        f"{comparison.n_worse}, as many in {unchanged}.",
        f"Speed {first.speed:.1f} and {second.speed:.1f} times real time.",
    ]
    if comparison.by_speakers is not None:
        lines.insert(1, f"Drawn by speakers: {_change(comparison.by_speakers)}.")
    rows = tuple(
        (
            group.name or "(unnamed)",
            str(group.n_clips),
            _percent(group.first),
            _percent(group.second),
            _signed(group.difference.value),
            _signed_range(group.difference.interval),
            f"{group.difference.p:.3f}",
        )
        for group in comparison.corpora
    )
    head = ("", "clips", first.model, second.model, "difference", "95 %", "p")
    return [Paragraph("\n".join(lines)), Table(head, rows)]


def _changes(changes: Sequence[Change]) -> list[Example]:
    return [_changed(change) for change in changes]


def _changed(change: Change) -> Example:
    if change.gained:
        verdict = "better" if change.gained > 0 else "worse"
        note = f"{change.id}: {abs(change.gained)} words {verdict}"
    else:
        note = f"{change.id}: as many wrong words"
    lines: tuple[tuple[Edit, ...], ...] = (
        align(change.reference, change.first),
        align(change.reference, change.second),
    )
    return Example(note, lines)


def _plot_rows(labels: Sequence[str], counts: Sequence[int]) -> tuple[PlotRow, ...]:
    top = max(1, *counts)
    return tuple(
        PlotRow(label, n / top, str(n)) for label, n in zip(labels, counts, strict=True)
    )


def _left_out(summary: Summary) -> str:
    n = len(summary.unheard)
    return f"{n} clip{'' if n == 1 else 's'} left out, as they cannot be read"


def _change(difference: Difference) -> str:
    return (
        f"{_signed(difference.value)} (95 % {_signed_range(difference.interval)}, "
        f"p = {difference.p:.3f})"
    )


def _percent(value: float) -> str:
    return f"{100 * value:.1f} %"


def _range(interval: Interval) -> str:
    return f"{100 * interval.low:.1f}–{100 * interval.high:.1f}"


def _signed(value: float) -> str:
    return f"{100 * value:+.1f} points"


def _signed_range(interval: Interval) -> str:
    return f"{100 * interval.low:+.1f} to {100 * interval.high:+.1f}"


def _duration(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.1f} s"
    if seconds < 3_600:
        return f"{seconds / 60:.1f} min"
    return f"{seconds / 3600:.2f} h"
