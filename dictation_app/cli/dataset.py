"""dictation-app dataset: check, convert, split and cut recordings for training."""

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from dictation_app.cli.meter import Meter, follow
from dictation_app.errors import ManifestError

if TYPE_CHECKING:
    from dictation_app.speech.store import ModelInfo
    from dictation_app.training.cutting import Cut
    from dictation_app.training.findings import Audit, Target

_USAGE = 2
_DATA = "a manifest, a CSV, or a folder of LibriSpeech, Common Voice, LJ Speech, "
_DATA += "Speech Commands, or of audio with same-named .txt"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    actions = parser.add_subparsers(required=True, dest="action", metavar="ACTION")
    check = actions.add_parser(
        "check", help="say what is in a data set and what is wrong"
    )
    check.add_argument("data", type=Path, help=_DATA)
    check.add_argument(
        "--dev", type=Path, metavar="DATA", help="must share nothing with it"
    )
    check.add_argument("--model", help="model whose alphabet and frames count")
    check.add_argument(
        "--hear",
        action="store_true",
        help="let the model hear a sample, and name texts that are not what is said",
    )
    check.add_argument("--all", action="store_true", help="print every problem")
    check.add_argument("--json", action="store_true", help="print JSON")
    check.add_argument("--report", type=Path, metavar="FILE", help=".html or .md")
    check.add_argument(
        "--strict", action="store_true", help="exit with 1 where anything is wrong"
    )
    check.add_argument(
        "--jobs", type=int, default=2, metavar="N", help="reading threads"
    )
    convert = actions.add_parser("convert", help="write a data set as a manifest")
    convert.add_argument("data", type=Path, help=_DATA)
    convert.add_argument("out", type=Path, metavar="OUT.jsonl", help="the manifest")
    split = actions.add_parser("split", help="set some speakers apart for choosing")
    split.add_argument("data", type=Path, help=_DATA)
    split.add_argument("train", type=Path, metavar="TRAIN.jsonl")
    split.add_argument("dev", type=Path, metavar="DEV.jsonl")
    split.add_argument("--share", type=float, default=0.1, help="of dev (default: 0.1)")
    split.add_argument("--seed", type=int, default=0, help="of the draw (default: 0)")
    cut = actions.add_parser("cut", help="cut a long recording by its full transcript")
    cut.add_argument("recording", type=Path)
    cut.add_argument("transcript", type=Path, help="UTF-8 text of all that is said")
    cut.add_argument("out", type=Path, metavar="FOLDER", help="for clips and manifest")
    cut.add_argument("--model", help="the model that listens (default: the first)")
    cut.add_argument("--speaker", default="", help="written into the manifest")
    cut.add_argument("--min-fit", type=float, metavar="F", help="from 0 to 1")
    cut.add_argument("--json", action="store_true", help="print JSON")


def run(arguments: argparse.Namespace) -> int:
    """Do what the action asks for."""
    actions: dict[str, Callable[[argparse.Namespace], int]] = {
        "check": _check,
        "convert": _convert,
        "split": _split,
        "cut": _cut,
    }
    return actions[arguments.action](arguments)


def _check(arguments: argparse.Namespace) -> int:
    from dictation_app.training.audit import audit
    from dictation_app.training.audit_report import plain_text, write_report
    from dictation_app.training.findings import AuditProgress

    if arguments.report and arguments.report.suffix not in (".html", ".htm", ".md"):
        return _misuse("the report's name must end in .html or .md.")
    if arguments.jobs < 1:
        return _misuse("--jobs must be 1 or more.")
    steps = audit(
        arguments.data,
        arguments.dev,
        target=_target(arguments.model),
        jobs=arguments.jobs,
    )
    with Meter() as meter:

        def show(step: AuditProgress) -> None:
            share = step.n_clips / step.n_total if step.n_total else 0.0
            what = f"{step.n_clips} clips, {step.n_problems} problems"
            meter.show(what, share, step.left)

        found = follow(steps, show)
    if arguments.hear:
        found = _heard(arguments, found)
    if arguments.report:
        write_report(arguments.report, found)
    if arguments.json:
        print(json.dumps(asdict(found), ensure_ascii=False, indent=1))
    else:
        print(plain_text(found, n_examples=None if arguments.all else 3))
    n_problems = len(found.problems) + (len(found.dev.problems) if found.dev else 0)
    return 1 if found.n_clips == 0 or (arguments.strict and n_problems) else 0


