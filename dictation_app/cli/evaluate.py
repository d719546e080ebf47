"""dictation-app evaluate: how many words does a model get wrong?"""

import argparse
import json
import sys
from collections.abc import Callable, Generator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from dictation_app.cli.meter import Meter, follow
from dictation_app.cli.options import add_hearings, find_model
from dictation_app.errors import ManifestError, ModelError

if TYPE_CHECKING:
    from dictation_app.speech.decoder import Decoder
    from dictation_app.speech.network import AcousticModel
    from dictation_app.speech.store import ModelInfo
    from dictation_app.training.evaluation import Evaluation, EvaluationProgress
    from dictation_app.training.manifest import Clip
    from dictation_app.training.summary import Comparison, Summary

T = TypeVar("T", int, float)
R = TypeVar("R")

_USAGE = 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.usage = (
        "dictation-app evaluate MODEL [DATA] [options]\n"
        "       dictation-app evaluate --compare MODEL MODEL [DATA] [options]"
    )
    parser.add_argument(
        "names",
        nargs="*",
        metavar="MODEL DATA",
        help="a model's name or folder, and a manifest or another data set (default: "
        "the program's own test clips)",
    )
    parser.add_argument(
        "--corrections",
        action="store_true",
        help="instead of DATA: the sentences that you corrected, without those that "
        "the model may have learned from",
    )
    parser.add_argument(
        "--compare",
        nargs=2,
        metavar="MODEL",
        help="compare two models on DATA: paired bootstrap, and the changed sentences",
    )
    parser.add_argument(
        "--sweep",
        action="store_true",
        help="run the network once and try all combinations of --alpha, --beta, --beam",
    )
    parser.add_argument(
        "--save",
        action="store_true",
        help="with --sweep: keep the best weights in the model's folder, and with them "
        "how sure its words are on DATA",
    )
    _add_search(parser)
    _add_work(parser)


