"""dictation-app language-model: which words follow which, counted from text."""

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from dictation_app.cli.meter import Meter, follow
from dictation_app.cli.options import find_model, tell, tell_usage
from dictation_app.cli.texts import add_texts, tell_left_out

if TYPE_CHECKING:
    from dictation_app.speech.store import ModelInfo
    from dictation_app.training.language_model import BuildProgress, BuiltLanguageModel

_USAGE = 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.description = (
        "Build a language model, lm.bin and words.txt, from texts of one sentence a "
        "line and from manifests. Needs KenLM's programs lmplz and build_binary."
    )
    add_texts(parser)
    parser.add_argument(
        "--output", type=Path, metavar="DIR", help="where lm.bin and words.txt go"
    )
    parser.add_argument(
        "--into",
        metavar="MODEL",
        help="a model's name or folder that gets the language model, and whose alphabet "
        "is used",
    )
    _add_recipe(parser)
    _add_programs(parser)
    parser.add_argument("--json", action="store_true", help="print JSON")


def _add_recipe(parser: argparse.ArgumentParser) -> None:
    """Describe what kind of language model is wanted."""
    parser.add_argument(
        "--order", type=int, default=4, help="words of the longest n-gram (default: 4)"
    )
    parser.add_argument(
        "--prune",
        type=int,
        nargs="+",
        default=[0, 1, 1, 2],
        metavar="N",
        help="counts up to which n-grams of 1, 2, … words are left out (default: 0 1 1 2)",
    )
    parser.add_argument(
        "--words", type=Path, metavar="FILE", help="know no words but those listed here"
    )
    parser.add_argument(
        "--min-count",
        type=int,
        default=1,
        metavar="N",
        help="know no words that occur less often (default: 1)",
    )


def _add_programs(parser: argparse.ArgumentParser) -> None:
    """Describe what builds it."""
    parser.add_argument(
        "--memory",
        default="50%",
        help="what lmplz may use, such as 2G (default: 50%% of the machine's)",
    )
    for name in ("lmplz", "build-binary"):
        parser.add_argument(
            f"--{name}",
            type=Path,
            metavar="PATH",
            help="KenLM's program (looked for on the PATH unless given)",
        )


def run(arguments: argparse.Namespace) -> int:
    """Build, and install where a model is named."""
    if arguments.output is None and arguments.into is None:
        tell_usage("language-model", "say where it goes: --output DIR or --into MODEL.")
        return _USAGE
    from tempfile import TemporaryDirectory

    from dictation_app.training.language_model import install

    info = None if arguments.into is None else find_model(arguments.into)
    with TemporaryDirectory(prefix="dictation-lm-") as temporary:
        built = _build(arguments, info, arguments.output or Path(temporary))
        if info is not None:
            info = install(built.folder, info.folder)
    _print(built, info, arguments)
    return 0


def _build(
    arguments: argparse.Namespace, info: "ModelInfo | None", output: Path
) -> "BuiltLanguageModel":
    from dictation_app.speech.alphabet import ENGLISH
    from dictation_app.training.kenlm import Recipe, find_tools
    from dictation_app.training.language_model import build_language_model, read_words

    recipe = Recipe(
        order=arguments.order,
        prune=tuple(arguments.prune),
        min_count=arguments.min_count,
        memory=arguments.memory,
    )
    tools = find_tools(arguments.lmplz, arguments.build_binary)
    alphabet = ENGLISH if info is None else info.alphabet
    words = read_words(arguments.words, alphabet) if arguments.words else None
    steps = build_language_model(
        arguments.texts,
        output,
        alphabet=alphabet,
        tools=tools,
        recipe=recipe,
        vocabulary=words,
        held_out=arguments.without,
    )
    shares = {"reading": 0.0, "estimating": 0.3, "packing": 0.9}
    with Meter() as meter:

        def show(step: "BuildProgress") -> None:
            what = f"{step.stage}: {step.n_lines:,} sentences, {step.n_words:,} words"
            meter.show(what, shares[step.stage])

        return follow(steps, show)


def _print(
    built: "BuiltLanguageModel", info: "ModelInfo | None", arguments: argparse.Namespace
) -> None:
    if arguments.json:
        print(json.dumps(asdict(built) | {"folder": str(built.folder)}, indent=1))
    else:
        ngrams = " + ".join(f"{n:,}" for n in built.n_ngrams)
        print(
            f"{built.n_lines:,} sentences, {built.n_words:,} words, "
            f"{built.n_vocabulary:,} of them different and known; n-grams {ngrams}; "
            f"{built.n_bytes / 1e6:.1f} MB"
        )
    tell_left_out(n_foreign=built.n_foreign, n_held_out=built.n_held_out)
    if info is not None and info.decoding.beam_width == 1:
        tell(
            f"{info.name} searches greedily: the language model works with --beam 256."
        )
