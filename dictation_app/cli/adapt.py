"""dictation-app train --adapt: a model learns a voice, and is kept if that helped."""

import argparse
import json
import shutil
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dictation_app.cli.meter import Meter, follow
from dictation_app.cli.progress import StopSignal, Teller
from dictation_app.cli.train import choose_crew, find_parent

if TYPE_CHECKING:
    from dictation_app.speech.store import ModelInfo
    from dictation_app.training.adaptation import AdaptationEvent, AdaptationResult

_STAGES = {
    "checking": "listening to your clips",
    "before": "measuring the model as it is",
    "after": "measuring what was learned",
}


@dataclass(frozen=True)
class Order:
    """What to adapt, and how to tell of it.

    Attributes:
        data: clips of the voice.
        parent: the model to begin with.
        output: folder of the new model, or None for one among the user's.
        minutes: longest time for learning, or None for the usual one.
        processes: that share each step, or None for what suits the machine.
        as_json: whether the result is printed as JSON.
    """

    data: Path
    parent: "ModelInfo"
    output: Path | None = None
    minutes: float | None = None
    processes: int | None = None
    as_json: bool = False


def adapt(arguments: argparse.Namespace) -> int:
    """Adapt a model as the arguments of `train` say."""
    adapt_to(
        Order(
            data=arguments.adapt.absolute(),
            parent=find_parent(arguments.parent),
            output=arguments.output,
            minutes=arguments.minutes,
            processes=arguments.processes,
            as_json=arguments.json,
        )
    )
    return 0


def adapt_to(order: Order) -> "AdaptationResult":
    """Adapt a model to clips, and print what came of it.

    The run's own folder stands beside the new model's as long as it goes on; where it
    was interrupted, the same command goes on with it.

    Raises:
        DictationError: the clips cannot be used.
    """
    from dictation_app.paths import bundled
    from dictation_app.training.adaptation import AdaptationRequest
    from dictation_app.training.adaptation import adapt as learn

    speech = bundled("resources") / "speech"
    output = _output(order.output, order.parent.name)
    work = output.with_name(f".{output.name}.run")
    request = AdaptationRequest(
        data=order.data,
        parent=order.parent.folder,
        output=output,
        work=work,
        replay=speech / "replay.jsonl",
        test=speech / "test.jsonl",
    )
    if order.minutes is not None:
        request = replace(request, minutes=order.minutes)
    with Meter() as meter, StopSignal() as stop:
        teller = Teller(meter, file=sys.stderr if order.as_json else sys.stdout)
        steps = learn(request, crew=choose_crew(order.processes, "auto"), stop=stop)
        result = follow(steps, lambda event: _show(event, meter, teller))
    shutil.rmtree(work, ignore_errors=True)
    if order.as_json:
        print(json.dumps(describe(result), ensure_ascii=False))
    else:
        _print(result)
    return result


def describe(result: "AdaptationResult") -> dict[str, Any]:
    """What came of an adaptation, as plain data; error rates are shares."""
    return {
        "wer_before": round(result.before.wer, 4),
        "wer_after": round(result.after.wer, 4),
        "test_before": round(result.before.test_wer, 4),
        "test_after": round(result.after.test_wer, 4),
        "kept": result.kept,
        "reason": result.reason,
        "seconds": round(result.seconds, 1),
        "model": str(result.model),
    }


def _show(event: "AdaptationEvent", meter: Meter, teller: Teller) -> None:
    from dictation_app.training.adaptation import AdaptationPlanned, Listening

    match event:
        case Listening():
            meter.show(_STAGES[event.stage], event.share)
        case AdaptationPlanned():
            text = (
                f"{event.n_train} clips to learn from "
                f"({event.seconds / 60:.1f} minutes), {event.n_held_out} to measure by"
            )
            if event.left_out:
                reasons = ", ".join(f"{n} {why}" for why, n in event.left_out.items())
                text += f"; left out: {reasons}"
            teller.say(text)
        case _:
            teller.show(event)


def _print(result: "AdaptationResult") -> None:
    before, after = result.before, result.after
    print(f"{'':24}before   after")
    rows = (
        ("your held-out clips", before.wer, after.wer),
        ("bundled test clips", before.test_wer, after.test_wer),
    )
    for name, old, new in rows:
        print(f"{name:22}{100 * old:6.1f} %{100 * new:6.1f} %")
    print(result.reason)
    kept = "installed as" if result.kept else "nothing was installed; in use stays"
    print(f"{kept} {result.model} ({result.seconds / 60:.1f} minutes)")


def _output(wanted: Path | None, parent: str) -> Path:
    """Where the new model goes: a name that is not in use yet."""
    if wanted is not None:
        return wanted.absolute()
    from dictation_app.paths import user_models

    number = 1
    while True:
        suffix = "" if number == 1 else f"-{number}"
        folder = user_models() / f"{parent}-mine{suffix}"
        if not folder.exists():
            return folder
        number += 1
