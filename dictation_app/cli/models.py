"""dictation-app models: list, import, export, protect, verify and remove models."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dictation_app.cli.meter import Meter, follow
from dictation_app.cli.options import tell, tell_usage
from dictation_app.errors import ModelError

if TYPE_CHECKING:
    from dictation_app.speech.keyword_store import KeywordModelInfo
    from dictation_app.speech.store import ModelInfo

_OK, _FAILED, _USAGE = 0, 1, 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.description = "List the models, or do one of the things below with them."
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument(
        "--presets",
        action="store_true",
        help="list the networks that can be trained, with their parameter counts",
    )
    parser.set_defaults(action=_list)
    actions = parser.add_subparsers(metavar="ACTION")
    for name, action, what, *names in _ACTIONS:
        sub = actions.add_parser(name, help=what, description=f"{what}.".capitalize())
        for argument in names:
            optional = argument.startswith("[")
            sub.add_argument(
                argument.strip("[]").lower(),
                metavar=argument.strip("[]"),
                nargs="*" if optional else None,
            )
        if name == "remove":
            sub.add_argument("--yes", action="store_true", help="do not ask")
        if name == "protect":
            sub.add_argument(
                "--minutes",
                type=float,
                default=30.0,
                metavar="N",
                help="how much of DATA is heard (default: 30)",
            )
        sub.set_defaults(action=action)


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked for."""
    code: int = arguments.action(arguments)
    return code


def _installed() -> "list[ModelInfo]":
    from dictation_app.paths import model_folders
    from dictation_app.speech.store import find_models

    return find_models(model_folders())


def _keyword_models() -> "list[KeywordModelInfo]":
    from dictation_app.paths import model_folders
    from dictation_app.speech.keyword_store import find_keyword_models

    return find_keyword_models(model_folders())


def _list(arguments: argparse.Namespace) -> int:
    if arguments.presets:
        return _list_presets(arguments.json)
    models, spotters = _installed(), _keyword_models()
    if arguments.json:
        about = [_about(m) for m in models] + [_about_words(s) for s in spotters]
        print(json.dumps(about, ensure_ascii=False, indent=1))
        return _OK
    names = [info.name for info in models] + [info.name for info in spotters]
    width = max(map(len, names), default=0)
    for info in models:
        size = f"{info.architecture.n_parameters:,} parameters, {info.n_bytes / 1e6:.0f} MB"
        extra = ", language model" if info.language_model else ""
        extra += ", rescorer" if info.rescorer else ""
        print(f"{info.name:<{width}}  {info.title}: {size}{extra}")
    for spotter in spotters:
        size = f"tells {len(spotter.words)} words apart, {spotter.n_bytes / 1e6:.1f} MB"
        print(f"{spotter.name:<{width}}  {spotter.title}: keyword model, {size}")
    if not models:
        tell("there is no model: import one, or install the program again.")
    return _OK


def _about(info: "ModelInfo") -> dict[str, Any]:
    from dictation_app.paths import user_models

    return {
        "name": info.name,
        "title": info.title,
        "folder": str(info.folder),
        "bundled": info.folder.parent != user_models(),
        "parameters": info.architecture.n_parameters,
        "bytes": info.n_bytes,
        "language_model": info.language_model is not None,
        "rescorer": info.rescorer is not None,
        "sha256": info.sha256,
        "architecture": asdict(info.architecture),
        "provenance": dict(info.provenance),
    }


def _about_words(info: "KeywordModelInfo") -> dict[str, Any]:
    return {
        "name": info.name,
        "title": info.title,
        "folder": str(info.folder),
        "type": "keywords",
        "words": list(info.words),
        "bytes": info.n_bytes,
        "sha256": info.sha256,
        "provenance": dict(info.provenance),
    }


def _list_presets(as_json: bool) -> int:
    from dictation_app.speech.architecture import PRESETS

    if as_json:
        presets = [
            {"name": name, "parameters": config.n_parameters, **asdict(config)}
            for name, config in PRESETS.items()
        ]
        print(json.dumps(presets, indent=1))
        return _OK
    for name, config in PRESETS.items():
        layers = f"{config.recurrent_layers} × {config.hidden}"
        print(
            f"{name:<11}{config.n_parameters:>11,} parameters   {config.n_mels} mels, "
            f"{config.residual_blocks} residual blocks, {config.rnn_type} {layers}"
        )
    return _OK


def _import(arguments: argparse.Namespace) -> int:
    from dictation_app.paths import model_folders
    from dictation_app.speech.importing import import_keyword_model, import_model
    from dictation_app.speech.store import KEYWORDS, architecture_type

    bundled, own = model_folders()
    source = Path(arguments.path)
    if architecture_type(source) == KEYWORDS:
        print(import_keyword_model(source, own, others=[bundled]).name)
    else:
        print(import_model(source, own, others=[bundled]).name)
    return _OK


