"""How well sets of ten two-word commands are recognised, against other people's speech.

    python tests/measurements/command_targets.py dev.jsonl --model models/en-small

Two recordings of single words by one speaker are joined with a gap of 0.05 to 0.2 seconds
and followed as a microphone is. Everything that is no single word is other speech, in
which a command is a false accept. Thresholds are those that the lab finds on one half of
the speakers and of the other speech; what is printed was measured on the other half, both
ways round. Then: digits, the time that 100 phrases cost, and the prediction of collisions
among 600. What the network heard is kept in `--cache`, so that a second run takes seconds.
"""

import argparse
import pickle
import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from dictation_app.lab.collisions import predict
from dictation_app.lab.command_set import CommandSet, VoiceCommand
from dictation_app.lab.joining import Piece, together
from dictation_app.lab.numbers import spoken
from dictation_app.lab.recogniser import (
    HEARINGS,
    CommandRecogniser,
    emissions_of,
    endpointer,
)
from dictation_app.lab.results import Negatives, NegativeUtterance, Results, summarise
from dictation_app.lab.session import Trial
from dictation_app.speech.alphabet import Alphabet
from dictation_app.speech.endpointing import Segment
from dictation_app.speech.hearings import repeated
from dictation_app.speech.network import AcousticModel, DeepSpeech2Model
from dictation_app.speech.phrases import DEFAULT_TOLERANCE, PhraseScorer
from dictation_app.speech.store import load_network, read_model
from dictation_app.training.manifest import Clip, read_manifest, read_samples

RATE, AT_ONCE = 16_000, 8
WORDS, DIGITS = "SpeechCommands", "FSDD"
SETS = {
    "A": "go left, go right, go up, go down, left five, right eight, up one, down zero, "
    "zero eight, five one",
    "B": "zero left, one right, five up, eight down, left go, right one, up five, "
    "down left, one zero, eight go",
    "C": "stop right, yes seven, no two, on four, off six, nine stop, three off, "
    "seven on, four no, six yes",
}
MOST_CLIPS, MOST_OF_ONE = 12, 2
FIGURES = [spoken(number) for number in range(10)]


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("manifest", type=Path)
    parser.add_argument("--model", type=Path, default=Path("models/en-small"))
    parser.add_argument("--cache", type=Path, default=Path("build/command-emissions"))
    arguments = parser.parse_args()
    info = read_model(arguments.model)
    network = DeepSpeech2Model(
        load_network(info), info.features, info.alphabet, precision="int8"
    )
    model = repeated(network, HEARINGS)
    clips = read_manifest(arguments.manifest)
    cache = arguments.cache / info.sha256[:12]
    said = kept(cache / "said.pickle", lambda: hear_commands(clips, model))
    other = kept(cache / "other.pickle", lambda: hear_others(clips, model))
    digits = kept(cache / "digits.pickle", lambda: hear_digits(clips, model))
    seconds = sum(c.duration for c in clips if c.corpus not in (WORDS, DIGITS))
    tell(f"{len(said)} commands, {seconds / 3600:.2f} h of other speech")
    tell("| set | how | misses at default | FA/h | misses, calibrated | FA/h |")
    tell("|---|---|---|---|---|---|")
    for name, phrases in SETS.items():
        commands = CommandSet(
            name, tuple(VoiceCommand(p, (p,)) for p in phrases.split(", "))
        )
        recogniser = CommandRecogniser(commands, info.alphabet)
        mine = [one for one in said if one[0] in commands_of(commands)]
        for how in ("pieces alone", "pieces joined"):
            tell(row(name, how, recogniser, mine, other, seconds))
    tell_digits(digits, info.alphabet)
    tell_cost(said, info.alphabet)
    return 0


