"""What a check of a data set found, as something to read."""

from collections.abc import Sequence
from pathlib import Path

from dictation_app.training import page
from dictation_app.training.findings import Audit, Histogram, Problem, ProblemKind
from dictation_app.training.manifest import write_text
from dictation_app.training.page import Heading, Paragraph, Part, Plot, PlotRow, Table
from dictation_app.training.plots import histogram

TITLES: dict[ProblemKind, str] = {
    "line": "Entries that cannot be understood",
    "unreadable": "Recordings that cannot be read",
    "silent": "Clips of silence",
    "clipped": "Clips cut off at full scale",
    "duration": "Durations that are wrong",
    "long": "Clips that are too long",
    "empty": "Clips without text",
    "foreign": "Texts with characters outside the alphabet",
    "short": "Clips too short for their text",
    "misfit": "Texts that are not what is heard",
    "same-audio": "Recordings that are there twice",
    "same-text": "Sentences that a speaker says twice",
    "shared-speaker": "Speakers in both sets",
    "shared-sentence": "Sentences in both sets",
    "shared-audio": "Recordings in both sets",
}


def plain_text(audit: Audit, *, n_examples: int | None = 3) -> str:
    """For a terminal; at most `n_examples` problems of a kind, or all."""
    return page.plain(_parts(audit, n_examples))


def write_report(path: Path, audit: Audit) -> None:
    """Write all that was found as HTML or Markdown, as the file's name says.

    Raises:
        ManifestError: the file cannot be written.
    """
    draw = page.markdown if path.suffix == ".md" else page.html
    write_text(path, draw(f"Check of {audit.name}", _parts(audit, 200)))


def _parts(audit: Audit, n_examples: int | None) -> list[Part]:
    parts: list[Part] = [Paragraph(_headline(audit)), _collections(audit)]
    parts += [
        Heading("Length of the clips in seconds"),
        _plot(audit.lengths, "Length of the clips"),
        Heading("Level of the clips in dB of full scale"),
        _plot(audit.levels, "Level of the clips"),
    ]
    if audit.foreign:
        marks = ", ".join(f"{f.character} ({f.n_clips})" for f in audit.foreign[:40])
        parts.append(Paragraph(f"Characters outside the alphabet, by clips: {marks}"))
    parts += _problems(audit, n_examples)
    if audit.dev is not None:
        parts += [Heading(f"And {audit.dev.name}"), *_parts(audit.dev, n_examples)]
    return parts


def _headline(audit: Audit) -> str:
    anonymous = ""
    if audit.n_anonymous:
        anonymous = f" (of {audit.n_anonymous} clips nobody knows the speaker)"
    return (
        f"{audit.name}: {audit.n_clips} clips, {audit.duration / 3600:.2f} hours, "
        f"{audit.n_speakers} speakers{anonymous}. {audit.n_words} words, "
        f"{audit.n_different_words} different ones, in {audit.n_texts} different texts."
    )


def _collections(audit: Audit) -> Table:
    rows = tuple(
        (
            c.name or "(unnamed)",
            str(c.n_clips),
            f"{c.duration / 3600:.2f}",
            str(c.n_speakers),
            ", ".join(c.licences) or "not told",
        )
        for c in audit.collections
    )
    return Table(("corpus", "clips", "hours", "speakers", "licence"), rows)


def _plot(values: Histogram, title: str) -> Plot:
    labels = [f"{edge:g}" for edge in values.edges]
    ends = [f"–{label}" for label in labels[1:]]
    names = [a + b for a, b in zip(labels, [*ends, "+"], strict=True)]
    top = max(1, *values.counts)
    rows = tuple(
        PlotRow(name, n / top, str(n))
        for name, n in zip(names, values.counts, strict=True)
    )
    return Plot(histogram(names, values.counts, title), rows)


def _problems(audit: Audit, n_examples: int | None) -> list[Part]:
    counts = audit.counts
    if not counts:
        return [Paragraph("Nothing is wrong with it.")]
    parts: list[Part] = []
    for kind, n in counts.items():
        rows = [p for p in audit.problems if p.kind == kind]
        shown = rows if n_examples is None else rows[:n_examples]
        parts.append(Heading(f"{TITLES[kind]}: {n}"))
        parts.append(Paragraph(rows[0].remedy))
        parts.append(_rows(shown))
        if n > len(shown):
            parts.append(Paragraph(f"… and {n - len(shown)} more."))
    return parts


def _rows(problems: Sequence[Problem]) -> Table:
    rows = tuple((problem.clip, problem.sentence) for problem in problems)
    return Table(("clip", "what"), rows, n_texts=2)
