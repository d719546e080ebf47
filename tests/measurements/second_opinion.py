"""What the second opinion on spoken commands finds, and what it fires by mistake.

    python tests/measurements/second_opinion.py dev.jsonl --more train.jsonl

Commands: words of one speaker, cut out of sentences by alignment and put together with a
short gap (harsher than a command that is spoken as one), and where espeak-ng is there, all
phrases by its voices; heard by the whole recogniser with its language model. Other speech:
recordings of single words, stretches of one to three words cut out of sentences, as if
somebody paused round them, and the sentences as a dictation cuts them. What was heard is
kept in `--cache`, so that a second run takes seconds.
"""

import argparse
import pickle
import random
import shutil
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path

import numpy as np

from dictation_app.document.commands import CommandTable
from dictation_app.errors import DictationError
from dictation_app.speech import media
from dictation_app.speech.alignment import align
from dictation_app.speech.endpointing import Endpointer
from dictation_app.speech.recognizer import load_recognizer
from dictation_app.speech.second_opinion import LONGEST, SecondOpinion
from dictation_app.speech.store import read_model
from dictation_app.training.manifest import read_manifest, read_samples
from dictation_app.transcript import Emissions, Utterance

RATE = 16_000
TABLE = CommandTable()
PHRASES = TABLE.whole_phrases
SINGLE = ("SpeechCommands", "FSDD", "Picovoice-wake-word-benchmark")
VOICES = ("en-us+m3", "en-gb+f2", "en-gb-scotland+m7", "en-us+f4", "en-gb-x-rp+m1")
TOLERANCES = (0.2, 0.4, 0.6, 0.8, 1.0, 1.3)
SHOWN = 0.8
"""Tolerance up to which every false fire is told."""
MOST_OF_ONE, N_SENTENCES, CUTS_OF_ONE = 20, 400, 4


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("manifest", type=Path)
    parser.add_argument("--more", type=Path, nargs="*", default=[], metavar="MANIFEST")
    parser.add_argument("--model", type=Path, default=Path("models/en-small"))
    parser.add_argument("--cache", type=Path, default=Path("opinion-heard"))
    arguments = parser.parse_args()
    info = read_model(arguments.model)
    recognizer, _ = load_recognizer(info, device="cpu")
    cache = arguments.cache / info.sha256[:12]
    clips = read_manifest(arguments.manifest)
    others = [c for path in arguments.more for c in read_manifest(path)]
    commands = {
        "joined": lambda: obeyed(recognizer, joined(recognizer, clips)),
        "joined, heard in training": lambda: obeyed(
            recognizer, joined(recognizer, others)
        ),
        "espeak-ng": lambda: obeyed(recognizer, spoken()),
    }
    speech = {
        "single words": lambda: heard_alone(recognizer.model, single(clips)),
        "cut": lambda: heard_alone(recognizer.model, cuts(recognizer, clips)),
        "sentences": lambda: heard_in_pieces(recognizer.model, clips),
    }
    heads = " | ".join(map(str, TOLERANCES))
    tell(f"| commands | n | without | {heads} |")
    for name, make in commands.items():
        heard = kept(cache / f"{name}.pickle", make)
        if heard:
            tell(found_row(name, heard, info.alphabet))
    tell(f"| other speech | hours | n | {heads} |")
    for name, make in speech.items():
        heard = kept(cache / f"{name}.pickle", make)
        tell(fired_row(name, heard, info.alphabet))
    tell_cost(heard, info.alphabet)
    return 0