def tell(line: str) -> None:
    """Print a line as soon as it is known."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def kept(path: Path, make):
    """What was heard before, or now."""
    if path.exists():
        return pickle.loads(path.read_bytes())
    found = make()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pickle.dumps(found))
    return found


def hear_commands(clips: Sequence[Clip], model: AcousticModel):
    """(phrase, speaker, pieces) of every command that can be put together."""
    said = list(two_words(clips))
    found = pieces((sound for _, _, sound in said), model)
    return [(*one[:2], its) for one, its in zip(said, found, strict=True)]


def two_words(clips: Sequence[Clip]):
    """(phrase, speaker, samples): two words of one speaker for every phrase."""
    chance, noise = random.Random(1), np.random.default_rng(1)
    by_word: dict[str, list[Clip]] = defaultdict(list)
    for clip in clips:
        if clip.corpus == WORDS:
            by_word[clip.text].append(clip)
    for phrase in ", ".join(SETS.values()).split(", "):
        first, second = phrase.split()
        pairs = [
            (a, b)
            for a in by_word[first]
            for b in by_word[second]
            if a.speaker == b.speaker
        ]
        chance.shuffle(pairs)
        n_of: dict[str, int] = defaultdict(int)
        for a, b in pairs:
            if sum(n_of.values()) < MOST_CLIPS and n_of[a.speaker] < MOST_OF_ONE:
                n_of[a.speaker] += 1
                sound = joined(a, b, chance.uniform(0.05, 0.2), noise)
                yield phrase, a.speaker, sound


def joined(first: Clip, second: Clip, gap: float, noise: np.random.Generator):
    """Two words without the silence around them, a gap between, and their own hiss."""
    (one, hiss), (other, hiss2) = (trimmed(read_samples(c)) for c in (first, second))
    level = max(min(hiss, hiss2), 1e-4)

    def silence(seconds: float):
        return noise.normal(0, level, int(seconds * RATE)).astype(np.float32)

    return np.concatenate((silence(0.6), one, silence(gap), other, silence(0.6)))


def trimmed(samples):
    """From where a word rises above its hiss to where it falls, and the hiss's level."""
    frames = samples[: len(samples) // 160 * 160].reshape(-1, 160)
    level = np.sqrt((frames**2).mean(axis=1) + 1e-12)
    hiss = float(np.quantile(level, 0.1))
    loud = np.flatnonzero(level > max(level.max() * 10 ** (-32 / 20), 1.5 * hiss))
    first, last = max(loud[0] - 2, 0), min(loud[-1] + 4, len(frames))
    return samples[first * 160 : last * 160], hiss


def pieces(sounds: Iterable[np.ndarray], model: AcousticModel) -> list[list[Piece]]:
    """What `commands listen` hears of each; what is as long goes through together."""
    ended: list[tuple[int, Segment]] = []
    n_sounds = 0
    for number, samples in enumerate(sounds):
        cutting = endpointer(RATE)
        some = cutting.accept(samples) + cutting.finish()
        ended += [(number, segment) for segment in some]
        n_sounds = number + 1
    heard: list[list[Piece]] = [[] for _ in range(n_sounds)]
    ended.sort(key=lambda one: one[1].duration)
    for first in range(0, len(ended), AT_ONCE):
        batch = ended[first : first + AT_ONCE]
        found = emissions_of(model, [segment.samples for _, segment in batch])
        for (number, segment), emissions in zip(batch, found, strict=True):
            heard[number].append(Piece(segment.start, segment.end, emissions))
    return [sorted(some, key=lambda piece: piece.start) for some in heard]


def hear_others(clips: Sequence[Clip], model: AcousticModel):
    """(id, text, pieces) of every recording that is more than a word."""
    others = [clip for clip in clips if clip.corpus not in (WORDS, DIGITS)]
    found = pieces(map(read_samples, others), model)
    return [(c.id, c.text.lower(), its) for c, its in zip(others, found, strict=True)]


def hear_digits(clips: Sequence[Clip], model: AcousticModel):
    """(digit, emissions) of every recording of one."""
    chosen = [clip for clip in clips if clip.corpus == DIGITS]
    return [(c.text, emissions_of(model, [read_samples(c)])[0]) for c in chosen]


def commands_of(commands: CommandSet) -> set[str]:
    """Phrases of a set."""
    return {saying.phrase for saying in commands.sayings}


def nearest(found: list[Piece], recogniser: CommandRecogniser, *, join: bool):
    """The best candidate after each piece."""
    for n in range(1, len(found) + 1):
        some = found[n - 3 if n > 3 else 0 : n] if join else found[n - 1 : n]
        yield recogniser.decide_last(some)[0].candidates[0]


def row(name, how, recogniser, said, other, seconds) -> str:
    """A line of the table: at the default threshold, and at those the lab finds."""
    join = how == "pieces joined"
    trials = []
    for phrase, speaker, found in said:
        best = min(nearest(found, recogniser, join=join), key=lambda c: c.gap)
        heard = best.saying.phrase
        trials.append((speaker, Trial(phrase, phrase, heard, heard, best.gap, True, 0)))
    phrases = commands_of(recogniser.commands)
    accepts = [
        (key, NegativeUtterance(c.saying.label, c.saying.phrase, c.gap))
        for key, text, found in other
        if not any(phrase in text for phrase in phrases)
        for c in nearest(found, recogniser, join=join)
    ]
    tolerance = dict.fromkeys(phrases, DEFAULT_TOLERANCE)
    plain = count(
        [t for _, t in trials], [u for _, u in accepts], tolerance, seconds / 3600
    )
    halves = [
        crossed(trials, accepts, sorted(phrases), seconds, seed) for seed in range(10)
    ]
    misses, fires = np.mean(halves, axis=0)
    return (
        f"| {name} ({len(trials)}) | {how} | {plain[0]:.1%} | {plain[1]:.2f} | "
        f"{misses:.1%} | {fires:.2f} |"
    )


def crossed(trials, accepts, labels, seconds, seed) -> tuple[float, float]:
    """Thresholds of one half, tried on the other; both ways round."""
    half = seconds / 2
    in_first = split({speaker for speaker, _ in trials}, seed)
    near_first = split({key for key, _ in accepts}, seed)
    found = []
    for flip in (False, True):
        mine = [t for s, t in trials if (s in in_first) != flip]
        theirs = tuple(u for k, u in accepts if (k in near_first) != flip)
        chosen = thresholds(summarise(labels, mine, Negatives(half, theirs)))
        rest = [t for s, t in trials if (s in in_first) == flip]
        others = [u for k, u in accepts if (k in near_first) == flip]
        found.append(count(rest, others, chosen, half / 3600))
    misses, fires = np.mean(found, axis=0)
    return float(misses), float(fires)


def thresholds(results: Results) -> dict[str, float]:
    """The lab's best threshold of every command that was said, else that of the set."""
    return {
        row.label: row.threshold if row.n else results.best.threshold
        for row in results.rows
    }


def count(trials, accepts, allowed, hours) -> tuple[float, float]:
    """Share of misses, and false accepts an hour."""
    right = sum(t.heard == t.label and t.gap <= allowed[t.heard] for t in trials)
    fired = sum(u.gap <= allowed[u.label] for u in accepts)
    return 1 - right / len(trials), fired / hours


def split(keys: Iterable[str], seed: int) -> set[str]:
    """Half of them, by chance."""
    order = sorted(keys)
    random.Random(seed).shuffle(order)
    return set(order[::2])


def tell_digits(digits, alphabet: Alphabet) -> None:
    """How many digits are told right, accepted or not, and how many are accepted."""
    commands = CommandSet("D", tuple(VoiceCommand(w, (w,)) for w in FIGURES))
    recogniser = CommandRecogniser(commands, alphabet)
    decisions = [(text, recogniser.decide(heard)) for text, heard in digits]
    best = sum(d.candidates[0].saying.label == text for text, d in decisions)
    right = sum(d.label == text for text, d in decisions)
    n = len(decisions)
    tell(f"\ndigits: {best / n:.1%} of {n} fit best, {right / n:.1%} are accepted too")


def tell_cost(said, alphabet: Alphabet) -> None:
    """What 100 phrases cost an utterance, and the collisions of 600, in CPU time."""
    heard = [together(found[:1], alphabet) for _, _, found in said]
    heard = [replace(e, log_probs=e.log_probs[:60]) for e in heard[:50]]
    words = ", ".join(SETS.values()).split(", ")
    many = [f"{a} {b}" for a in words for b in words if a != b]
    times = {}
    for n in (1, 101):
        scorer = PhraseScorer(many[:n], alphabet)
        scorer.log_probabilities(heard[0])
        began = time.process_time()
        for emissions in heard:
            scorer.log_probabilities(emissions)
        times[n] = 1000 * (time.process_time() - began) / len(heard)
    tell(f"100 phrases more cost {times[101] - times[1]:.1f} ms an utterance")
    commands = CommandSet("M", tuple(VoiceCommand(p, (p,)) for p in many[:600]))
    began = time.process_time()
    pairs = predict(commands, alphabet)
    took = time.process_time() - began
    tell(f"collisions of 600 phrases: {took:.1f} s for {len(pairs)} pairs")


if __name__ == "__main__":
    sys.exit(main())