def _export(arguments: argparse.Namespace) -> int:
    from dictation_app.speech.keyword_store import copy_keyword_model
    from dictation_app.speech.store import choose_model, copy_model

    target = Path(arguments.dest)
    named = {info.name: info for info in reversed(_keyword_models())}
    spotter = named.get(arguments.name)
    if spotter is not None:
        target = target / spotter.name if target.is_dir() else target
        copy_keyword_model(spotter, target)
    else:
        info = choose_model(_installed(), arguments.name)
        target = target / info.name if target.is_dir() else target
        copy_model(info, target)
    print(target)
    return _OK


def _remove(arguments: argparse.Namespace) -> int:
    from dictation_app.paths import user_models
    from dictation_app.speech.model_folder import remove_model

    name = arguments.name
    folder = user_models() / name
    if not name or Path(name).name != name or not folder.is_dir():
        if name in {info.name for info in _installed()}:
            raise ModelError(f"{name} came with the program and cannot be removed.")
        known = ", ".join(_names(user_models())) or "none"
        raise ModelError(f"There is no model “{name}” of yours. Yours: {known}.")
    asks = not arguments.yes and sys.stdin.isatty()
    if asks and not _agreed(f"Remove {name} for good? [y/N] "):
        return _FAILED
    remove_model(folder)
    return _OK


def _agreed(question: str) -> bool:
    try:
        return input(question).strip().lower() in ("y", "yes")
    except EOFError:  # Ctrl+D
        print()
        return False


def _verify(arguments: argparse.Namespace) -> int:
    """Check hashes, geometry and numbers, also of models that the list leaves out."""
    from dictation_app.paths import model_folders

    folders = [f / n for f in model_folders() for n in _names(f)]
    if arguments.name:
        known = {folder.name: folder for folder in reversed(folders)}
        folders = [known.get(name, Path(name)) for name in arguments.name]
    if not folders:
        tell_usage("models verify", "there is no model.")
        return _USAGE
    n_bad = 0
    for folder in folders:
        try:
            verify(folder)
        except ModelError as error:
            n_bad += 1
            print(f"{folder.name}: {error}")
        else:
            print(f"{folder.name}: ok")
    return _FAILED if n_bad else _OK


def verify(folder: Path) -> str:
    """Open a model of either kind; the SHA-256 of its weights.

    Raises:
        ModelError: it is damaged.
    """
    from dictation_app.speech.keyword_store import load_spotter, read_keyword_model
    from dictation_app.speech.store import (
        KEYWORDS,
        architecture_type,
        load_network,
        read_model,
    )

    if architecture_type(folder) == KEYWORDS:
        spotter = read_keyword_model(folder)
        load_spotter(spotter)
        return spotter.sha256
    info = read_model(folder)
    load_network(info)
    return info.sha256


def _protect(arguments: argparse.Namespace) -> int:
    """Measure what the voices of a data set need of a model."""
    from dictation_app.paths import bundled
    from dictation_app.speech.store import IMPORTANCE, choose_model
    from dictation_app.training.importance import save_importance
    from dictation_app.training.importers import read_dataset
    from dictation_app.training.weighing import choose_clips, weigh

    info = choose_model(_installed(), arguments.name)
    clips = choose_clips(read_dataset(Path(arguments.data)), arguments.minutes)
    # The program's own test clips judge what is learned: voices like theirs count too.
    clips += tuple(read_dataset(bundled("resources") / "speech" / "replay.jsonl"))
    with Meter() as meter:
        steps = weigh(info, clips)
        importance, n_clips = follow(steps, lambda share: meter.show(info.name, share))
    save_importance(info, importance, {"clips": str(n_clips)})
    print(info.folder / IMPORTANCE)
    return _OK


def _names(parent: Path) -> list[str]:
    """Folders that are, or were meant to be, models."""
    if not parent.is_dir():
        return []
    return sorted(
        p.name for p in parent.iterdir() if p.is_dir() and not p.name.startswith(".")
    )


_ACTIONS = (
    ("import", _import, "import a folder, .safetensors or .pt file", "PATH"),
    ("export", _export, "copy a model's folder to another place", "NAME", "DEST"),
    ("remove", _remove, "remove a model that was imported or trained", "NAME"),
    (
        "protect",
        _protect,
        "measure what the voices in DATA need of a model, so that adapting it to "
        "another voice spares them",
        "NAME",
        "DATA",
    ),
    ("verify", _verify, "check models' files against their hashes", "[NAME]"),
)
