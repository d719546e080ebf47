"""A keyword model beside the phrases, for dictation-app commands."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

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
