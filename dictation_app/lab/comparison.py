"""Two recognisers on the same recordings: phrases by CTC, and a small keyword model."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dictation_app.lab.session import Trial

_SHOWN = 20
"""Recordings on which the two differ that a terminal lists."""


@dataclass(frozen=True)
class Verdict:
    """What both made of one recording.

    Attributes:
        name: of the recording.
        label: the command that was said.
        by_phrases: the label that the phrases' scores gave; empty for none of these.
        by_words: the label that the keyword model gave; empty for none of these.
    """

    name: str
    label: str
    by_phrases: str
    by_words: str


@dataclass(frozen=True)
class Comparison:
    """All recordings of commands that the keyword model knows.

    Attributes:
        verdicts: one a recording.
        unknown: labels that were said and that the keyword model has no word for.
    """

    verdicts: tuple[Verdict, ...]
    unknown: tuple[str, ...] = ()

    @property
    def accuracies(self) -> tuple[float, float]:
        """Shares that were right: by phrases, by words."""
        n = max(len(self.verdicts), 1)
        return (
            sum(v.by_phrases == v.label for v in self.verdicts) / n,
            sum(v.by_words == v.label for v in self.verdicts) / n,
        )

    def by_words(self, label: str) -> float | None:
        """Share of one command that the keyword model told right; None if never asked."""
        own = [v.by_words == label for v in self.verdicts if v.label == label]
        return sum(own) / len(own) if own else None

    @property
    def different(self) -> list[Verdict]:
        """Where one is right and the other is not."""
        return [
            v
            for v in self.verdicts
            if (v.by_phrases == v.label) != (v.by_words == v.label)
        ]


def of_trials(trials: Sequence[Trial], names: Sequence[str] = ()) -> Comparison | None:
    """What both made of the same trials; None where no keyword model was asked.

    Args:
        trials: of a session or of recordings.
        names: of the recordings; without them the trials are numbered.
    """
    names = names or [str(number) for number in range(1, len(trials) + 1)]
    verdicts = tuple(
        Verdict(name, t.label, t.heard if t.passed else "", t.by_words)
        for name, t in zip(names, trials, strict=True)
        if t.by_words is not None
    )
    unknown = dict.fromkeys(t.label for t in trials if t.by_words is None)
    return Comparison(verdicts, tuple(unknown)) if verdicts else None


def as_values(comparison: Comparison) -> dict[str, Any]:
    """The comparison as plain values for JSON."""
    phrases, words = comparison.accuracies
    return {
        "recordings": len(comparison.verdicts),
        "accuracy_phrases": round(phrases, 4),
        "accuracy_keyword_model": round(words, 4),
        "unknown_to_keyword_model": list(comparison.unknown),
        "different": [
            {
                "recording": v.name,
                "said": v.label,
                "phrases": v.by_phrases or "none",
                "keyword_model": v.by_words or "none",
            }
            for v in comparison.different
        ],
    }


def plain(comparison: Comparison) -> str:
    """What a terminal shows."""
    phrases, words = comparison.accuracies
    lines = [
        f"{len(comparison.verdicts)} recordings of words that the keyword model knows: "
        f"{phrases:.1%} right by phrases, {words:.1%} by the keyword model.",
        f"{'command':<24}{'n':>5}{'phrases':>9}{'keywords':>9}",
    ]
    for label in dict.fromkeys(v.label for v in comparison.verdicts):
        own = Comparison(tuple(v for v in comparison.verdicts if v.label == label))
        phrases, words = own.accuracies
        n = len(own.verdicts)
        lines.append(f"{label[:23]:<24}{n:>5}{phrases:>9.1%}{words:>9.1%}")
    different = comparison.different
    lines += _differences(different[:_SHOWN])
    if len(different) > _SHOWN:
        lines.append(f"… and {len(different) - _SHOWN} more.")
    if comparison.unknown:
        lines.append(f"The keyword model has no {', '.join(comparison.unknown)}.")
    return "\n".join(lines)


def _differences(verdicts: Sequence[Verdict]) -> list[str]:
    if not verdicts:
        return []
    return [
        "They differ on:",
        *(
            f"  {v.name}: {v.label} was said; phrases heard {v.by_phrases or 'none'}, "
            f"the keyword model {v.by_words or 'none'}."
            for v in verdicts
        ),
    ]
