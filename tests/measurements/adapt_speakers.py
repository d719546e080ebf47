"""Adapt a model to speakers it never heard, and measure what they and others gain.

    python tests/measurements/adapt_speakers.py MODEL dev.jsonl --speakers A B C

Half of a speaker's clips is given to the program as a user would give it; the other half
is heard only at the end, and so are clips of all speakers that are not named. Prints a
Markdown table, a row a speaker: wrong words of the other half before and after, the
relative gain, wrong words of other people, and how long it took.
"""

import argparse
import random
import sys
import tempfile
from collections.abc import Generator, Sequence
from dataclasses import replace
from pathlib import Path

from dictation_app.paths import bundled
from dictation_app.speech.decoder import open_decoder
from dictation_app.speech.network import DeepSpeech2Model
from dictation_app.speech.store import load_network, read_model
from dictation_app.training.adaptation import AdaptationRequest, adapt
from dictation_app.training.evaluation import evaluate
from dictation_app.training.manifest import Clip, read_manifest, write_manifest
from dictation_app.training.processes import Crew


def finish(steps: Generator):
    """What a generator returns."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


def wer(folder: Path, clips: Sequence[Clip]) -> float:
    """Share of wrong words, decoded as the model says."""
    info = read_model(folder)
    model = DeepSpeech2Model(load_network(info), info.features, info.alphabet)
    return finish(evaluate(model, open_decoder(info), clips)).words.rate


def measure(parent: Path, clips: list[Clip], others: list[Clip], args) -> str:
    """Adapt to one speaker: a row of the table."""
    random.Random(1).shuffle(clips)
    half = len(clips) // 2
    given, unheard = clips[:half], clips[half:]
    speech = bundled("resources") / "speech"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_manifest(folder / "given.jsonl", given)
        request = AdaptationRequest(
            data=folder / "given.jsonl",
            parent=parent,
            output=folder / "new",
            work=folder / "work",
            replay=speech / "replay.jsonl",
            test=speech / "test.jsonl",
            minutes=args.minutes,
        )
        if args.passes:
            recipe = replace(request.recipe, passes=args.passes)
            request = replace(request, recipe=recipe)
        result = finish(adapt(request, crew=Crew(size=args.processes)))
        before, after = wer(parent, unheard), wer(result.model, unheard)
        rest = wer(parent, others), wer(result.model, others)
    minutes = sum(clip.duration for clip in given) / 60
    gain = 100 * (before - after) / before
    return (
        f"| {clips[0].speaker} | {minutes:.1f} | {100 * before:.1f} | "
        f"{100 * after:.1f} | {gain:.0f} % | {100 * rest[0]:.1f} | "
        f"{100 * rest[1]:.1f} | {100 * result.before.test_wer:.1f} | "
        f"{100 * result.after.test_wer:.1f} | {'yes' if result.kept else 'no'} | "
        f"{result.share:g} | {result.seconds / 60:.1f} |"
    )


def main() -> None:
    """Measure all speakers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("--speakers", nargs="+", required=True)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--passes", type=float)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--others", type=float, default=20.0, help="minutes of others")
    args = parser.parse_args()
    clips = read_manifest(args.data)
    strangers = [clip for clip in clips if clip.speaker not in args.speakers]
    random.Random(2).shuffle(strangers)
    others: list[Clip] = []
    while strangers and sum(clip.duration for clip in others) < 60 * args.others:
        others.append(strangers.pop())
    sys.stdout.write(
        "| speaker | minutes | before | after | gain | others before | after "
        "| test before | after | kept | share | took |\n" + "|---" * 12 + "|\n"
    )
    for speaker in args.speakers:
        own = [clip for clip in clips if clip.speaker == speaker]
        sys.stdout.write(measure(args.model, own, others, args) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
