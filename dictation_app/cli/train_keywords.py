"""dictation-app train --task keywords: a small network for a fixed list of words."""

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dictation_app.cli.meter import Meter, follow
from dictation_app.cli.progress import StopSignal, Teller

if TYPE_CHECKING:
    from dictation_app.training.keyword_recipe import KeywordRecipe
    from dictation_app.training.keywords import KeywordEvent

_FOREIGN = {
    "--config": "config",
    "--preset": "preset",
    "--from": "parent",
    "--hours-seen": "hours_seen",
    "--processes": "processes",
    "--adapt": "adapt",
}
"""Arguments that belong to networks for text."""


def misuse(arguments: argparse.Namespace) -> str | None:
    """Say what does not go with the task, if anything does not."""
    for name, value in _FOREIGN.items():
        if getattr(arguments, value) is not None:
            return f"{name} does not go with --task keywords."
    return None


def train(arguments: argparse.Namespace) -> int:
    """Train, and tell how it goes."""
    from dictation_app.training.keywords import train_keywords
    from dictation_app.training.toml import write_toml

    recipe = _configure(arguments)
    if arguments.show_config:
        print(write_toml(recipe), end="")
        return 0
    output = arguments.output.absolute()
    cache = (arguments.cache or output.parent / "features").absolute()
    with Meter() as meter, StopSignal() as stop:
        teller = Teller(meter)
        steps = train_keywords(
            recipe, output, cache, resume=arguments.resume, stop=stop
        )
        result = follow(steps, lambda event: _show(event, meter, teller))
    best = "" if result.accuracy is None else f", {result.accuracy:.1%} of dev right"
    end = "done" if result.is_complete else "stopped; go on with --resume"
    print(
        f"{end}: {len(result.words)} words, {result.epochs} epochs in "
        f"{result.seconds / 60:.1f} minutes{best}"
    )
    print(f"model: {result.model}")
    print("the lab compares with it after dictation-app models import and its folder")
    return 0


def _configure(arguments: argparse.Namespace) -> "KeywordRecipe":
    """The recipe with what the command line says on top."""
    from dictation_app.training.configuration import with_setting
    from dictation_app.training.keyword_recipe import RECIPE, KeywordRecipe, read_recipe

    recipe = KeywordRecipe()
    if arguments.resume:
        recipe = read_recipe(arguments.output / RECIPE)
    given = {"train": arguments.data, "dev": arguments.dev, "noise": arguments.noise}
    data: dict[str, Any] = {
        name: tuple(str(path.absolute()) for path in paths)
        for name, paths in given.items()
        if paths is not None
    }
    limits = {"minutes": arguments.minutes, "epochs": arguments.epochs}
    named: dict[str, Any] = {k: v for k, v in limits.items() if v is not None}
    recipe = replace(
        recipe, data=replace(recipe.data, **data), run=replace(recipe.run, **named)
    )
    for setting in arguments.settings:
        recipe = with_setting(recipe, setting)
    return recipe


def _show(event: "KeywordEvent", meter: Meter, teller: Teller) -> None:
    from dictation_app.training.keywords import KeywordStep, KeywordsTried

    if isinstance(event, KeywordStep):
        what = f"epoch {event.epoch}: loss {event.loss:.2f}"
        meter.show(what, event.progress)
    elif isinstance(event, KeywordsTried):
        teller.say(
            f"epoch {event.epoch}: {event.accuracy:.1%} of {event.n} words right"
        )
    else:
        teller.show(event)
