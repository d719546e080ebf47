"""dictation-app rescorer: a network that scores whole sentences, learnt from text."""

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from dictation_app.cli.meter import Meter, follow
from dictation_app.cli.options import find_model, tell, tell_usage
from dictation_app.cli.progress import StopSignal
from dictation_app.cli.texts import add_texts, tell_left_out

if TYPE_CHECKING:
    from dictation_app.speech.store import ModelInfo
    from dictation_app.training.rescorer import RescorerProgress, TrainedRescorer

_USAGE = 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.description = (
        "Train a small network that scores whole sentences, rescorer.safetensors, on "
        "texts of one sentence a line and on manifests. With it, a search looks again at "
        "the best of what the n-gram language model has found."
    )
    add_texts(parser)
    parser.add_argument(
        "--output", type=Path, metavar="DIR", help="where rescorer.safetensors goes"
    )
    parser.add_argument(
        "--into", metavar="MODEL", help="a model's name or folder that gets the network"
    )
    parser.add_argument(
        "--from",
        dest="parent",
        type=Path,
        metavar="FILE",
        help="go on from this rescorer.safetensors, with its word pieces",
    )
    _add_recipe(parser)
    parser.add_argument("--json", action="store_true", help="print JSON")


def _add_recipe(parser: argparse.ArgumentParser) -> None:
    """Describe how it learns."""
    parser.add_argument(
        "--minutes",
        type=float,
        default=60.0,
        metavar="N",
        help="of learning (default: 60); the rate falls towards their end",
    )
    parser.add_argument(
        "--rate",
        type=float,
        default=3e-3,
        metavar="R",
        help="learning rate at its highest (default: 0.003)",
    )
    parser.add_argument("--seed", type=int, default=1, help="of draws (default: 1)")


def run(arguments: argparse.Namespace) -> int:
    """Train, and install where a model is named."""
    if arguments.output is None and arguments.into is None:
        tell_usage("rescorer", "say where it goes: --output DIR or --into MODEL.")
        return _USAGE
    from tempfile import TemporaryDirectory

    from dictation_app.training.rescorer import install

    info = None if arguments.into is None else find_model(arguments.into)
    with TemporaryDirectory(prefix="dictation-rescorer-") as temporary:
        trained = _train(arguments, info, arguments.output or Path(temporary))
        if info is not None:
            info = install(trained.path, info.folder)
    _print(trained, info, arguments)
    return 0


def _train(
    arguments: argparse.Namespace, info: "ModelInfo | None", output: Path
) -> "TrainedRescorer":
    from dictation_app.speech.alphabet import ENGLISH
    from dictation_app.speech.store import RESCORER
    from dictation_app.training.rescorer import RescorerRecipe, train_rescorer

    recipe = RescorerRecipe(
        minutes=arguments.minutes,
        learning_rate=arguments.rate,
        seed=arguments.seed,
    )
    with Meter() as meter, StopSignal() as stop:
        steps = train_rescorer(
            arguments.texts,
            output / RESCORER,
            alphabet=ENGLISH if info is None else info.alphabet,
            recipe=recipe,
            parent=arguments.parent,
            held_out=arguments.without,
            stop=stop,
        )

        def show(step: "RescorerProgress") -> None:
            if step.perplexity is not None:
                meter.clear()
                tell(f"saved; perplexity of --without: {step.perplexity:.0f}")
            what = f"{step.stage}: {step.n_lines:,} sentences"
            if step.loss is not None:
                what = f"{step.stage}: loss {step.loss:.2f}"
            meter.show(what, step.share or 0.0, step.left)

        return follow(steps, show)


def _print(
    trained: "TrainedRescorer", info: "ModelInfo | None", arguments: argparse.Namespace
) -> None:
    if arguments.json:
        print(json.dumps(asdict(trained) | {"path": str(trained.path)}, indent=1))
    else:
        end = "done" if trained.is_complete else "stopped; go on with --from"
        found = trained.perplexity
        measured = "" if found is None else f"; perplexity of --without {found:.0f}"
        print(
            f"{end}: {trained.n_lines:,} sentences, {trained.n_words:,} words, read "
            f"{trained.epochs:.2f} times{measured}; {trained.n_bytes / 1e6:.1f} MB"
        )
    tell_left_out(n_foreign=trained.n_foreign, n_held_out=trained.n_held_out)
    if info is not None and info.decoding.rescoring_weight == 0:
        tell(
            f"{info.name} gives it no weight yet: find the best with dictation-app "
            "evaluate --sweep --rescoring 0,0.2,0.4 --save."
        )