def _add_work(parser: argparse.ArgumentParser) -> None:
    """Describe how much is done, how, and what comes of it."""
    parser.add_argument(
        "--limit", type=int, metavar="N", help="N clips only, drawn by --seed"
    )
    parser.add_argument("--seed", type=int, default=0, help="of draws (default: 0)")
    parser.add_argument(
        "--jobs", type=int, default=2, metavar="N", help="search threads (default: 2)"
    )
    parser.add_argument(
        "--device",
        default="auto",
        choices=("auto", "cpu", "cuda"),
        help="for the network",
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument(
        "--report", type=Path, metavar="FILE", help="write a report, .html or .md"
    )


def _add_search(parser: argparse.ArgumentParser) -> None:
    """Describe how words are searched for."""
    add_hearings(parser)
    numbers = "; a list such as %s with --sweep"
    parser.add_argument(
        "--beam",
        type=_numbers(int),
        metavar="N",
        help="hypotheses kept in the search, 1 for greedy" + numbers % "32,64",
    )
    parser.add_argument(
        "--alpha",
        type=_numbers(float),
        metavar="A",
        help="weight of the language model" + numbers % "0.3,0.5,0.7",
    )
    parser.add_argument(
        "--beta",
        type=_numbers(float),
        metavar="B",
        help="bonus for a word" + numbers % "0,1,2",
    )
    parser.add_argument(
        "--prior",
        type=_numbers(float),
        metavar="P",
        help="how much of the network's own expectation of letters is taken out before "
        "the language model's is put in" + numbers % "0,0.3,0.45",
    )
    parser.add_argument(
        "--rescoring",
        type=_numbers(float),
        metavar="R",
        help="weight of the sentence network" + numbers % "0,0.2,0.4",
    )
    parser.add_argument(
        "--lm",
        type=Path,
        metavar="FILE",
        help="another language model than the model's",
    )
    parser.add_argument(
        "--words",
        type=Path,
        metavar="FILE",
        help="its word list (words.txt beside it unless given)",
    )
    parser.add_argument("--no-lm", action="store_true", help="use no language model")


def run(arguments: argparse.Namespace) -> int:
    """Evaluate, compare or sweep."""
    problem = _misuse(arguments)
    if problem:
        print(f"dictation-app evaluate: {problem}", file=sys.stderr)
        return _USAGE
    data, clips = _data(arguments)
    clips = _draw(clips, arguments.limit, arguments.seed)
    if arguments.sweep:
        return _run_sweep(arguments, clips)
    if arguments.compare:
        return _run_compare(arguments, clips, data)
    from dictation_app.training.summary import summarise

    evaluation = _evaluate(arguments, arguments.names[0], clips)
    summary = summarise(evaluation, data=data, seed=arguments.seed)
    if arguments.report:
        from dictation_app.training.report import write_report

        write_report(arguments.report, summary)
    if arguments.json:
        _print_json(asdict(summary) | {"clips": [asdict(c) for c in evaluation.clips]})
    else:
        _print_report(summary)
    return 0


def _misuse(arguments: argparse.Namespace) -> str | None:
    """Say what is wrong with the arguments before any work is done."""
    n_models = 0 if arguments.compare else 1
    if not n_models <= len(arguments.names) <= n_models + (not arguments.corrections):
        if arguments.corrections:
            return "--corrections takes the place of the data set: name no other."
        return (
            "give at most one data set after --compare and its two models."
            if arguments.compare
            else "give a model, and perhaps a data set after it."
        )
    if arguments.compare and arguments.sweep:
        return "--compare and --sweep are two different things: choose one."
    if arguments.save and not arguments.sweep:
        return "--save keeps what --sweep finds: give both."
    if arguments.save and (arguments.no_lm or arguments.lm):
        return (
            "--save is for the model's own language model: leave --lm and --no-lm out."
        )
    if arguments.sweep and arguments.report:
        return "--report belongs to an evaluation: leave it out with --sweep."
    weights = (arguments.alpha, arguments.beta, arguments.prior, arguments.rescoring)
    lists = (arguments.beam, *weights)
    if not arguments.sweep and any(numbers and len(numbers) > 1 for numbers in lists):
        return "several weights at once need --sweep."
    if arguments.beam and min(arguments.beam) < 1:
        return "--beam must be 1 or more."
    if arguments.report and arguments.report.suffix not in (".html", ".htm", ".md"):
        return "the report's name must end in .html or .md."
    if (arguments.limit is not None and arguments.limit < 1) or arguments.jobs < 1:
        return "--limit and --jobs must be 1 or more."
    return None


def _data(arguments: argparse.Namespace) -> "tuple[str, list[Clip]]":
    """The name of the data set, and its clips."""
    from dictation_app.paths import bundled, user_data
    from dictation_app.training.importers import read_dataset

    if arguments.corrections:
        from dictation_app.training.accuracy import corrected_clips
        from dictation_app.training.teaching import Teaching

        names = arguments.compare or arguments.names
        models = [find_model(name) for name in names]
        clips = corrected_clips(Teaching(user_data() / "teaching"), models)
        if not clips:
            raise ManifestError(
                "There is no corrected sentence with its sound that the model cannot "
                "have learned from: correct some more in the window."
            )
        return "corrections", clips
    n_models = 0 if arguments.compare else 1
    path = bundled("resources") / "speech" / "test.jsonl"
    if len(arguments.names) > n_models:
        path = Path(arguments.names[-1])
    return path.name, read_dataset(path)


def _draw(clips: "list[Clip]", limit: int | None, seed: int) -> "list[Clip]":
    """Not more clips than wanted, in their order."""
    import numpy as np

    if limit is None or limit >= len(clips):
        return clips
    chosen = np.random.default_rng(seed).choice(len(clips), limit, replace=False)
    return [clips[i] for i in sorted(chosen.tolist())]


def _open(
    arguments: argparse.Namespace, name: str
) -> "tuple[ModelInfo, AcousticModel, Decoder]":
    """Open a model and the decoder that the arguments ask for."""
    from dictation_app.speech.architecture import DecodingOptions
    from dictation_app.speech.recognizer import load_recognizer

    info = find_model(name)
    recognizer, notice = load_recognizer(
        info, device=arguments.device, options=DecodingOptions(beam_width=1)
    )
    if notice is not None:
        print(f"dictation-app: {notice.message}", file=sys.stderr)
    return info, recognizer.model, _decoder(arguments, info)


def _decoder(arguments: argparse.Namespace, info: "ModelInfo") -> "Decoder":
    from dictation_app.speech.decoder import Decoder

    language_model, words = info.language_model, info.words
    if arguments.no_lm:
        language_model = words = None
    elif arguments.lm is not None:
        language_model = arguments.lm
        words = arguments.words or arguments.lm.with_name("words.txt")
        if not language_model.is_file():
            raise ModelError(f"There is no language model {language_model}.")
    options = info.decoding
    if arguments.beam and not arguments.sweep:  # which tries them itself
        options = options.with_beam(arguments.beam[0])
    if arguments.hearings is not None:
        options = replace(options, hearings=arguments.hearings)
    if arguments.alpha:
        options = replace(options, alpha=arguments.alpha[0])
    if arguments.beta:
        options = replace(options, beta=arguments.beta[0])
    if arguments.prior:
        options = replace(options, prior_weight=arguments.prior[0])
    if arguments.rescoring:
        options = replace(options, rescoring_weight=arguments.rescoring[0])
    return Decoder(
        info.alphabet,
        options,
        language_model=language_model,
        words=words,
        rescorer=info.rescorer,
    )


def _evaluate(
    arguments: argparse.Namespace, name: str, clips: "Sequence[Clip]"
) -> "Evaluation":
    from dictation_app.training.evaluation import evaluate

    info, model, decoder = _open(arguments, name)
    return _watch(
        evaluate(model, decoder, clips, name=info.name, jobs=arguments.jobs), info.name
    )


def _watch(steps: "Generator[EvaluationProgress, None, R]", what: str) -> R:
    """Draw the progress of an evaluation and give its result."""
    with Meter() as meter:

        def show(step: "EvaluationProgress") -> None:
            label = f"{what}: {step.n_clips} clips"
            if step.words.n_reference:
                label += f", {100 * step.words.rate:.1f} % of the words wrong"
            meter.show(label, step.done / max(step.total, 1e-9), step.left)

        return follow(steps, show)


def _run_compare(
    arguments: argparse.Namespace, clips: "Sequence[Clip]", data: str
) -> int:
    from dictation_app.training.summary import compare

    first, second = (_evaluate(arguments, name, clips) for name in arguments.compare)
    comparison = compare(first, second, data=data, seed=arguments.seed)
    if arguments.report:
        from dictation_app.training.report import write_report

        write_report(arguments.report, comparison)
    if arguments.json:
        _print_json(asdict(comparison))
    else:
        _print_report(comparison)
    return 0


def _run_sweep(arguments: argparse.Namespace, clips: "Sequence[Clip]") -> int:
    from dictation_app.cli import sweep
    from dictation_app.training.sweep import collect

    info, model, decoder = _open(arguments, arguments.names[0])
    steps = collect(
        model, clips, hearings=decoder.options.hearings, jobs=arguments.jobs
    )
    heard = _watch(steps, info.name)
    if len(heard) < len(clips):
        n = len(clips) - len(heard)
        print(f"Clips that cannot be read, and are left out: {n}.", file=sys.stderr)
    return sweep.run(arguments, info, decoder, heard)


def _print_report(report: "Summary | Comparison") -> None:
    from dictation_app.training.report import plain_text

    print(plain_text(report))


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))


def _numbers(kind: Callable[[str], T]) -> Callable[[str], list[T]]:
    """Read one number, or several with commas between them."""

    def parse(text: str) -> list[T]:
        try:
            return [kind(part) for part in text.split(",")]
        except ValueError as error:
            raise argparse.ArgumentTypeError(f"“{text}” is no number") from error

    return parse
