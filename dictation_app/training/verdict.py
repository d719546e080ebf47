"""Is an adapted model better, and not narrower? If so it becomes a model folder."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dictation_app.speech.model import DeepSpeech2
from dictation_app.speech.store import ModelInfo, save_model
from dictation_app.training.evaluation import Evaluation
from dictation_app.training.events import TrainResult
from dictation_app.training.export import CURVE
from dictation_app.training.importance import read_importance, save_importance
from dictation_app.training.manifest import write_text

LOSS_ALLOWED = 0.01
"""How much more of the bundled test set may be wrong: one point."""
_CHANCE = 0.03
"""How much more of the words of the held-out clips may be wrong: three points.

A minute of held-out speech has some hundred words, and by chance alone two models differ
in them by so much. So the letters decide: how unlikely the network finds what was said.
Of adaptations that helped six speakers the words alone let 83 of 100 pass by a minute of
held-out speech, and the letters 97; of those to another speaker, 23 and 11.
"""


@dataclass(frozen=True)
class Measured:
    """What one model makes of the held-out clips and of the bundled test clips.

    Attributes:
        held_out: of the user's own clips.
        test: of the bundled ones, or None where none were given.
    """

    held_out: Evaluation
    test: Evaluation | None = None

    @property
    def wer(self) -> float:
        """Share of wrong words in the held-out clips."""
        return self.held_out.words.rate

    @property
    def test_wer(self) -> float:
        """Share of wrong words in the test clips; 0 without any."""
        return self.test.words.rate if self.test else 0.0

    @property
    def loss(self) -> float:
        """Nats by which the network finds what was said in the held-out clips unlikely."""
        return self.held_out.loss


@dataclass(frozen=True)
class Verdict:
    """Whether new weights are kept, and why, in one sentence."""

    kept: bool
    reason: str


@dataclass(frozen=True, eq=False)
class Outcome:
    """What the learning came to.

    Attributes:
        network: the new weights.
        share: how far they went from the parent's to what was learned.
        before: how the parent hears.
        after: how the new weights hear.
        result: of the learning.
    """

    network: DeepSpeech2
    share: float
    before: Measured
    after: Measured
    result: TrainResult


def is_narrower(before: Measured, after: Measured) -> bool:
    """Whether the test clips lose more than is allowed."""
    return after.test_wer > before.test_wer + LOSS_ALLOWED


def judge(before: Measured, after: Measured) -> Verdict:
    """Decide whether new weights are kept: letters decide, words and others may object."""
    own = f"{percent(before.wer)} of the words wrong before, {percent(after.wer)} now"
    others = f"{percent(before.test_wer)} before, {percent(after.test_wer)} now"
    if after.loss >= before.loss:
        return Verdict(
            False, f"The letters of your own sentences are not heard better ({own})."
        )
    if after.wer > before.wer + _CHANCE:
        return Verdict(False, f"Your own sentences are not heard better ({own}).")
    only_letters = after.wer >= before.wer
    if is_narrower(before, after):
        what = "The letters of your" if only_letters else "Your"
        return Verdict(
            False,
            f"{what} own sentences are heard better ({own}), but the test clips worse "
            f"({others}).",
        )
    if only_letters:
        return Verdict(
            True,
            "The letters of your own sentences are heard better, their words about as "
            f"well ({own}).",
        )
    return Verdict(True, f"Your own sentences are heard better ({own}).")


def keep(folder: Path, parent: ModelInfo, outcome: Outcome, *, title: str) -> ModelInfo:
    """Write the model folder with its card and where it comes from.

    The parent's language model, its way of decoding and what it says of its weights'
    importance go with it.

    Args:
        folder: of the new model; an existing one is replaced.
        parent: the model it began as.
        outcome: what the learning came to.
        title: its name for people; made from the parent's where empty.

    Raises:
        ModelError: it cannot be written.
    """
    title = title or f"{parent.title}, adapted"
    curve = outcome.result.model / CURVE
    has_curve = curve.is_file()
    info = save_model(
        folder,
        outcome.network,
        title=title,
        features=parent.features,
        alphabet=parent.alphabet,
        decoding=parent.decoding,
        provenance=_provenance(parent, outcome),
        card=_card(title, parent, outcome, has_curve=has_curve),
        language_model=parent.language_model,
        words=parent.words,
        rescorer=parent.rescorer,
    )
    if has_curve:
        write_text(folder / CURVE, curve.read_text(encoding="utf-8"))
    importance = read_importance(parent)
    if importance is not None:
        save_importance(info, importance, {"measured_on": parent.sha256})
    return info


def percent(share: float) -> str:
    """A share as people read it."""
    return f"{100 * share:.1f} %"


def _provenance(parent: ModelInfo, outcome: Outcome) -> dict[str, Any]:
    before, after = outcome.before, outcome.after
    provenance: dict[str, Any] = {
        "parent": {"name": parent.name, "sha256": parent.sha256},
        "trained": datetime.now(UTC).isoformat(timespec="seconds"),
        "steps": outcome.result.step,
        "hours_seen": round(outcome.result.hours_seen, 3),
        "share_of_the_way": outcome.share,
        "held_out_wer": [round(before.wer, 4), round(after.wer, 4)],
    }
    if licence := parent.provenance.get("licence"):
        provenance["licence"] = licence
    if after.test is not None:
        provenance["test_wer"] = [round(before.test_wer, 4), round(after.test_wer, 4)]
    return provenance


def _card(title: str, parent: ModelInfo, outcome: Outcome, *, has_curve: bool) -> str:
    before, after = outcome.before, outcome.after
    minutes = before.held_out.duration / 60
    lines = [
        f"# {title}",
        "",
        f"{parent.title}, adapted to one voice: {60 * outcome.result.hours_seen:.0f} minutes "
        "heard, repetitions and replay clips included. The weights went "
        f"{percent(outcome.share)} of the way from the parent's to what was learned.",
        "",
        "| wrong words | before | after |",
        "|---|---|---|",
        f"| {len(before.held_out.clips)} clips of the voice that were not learned from "
        f"({minutes:.1f} min) | {percent(before.wer)} | {percent(after.wer)} |",
    ]
    if after.test is not None:
        lines.append(
            f"| bundled test clips | {percent(before.test_wer)} "
            f"| {percent(after.test_wer)} |"
        )
    if has_curve:
        lines += ["", f"![Learning curve]({CURVE})"]
    lines += ["", f"Parent: `{parent.name}`, sha256 `{parent.sha256}`."]
    return "\n".join(lines) + "\n"