def _heard(arguments: argparse.Namespace, found: "Audit") -> "Audit":
    """What was found, with the texts that are not what a model hears."""
    from dictation_app.speech.recognizer import load_recognizer
    from dictation_app.training.gathering import USELESS
    from dictation_app.training.importers import parse_dataset
    from dictation_app.training.misfits import doubt_texts, sample
    from dictation_app.training.run_events import TextsHeard

    useless = {p.clip for p in found.problems if p.kind in USELESS}
    entries = parse_dataset(arguments.data)
    known = [entry for entry in entries if not isinstance(entry, ManifestError)]
    clips = [clip for clip in known if clip.id not in useless]
    info = _model(arguments.model)
    model = load_recognizer(info, device="cpu")[0].model
    steps = doubt_texts(sample(clips), model, name=info.title, n_clips=len(clips))
    with Meter() as meter:

        def show(step: TextsHeard) -> None:
            share = step.n_done / max(step.n_clips, 1)
            meter.show(f"{step.n_done} clips heard", share, step.left)

        doubts = follow(steps, show)
    if doubts.is_lost:
        _note(f"{info.title} understands too little of these clips to judge texts.")
    elif doubts.is_sample:
        _note(f"A sample of {doubts.n_heard} of {doubts.n_clips} clips was heard.")
    return replace(found, problems=(*found.problems, *doubts.problems))


def _note(sentence: str) -> None:
    print(f"dictation-app: {sentence}", file=sys.stderr)


def _convert(arguments: argparse.Namespace) -> int:
    from dictation_app.training.importers import parse_dataset
    from dictation_app.training.manifest import Clip, write_manifest

    clips: list[Clip] = []
    errors: list[ManifestError] = []
    with Meter() as meter:
        for entry in parse_dataset(arguments.data):
            if isinstance(entry, Clip):
                clips.append(entry)
            else:
                errors.append(entry)
            meter.show(f"{len(clips)} clips read", 0.0)
    for error in errors[:10]:
        print(f"left out: {error}", file=sys.stderr)
    if len(errors) > 10:
        print(f"left out: {len(errors) - 10} more", file=sys.stderr)
    if not clips:
        raise ManifestError(f"{arguments.data.name} holds no clip that can be used.")
    write_manifest(arguments.out, clips)
    hours = sum(clip.duration for clip in clips) / 3600
    print(f"{arguments.out}: {len(clips)} clips, {hours:.2f} hours")
    return 0


def _split(arguments: argparse.Namespace) -> int:
    from dictation_app.training.importers import read_dataset
    from dictation_app.training.manifest import write_manifest
    from dictation_app.training.splitting import split

    if not 0 < arguments.share < 1:
        return _misuse("--share must lie between 0 and 1.")
    if arguments.train.resolve() == arguments.dev.resolve():
        return _misuse("TRAIN and DEV must be two files.")
    parts = split(
        read_dataset(arguments.data), share=arguments.share, seed=arguments.seed
    )
    for path, clips in ((arguments.train, parts.train), (arguments.dev, parts.dev)):
        write_manifest(path, clips)
        hours = sum(clip.duration for clip in clips) / 3600
        print(f"{path}: {len(clips)} clips, {hours:.2f} hours")
    if not parts.by_speaker:
        print(
            "Some speakers are not known, or alone in their corpus: there only "
            "sentences were kept apart."
        )
    return 0


def _cut(arguments: argparse.Namespace) -> int:
    from dictation_app.speech.architecture import DecodingOptions
    from dictation_app.speech.recognizer import load_recognizer
    from dictation_app.training.cutting import MIN_FIT, cut

    recognizer, _ = load_recognizer(
        _model(arguments.model), options=DecodingOptions(beam_width=1)
    )
    steps = cut(
        recognizer.model,
        recognizer.decoder,
        arguments.recording,
        arguments.transcript,
        arguments.out,
        speaker=arguments.speaker,
        min_fit=MIN_FIT if arguments.min_fit is None else arguments.min_fit,
    )
    with Meter() as meter:
        result = follow(steps, lambda s: meter.show(s.stage, s.share, s.left))
    if arguments.json:
        print(json.dumps(asdict(result), ensure_ascii=False, indent=1, default=str))
    else:
        _print_cut(result)
    return 0 if result.clips else 1


def _print_cut(result: "Cut") -> None:
    kept = sum(piece.duration for piece in result.clips)
    print(
        f"{result.manifest}: {len(result.clips)} clips, {kept / 60:.1f} of "
        f"{result.duration / 60:.1f} minutes"
    )
    for piece in result.left_out:
        print(
            f"left out {piece.start:.1f}–{piece.end:.1f} s, fit {piece.fit:.2f}: "
            f"{piece.reason} “{piece.text[:60]}”"
        )


def _target(name: str | None) -> "Target":
    from dictation_app.training.findings import Target

    if name is None:
        return Target()
    info = _model(name)
    return Target(info.alphabet, info.features, info.architecture)


def _model(name: str | None) -> "ModelInfo":
    from dictation_app.paths import model_folders
    from dictation_app.speech.store import choose_model, find_models

    return choose_model(find_models(model_folders()), name)


def _misuse(sentence: str) -> int:
    print(f"dictation-app dataset: {sentence}", file=sys.stderr)
    return _USAGE
