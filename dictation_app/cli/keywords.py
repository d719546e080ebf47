"""A keyword model beside the phrases, for dictation-app commands."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dictation_app.errors import AudioError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from dictation_app.lab.command_set import Saying
    from dictation_app.lab.comparison import Comparison, Verdict
    from dictation_app.lab.session import Trial
    from dictation_app.speech.keywords import KeywordSpotter

Row = dict[str, float | str | None]


def open_spotter(folder: Path | None) -> "KeywordSpotter | None":
    """The keyword model of a folder, if one is named.

    Raises:
        ModelError: it is none, or damaged.
    """
    if folder is None:
        return None
    from dictation_app.speech.keyword_store import load_spotter, read_keyword_model

    return load_spotter(read_keyword_model(folder))


def add_probabilities(
    rows: list[Row],
    spotter: "KeywordSpotter",
    samples: "npt.NDArray[np.float32]",
    *,
    none: str,
) -> None:
    """Say of every phrase how likely it is by the keyword model; None if unknown to it."""
    (found,) = spotter.probabilities([samples])
    known = dict(zip((*spotter.words, none), found.tolist(), strict=True))
    for row in rows:
        value = known.get(str(row["phrase"]).lower())
        row["keyword_model"] = None if value is None else round(value, 4)


def line(row: Row) -> str:
    """One phrase for the terminal."""
    text = f"{row['score']:10.2f}  {row['phrase']}"
    if "keyword_model" in row:
        value = row["keyword_model"]
        share = "–" if value is None else f"{value:.1%}"
        text = f"{text:<34}{share:>8}"
    return text


class Both:
    """Gathers what phrases and keyword model made of the same recordings."""

    def __init__(self, spotter: "KeywordSpotter", sayings: "Sequence[Saying]") -> None:
        self._spotter = spotter
        self._labels = {saying.phrase.lower(): saying.label for saying in sayings}
        self._known = [w in self._labels for w in spotter.words]
        self._verdicts: list[Verdict] = []
        labels = dict.fromkeys(saying.label for saying in sayings)
        heard = {self._labels[w] for w in spotter.words if w in self._labels}
        self._unknown = tuple(label for label in labels if label not in heard)

    def add(
        self, name: str, trial: "Trial", samples: "npt.NDArray[np.float32]"
    ) -> None:
        """Let the keyword model hear a recording that the phrases were tried on."""
        from dictation_app.lab.comparison import Verdict

        if trial.label in self._unknown:
            return
        if len(samples) < self._spotter.sample_rate // 20:
            raise AudioError(f"{name} holds no sound.")
        (found,) = self._spotter.probabilities([samples])
        # Words of other sets are no answers here; "other" comes last.
        best = int((found * [*self._known, True]).argmax())
        words = self._spotter.words
        by_words = self._labels[words[best]] if best < len(words) else ""
        by_phrases = trial.heard if trial.passed else ""
        self._verdicts.append(Verdict(name, trial.label, by_phrases, by_words))

    @property
    def comparison(self) -> "Comparison":
        """All of it."""
        from dictation_app.lab.comparison import Comparison

        return Comparison(tuple(self._verdicts), self._unknown)
