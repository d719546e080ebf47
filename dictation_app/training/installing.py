"""A model that a run made becomes one of the user's models."""

import json
import re
import shutil
import unicodedata
from pathlib import Path

from dictation_app.errors import ModelError
from dictation_app.speech.model_folder import new_folder
from dictation_app.speech.store import CARD, CONFIG, ModelInfo, read_model
from dictation_app.training.runs import Judged, Outcome, Plan, Rate


def install(outcome: Outcome, plan: Plan, models: Path) -> ModelInfo:
    """Copy a run's model among the user's models, with its verdict in its card.

    Args:
        outcome: of the run.
        plan: of the run; its title is the model's.
        models: the user's folder of models.

    Raises:
        ModelError: the disk does not allow it, or the model is gone.
    """
    read_model(outcome.model)
    folder = free_name(plan.title, models)
    with new_folder(folder) as temporary:
        shutil.copytree(outcome.model, temporary, dirs_exist_ok=True)
        _describe(temporary, outcome, plan)
    return read_model(folder)


def free_name(title: str, models: Path) -> Path:
    """A folder for a model of this title that is not there yet."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    name = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "model"
    folder = models / name
    for number in range(2, 10_000):
        if not folder.exists():
            break
        folder = models / f"{name}-{number}"
    return folder


def _describe(folder: Path, outcome: Outcome, plan: Plan) -> None:
    """Write title and verdict into the model's config and card."""
    try:
        config = json.loads((folder / CONFIG).read_text(encoding="utf-8"))
        config["title"] = plan.title
        config["provenance"] |= {
            "data": plan.data,
            "judged": {judged.name: _values(judged) for judged in outcome.judged},
        }
        text = json.dumps(config, indent=1, ensure_ascii=False) + "\n"
        (folder / CONFIG).write_text(text, encoding="utf-8")
        card = (folder / CARD).read_text(encoding="utf-8").splitlines()
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"The model of this run is damaged ({error}): train it again."
        ) from error
    card[:1] = [f"# {plan.title}"]
    if not plan.is_of_a_voice:  # whose card has it already
        for judged in outcome.judged:
            card += ["", _sentence(judged)]
    (folder / CARD).write_text("\n".join(card) + "\n", encoding="utf-8")


def _values(judged: Judged) -> dict[str, float | int]:
    values: dict[str, float | int] = {
        "clips": judged.n_clips,
        "wer": round(judged.after.wer, 4),
    }
    if judged.before is not None:
        values["wer_before"] = round(judged.before.wer, 4)
    return values


def _sentence(judged: Judged) -> str:
    names = {"held-out": "its held-out clips", "bundled": "the program's test clips"}
    before = "" if judged.before is None else f", before {_written(judged.before)}"
    return (
        f"On {names.get(judged.name, judged.name)} ({judged.n_clips}): WER "
        f"{_written(judged.after)}{before}."
    )


def _written(rate: Rate) -> str:
    low, high = 100 * rate.interval.low, 100 * rate.interval.high
    return f"{100 * rate.wer:.1f} % ({low:.1f}–{high:.1f})"
