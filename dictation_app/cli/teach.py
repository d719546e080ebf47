"""dictation-app teach: what you corrected, and a model that learns from it."""

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dictation_app import paths, settings
from dictation_app.cli.options import tell
from dictation_app.errors import ModelError

if TYPE_CHECKING:
    from dictation_app.speech.store import ModelInfo
    from dictation_app.training.lessons import RuleSuggestion, WordSuggestion
    from dictation_app.training.teaching import Lesson, State, Teaching

OK, FAILED = 0, 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.description = (
        "What you corrected is kept with its sound. Look at it, decide what may teach, "
        "and let a model learn it. Nothing is learned unless you say so."
    )
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    lister = actions.add_parser("list", help="show corrections and suggestions")
    lister.add_argument("--json", action="store_true", help="print JSON")
    lister.set_defaults(action=_list)
    review = actions.add_parser(
        "review", help="go through new corrections and suggestions, one by one"
    )
    review.add_argument(
        "--accept-all", action="store_true", help="accept every new correction"
    )
    review.set_defaults(action=_review)
    run_it = actions.add_parser(
        "run", help="learn now; the result is kept only if it is better"
    )
    run_it.add_argument(
        "--from",
        dest="parent",
        metavar="MODEL",
        help="begin with a model (default: the one in use)",
    )
    run_it.add_argument("--minutes", type=_minutes, metavar="N", help="learn N minutes")
    run_it.add_argument("--output", type=Path, metavar="DIR", help="the new model")
    run_it.add_argument("--processes", type=_processes, metavar="N")
    run_it.add_argument("--json", action="store_true", help="print JSON")
    run_it.set_defaults(action=_run)
    back = actions.add_parser("back", help="use the model before the last lesson again")
    back.set_defaults(action=_back)


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked for."""
    code: int = arguments.action(arguments)
    return code


def _teaching() -> "Teaching":
    from dictation_app.training.teaching import Teaching

    return Teaching(paths.user_data() / "teaching")


def _list(arguments: argparse.Namespace) -> int:
    """Show all lessons, then what they suggest."""
    from dictation_app.training.lessons import suggest_rules, suggest_words

    teaching = _teaching()
    lessons = teaching.lessons()
    words = suggest_words(lessons, _read_settings().vocabulary.terms)
    rules = suggest_rules(lessons)
    if arguments.json:
        print(json.dumps(_described(teaching, lessons, words, rules), indent=1))
        return OK
    for lesson in lessons:
        print(_line(lesson, has_sound=teaching.has_sound(lesson)))
    for word in words:
        print(f"suggested word: {_shown_word(word)}")
    for rule in rules:
        print(f"suggested rule: {_shown_rule(rule)}")
    if not lessons:
        tell("nothing was corrected yet: correct words in the window, and come back.")
    return OK


def _described(
    teaching: "Teaching",
    lessons: "Sequence[Lesson]",
    words: "Sequence[WordSuggestion]",
    rules: "Sequence[RuleSuggestion]",
) -> dict[str, Any]:
    return {
        "corrections": [
            {"id": item.id, "has_sound": teaching.has_sound(item), **asdict(item)}
            for item in lessons
        ],
        "words": [
            {"term": w.term, "heard": w.heard, "hits": len(w.lessons)} for w in words
        ],
        "rules": [
            {"pattern": r.pattern, "replacement": r.replacement, "hits": len(r.lessons)}
            for r in rules
        ],
    }


def _line(lesson: "Lesson", *, has_sound: bool) -> str:
    when = time.strftime("%Y-%m-%d %H:%M", time.localtime(lesson.when))
    changes = "; ".join(
        f"{c.before or '∅'} → {c.after or '∅'} ({c.kind})" for c in lesson.changes
    )
    sound = "" if has_sound else ", without sound"
    return f"{lesson.id}  {when}  {lesson.state}{sound}: {changes or 'all right'}"


def _shown_word(word: "WordSuggestion") -> str:
    heard = ", ".join(word.heard) or "nothing"
    return f"{word.term} (heard {len(word.lessons)} times as: {heard})"


def _shown_rule(rule: "RuleSuggestion") -> str:
    return f"{rule.pattern} → {rule.replacement} ({len(rule.lessons)} times)"


def _review(arguments: argparse.Namespace) -> int:
    """Ask about each new lesson, then about what all of them suggest."""
    teaching = _teaching()
    new = [item for item in teaching.lessons() if item.state == "new" and item.changes]
    if arguments.accept_all:
        teaching.decide(new, "accepted")
        print(f"{len(new)} corrections accepted")
        return OK
    answers: dict[str, State] = {"a": "accepted", "r": "refused"}
    for number, lesson in enumerate(new, 1):
        print(f"\n{number} of {len(new)}")
        print(f"  heard: {lesson.heard}\n  now:   {lesson.said}")
        for change in lesson.changes:
            print(f"  {change.before or '∅'} → {change.after or '∅'}: {change.kind}")
        answer = _ask("accept, refuse, skip, quit? [a/r/s/q] ", "arsq")
        if answer == "q":
            return OK
        if answer in answers:
            teaching.decide([lesson], answers[answer])
    return _review_suggestions(teaching)


def _review_suggestions(teaching: "Teaching") -> int:
    from dictation_app.training.lessons import suggest_rules, suggest_words

    lessons = teaching.lessons()
    chosen = _read_settings()
    for word in suggest_words(lessons, chosen.vocabulary.terms):
        if _ask(f"expect the word {_shown_word(word)}? [y/n] ", "yn") == "y":
            terms = (*chosen.vocabulary.terms, word.term)
            chosen = replace(chosen, vocabulary=replace(chosen.vocabulary, terms=terms))
            settings.save(paths.settings_file(), chosen)
    known = {rule.pattern.casefold() for rule in chosen.writing.rules}
    for rule in suggest_rules(lessons):
        if rule.pattern.casefold() in known:
            continue
        if _ask(f"always write {_shown_rule(rule)}? [y/n] ", "yn") == "y":
            new = settings.WritingRule(rule.pattern, rule.replacement)
            rules = (*chosen.writing.rules, new)
            chosen = replace(chosen, writing=replace(chosen.writing, rules=rules))
            settings.save(paths.settings_file(), chosen)
    return OK


def _ask(question: str, answers: str) -> str:
    """One of some letters; the end of the input quits, or says no."""
    while True:
        print(question, end="", flush=True)
        line = sys.stdin.readline()
        if not line:
            print()
            return "q" if "q" in answers else "n"
        letter = line.strip().lower()[:1]
        if letter and letter in answers:
            return letter


def _run(arguments: argparse.Namespace) -> int:
    """Cut clips, adapt the model in use, and use the result if it was kept."""
    from dictation_app.cli.adapt import Order, adapt_to

    parent = _parent(arguments.parent)
    teaching = _teaching()
    manifest = teaching.root / "learned.jsonl"
    n_clips = _cut(teaching, parent, manifest)
    tell(f"{n_clips} corrected sentences to learn from")
    order = Order(
        data=manifest,
        parent=parent,
        output=arguments.output,
        minutes=arguments.minutes,
        processes=arguments.processes,
        as_json=arguments.json,
    )
    result = adapt_to(order)
    if result.kept:
        _use(result.model)
        tell("it is in use now; “dictation-app teach back” returns to the one before.")
    return OK


def _cut(teaching: "Teaching", parent: "ModelInfo", manifest: Path) -> int:
    """Write a manifest of what can be learned; the number of its clips."""
    from dictation_app.cli.meter import Meter, follow
    from dictation_app.speech.network import DeepSpeech2Model
    from dictation_app.speech.store import load_network
    from dictation_app.training.lessons import cut_clips

    network = load_network(parent)
    model = DeepSpeech2Model(network, parent.features, parent.alphabet)
    with Meter() as meter:
        clips = follow(
            cut_clips(teaching, teaching.lessons(), model, manifest),
            lambda step: meter.show("cutting clips", step.n_done / step.n_lessons),
        )
    return len(clips)


def _back(_: argparse.Namespace) -> int:
    """Use the parent of the model in use."""
    from dictation_app.speech.lineage import find_parent

    model = _parent(None)
    parent = find_parent(model, _models())
    if parent is None:
        raise ModelError(
            f"{model.title} was not made from another model that is still here: choose "
            "one in the settings, or see “dictation-app models”."
        )
    _use(parent.folder)
    print(f"{parent.title} is in use again")
    return OK


def _parent(name: str | None) -> "ModelInfo":
    """The named model, or the one in use."""
    from dictation_app.speech.store import choose_model

    models = _models()
    used = _read_settings().recognition.model
    if name is None and any(used == model.name for model in models):
        name = used
    return choose_model(models, name)


def _models() -> "list[ModelInfo]":
    from dictation_app.speech.store import find_models

    return find_models(paths.model_folders())


def _use(model: Path) -> None:
    """Make a model the one in use, if it is among the installed ones."""
    if model.parent not in paths.model_folders():
        return
    chosen = _read_settings()
    recognition = replace(chosen.recognition, model=model.name)
    settings.save(paths.settings_file(), replace(chosen, recognition=recognition))


def _read_settings() -> settings.Settings:
    chosen, notice = settings.load(paths.settings_file())
    if notice is not None:
        tell(notice.message)
    return chosen


def _positive(kind: Callable[[str], float], text: str) -> float:
    try:
        number = kind(text)
    except ValueError:
        number = 0
    if not number > 0:
        raise argparse.ArgumentTypeError(f"“{text}” is no number above 0")
    return number


def _minutes(text: str) -> float:
    return _positive(float, text)


def _processes(text: str) -> int:
    return int(_positive(int, text))