def tell(line: str) -> None:
    """Print a line as soon as it is known."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def kept(path: Path, make):
    """What was heard before, or now."""
    if path.exists():
        return pickle.loads(path.read_bytes())
    found = list(make())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pickle.dumps(found))
    return found


def obeyed(recognizer, sounds):
    """(phrase, utterance) of every command, heard with the language model."""
    return [(text, recognizer.recognise(samples)) for text, samples in sounds]


def heard_alone(model, sounds):
    """(text, utterance) of sounds that stand between two pauses; no words are needed."""
    return [(text, utterance_of(model, samples)) for text, samples in sounds]


def heard_in_pieces(model, clips):
    """(text, utterance) of every stretch of the sentences, cut as a dictation cuts."""
    found = []
    for clip in clips:
        if clip.corpus in SINGLE:
            continue
        endpointer = Endpointer()
        ended = endpointer.accept(padded(read_samples(clip)))
        ended += endpointer.finish()
        text = clip.text.lower()
        found += [(text, utterance_of(model, segment.samples)) for segment in ended]
    return found


def utterance_of(model, samples):
    """What the network hears of it, without words."""
    (values,) = model.emissions([samples])
    emissions = Emissions(values.astype(np.float16), 0.0, model.frame_rate)
    return Utterance((), 0.0, len(samples) / RATE, emissions)


def single(clips):
    """Recordings of one word."""
    for clip in clips:
        if clip.corpus in SINGLE:
            yield clip.text.lower(), padded(read_samples(clip))


def words_of(recognizer, clip):
    """The words of a sentence with their sound, a little more than the alignment says."""
    samples = read_samples(clip)
    heard = utterance_of(recognizer.model, samples)
    try:
        words = align(heard.emissions, clip.text.lower(), recognizer.model.alphabet)
    except DictationError:
        return samples, []
    return samples, [w for w in words if w.confidence > 0.2]


def cuts(recognizer, clips):
    """Stretches of one to three words, as if there were pauses round them."""
    chance = random.Random(1)
    chosen = [c for c in clips if c.corpus not in SINGLE]
    for clip in chance.sample(chosen, min(N_SENTENCES, len(chosen))):
        samples, words = words_of(recognizer, clip)
        for first in chance.sample(range(len(words)), min(CUTS_OF_ONE, len(words))):
            some = words[first : first + chance.randint(1, 3)]
            text = " ".join(w.text for w in some)
            yield text, padded(stretch(samples, some[0].start, some[-1].end))


def joined(recognizer, clips):
    """Commands put together from the words of one speaker."""
    chance = random.Random(2)
    wanted = {word for phrase in PHRASES for word in phrase.split()}
    said = defaultdict(list)
    for clip in clips:
        spoken_words = set(clip.text.lower().split()) & wanted
        if clip.corpus not in SINGLE and spoken_words - COMMON:
            samples, words = words_of(recognizer, clip)
            for word in words:
                if word.text in wanted:
                    sound = stretch(samples, word.start, word.end)
                    said[clip.speaker, word.text].append(sound)
    for phrase in PHRASES:
        texts = phrase.split()
        speakers = sorted({who for who, _ in said})
        able = [s for s in speakers if all(said.get((s, t)) for t in texts)]
        n_each = -(-MOST_OF_ONE // max(len(able), 1))
        pairs = [s for s in able for _ in range(n_each)][:MOST_OF_ONE]
        for speaker in pairs:
            parts = [chance.choice(said[speaker, t]) for t in texts]
            gap = np.zeros(round(RATE * chance.uniform(0.0, 0.08)), np.float32)
            yield phrase, padded(np.concatenate([p for q in parts for p in (q, gap)]))


COMMON = {"that", "all", "on", "off", "no", "go", "to", "the", "end", "new", "open"}
"""Words that every speaker says; a sentence is worth hearing for the rarer ones."""


def stretch(samples, start, end):
    """A part of a recording, faded in and out."""
    first = max(round((start - 0.06) * RATE), 0)
    part = samples[first : round((end + 0.06) * RATE)].copy()
    ramp = np.linspace(0, 1, min(320, len(part)), dtype=np.float32)
    part[: len(ramp)] *= ramp
    part[len(part) - len(ramp) :] *= ramp[::-1]
    return part


def padded(samples):
    """With what an endpointer keeps before and after, and a little hiss in it."""
    noise = np.random.default_rng(len(samples))

    def silence(seconds):
        return noise.normal(0, 2e-4, round(seconds * RATE)).astype(np.float32)

    return np.concatenate((silence(0.4), samples, silence(0.25)))


def spoken():
    """Every phrase by every voice of espeak-ng."""
    if not shutil.which("espeak-ng"):
        return
    for phrase in PHRASES:
        for voice in VOICES:
            done = subprocess.run(
                ["espeak-ng", "-v", voice, "-s", "145", "--stdout", phrase],
                capture_output=True,
                check=True,
            )
            sound = list(media.decode_bytes(done.stdout, phrase))
            yield phrase, padded(np.concatenate(sound))


def found_row(name, heard, alphabet) -> str:
    """Shares of the commands that are obeyed, without and with the opinion."""
    shares = [np.mean([is_obeyed(text, u) for text, u in heard])]
    for tolerance in TOLERANCES:
        opinion = SecondOpinion(PHRASES, alphabet, tolerance)
        shares.append(np.mean([is_obeyed(text, opinion.of(u)) for text, u in heard]))
    texts = " | ".join(f"{share:.1%}" for share in shares)
    return f"| {name} | {len(heard)} | {texts} |"


def is_obeyed(text, utterance) -> bool:
    """Whether what was heard is the command that was said."""
    (wanted,) = [c.name for c in TABLE.commands if text in c.phrases]
    found = TABLE.parse(utterance.text)
    return found is not None and found.spoken.name == wanted


def fired_row(name, heard, alphabet) -> str:
    """How many utterances without a command become one by the opinion."""
    hours = sum(u.end for _, u in heard) / 3600
    counts = []
    for tolerance in TOLERANCES:
        opinion = SecondOpinion(PHRASES, alphabet, tolerance)
        fired = [
            (text, found.text)
            for text, u in heard
            if (found := opinion.of(u)) is not u and not TABLE.parse(text)
        ]
        counts.append(str(len(fired)))
        for text, became in fired if tolerance <= SHOWN else ():
            tell(f"{name} at {tolerance}: “{text}” was taken for “{became}”")
    return f"| {name} | {hours:.2f} | {len(heard)} | {' | '.join(counts)} |"


def tell_cost(heard, alphabet) -> None:
    """Time that the opinion takes of a short utterance, its preparation included."""
    short = [u for _, u in heard if u.end <= LONGEST][:200]
    SecondOpinion(PHRASES, alphabet).of(short[0])
    times = []
    for utterance in short:
        began = time.process_time()
        SecondOpinion(PHRASES, alphabet).of(utterance)
        times.append(1000 * (time.process_time() - began))
    p50, p95 = np.quantile(times, [0.5, 0.95])
    tell(
        f"{len(PHRASES)} phrases cost {p50:.1f} ms, 95 % under {p95:.1f} ms (CPU time)"
    )


if __name__ == "__main__":
    sys.exit(main())
