"""What the second opinion on spoken commands finds, and what it fires by mistake.

    python tests/measurements/second_opinion.py dev.jsonl

Commands: the two-word sets of `command_targets.py`, real words of strangers, and where
espeak-ng is there, the program's own phrases by its voices. Other speech: recordings of
single words, stretches of one to three words cut out of sentences, as if somebody paused
round them, and the sentences as a dictation cuts them. All of it is heard by the whole
recogniser with its language model, and kept in `--cache`, so that a second run takes
seconds.
"""

import argparse
import pickle
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
from command_targets import SETS, WORDS, two_words

from dictation_app.document.commands import CommandTable
from dictation_app.errors import DictationError
from dictation_app.speech import media
from dictation_app.speech.alignment import align
from dictation_app.speech.endpointing import Endpointer
from dictation_app.speech.network import DeepSpeech2Model
from dictation_app.speech.recognizer import load_recognizer
from dictation_app.speech.second_opinion import LONGEST, SecondOpinion
from dictation_app.speech.store import read_model
from dictation_app.training.manifest import read_manifest, read_samples
from dictation_app.transcript import Emissions

RATE = 16_000
OWN = CommandTable().whole_phrases
LISTS = {name: tuple(phrases.split(", ")) for name, phrases in SETS.items()}
LISTS["own"] = OWN
SINGLE = (WORDS, "FSDD", "Picovoice-wake-word-benchmark")
VOICES = ("en-us+m3", "en-gb+f2", "en-gb-scotland+m7", "en-us+f4", "en-gb-x-rp+m1")
TOLERANCES = (0.2, 0.4, 0.6, 0.8, 1.0, 1.3)
SHOWN = 0.8
"""Tolerance up to which every false fire is told."""
N_SENTENCES, CUTS_OF_ONE = 400, 4


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("manifest", type=Path)
    parser.add_argument("--model", type=Path, default=Path("models/en-small"))
    parser.add_argument("--cache", type=Path, default=Path("build/opinion-heard"))
    arguments = parser.parse_args()
    info = read_model(arguments.model)
    recognizer, _ = load_recognizer(info, device="cpu")
    cache = arguments.cache / info.sha256[:12]
    clips = read_manifest(arguments.manifest)

    def heard(name, sounds):
        return kept(cache / f"{name}.pickle", recognizer, sounds)

    heads = " | ".join(map(str, TOLERANCES))
    tell(f"| commands | n | without | {heads} |")
    said = heard("said", commands(clips))
    for name, phrases in LISTS.items():
        mine = [one for one in said if one[0] in phrases]
        if mine:
            tell(found_row(name, mine, phrases, info.alphabet))
    if shutil.which("espeak-ng"):
        tell(found_row("own", heard("spoken", spoken()), OWN, info.alphabet))
    tell(f"| other speech | commands | hours | n | {heads} |")
    others = {
        "single words": single(clips),
        "cut": cuts(recognizer, clips),
        "sentences": pieces(clips),
    }
    for name, sounds in others.items():
        utterances = heard(name, sounds)
        for which, phrases in LISTS.items():
            tell(fired_row(name, which, utterances, phrases, info.alphabet))
        tell_cost(utterances, info.alphabet)
    return 0


def tell(line: str) -> None:
    """Print a line as soon as it is known."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def kept(path: Path, recognizer, sounds):
    """(text, utterance) of sounds, heard before or now."""
    if path.exists():
        return pickle.loads(path.read_bytes())
    found = [(text, recognizer.recognise(samples)) for text, samples in sounds]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pickle.dumps(found))
    return found


def commands(clips):
    """(phrase, samples): two words of one speaker for every phrase."""
    return ((phrase, sound) for phrase, _, sound in two_words(clips))


def spoken():
    """Every phrase of the program by every voice of espeak-ng."""
    for phrase in OWN:
        for voice in VOICES:
            done = subprocess.run(
                ["espeak-ng", "-v", voice, "-s", "145", "--stdout", phrase],
                capture_output=True,
                check=True,
            )
            sound = list(media.decode_bytes(done.stdout, phrase))
            yield phrase, padded(np.concatenate(sound))


def single(clips):
    """Recordings of one word."""
    for clip in clips:
        if clip.corpus in SINGLE:
            yield clip.text.lower(), padded(read_samples(clip))


def cuts(recognizer, clips):
    """Stretches of one to three words, as if there were pauses round them."""
    chance = random.Random(1)
    chosen = [c for c in clips if c.corpus not in SINGLE]
    for clip in chance.sample(chosen, min(N_SENTENCES, len(chosen))):
        samples = read_samples(clip)
        heard = heard_by(recognizer.model, samples)
        try:
            words = align(heard, clip.text.lower(), recognizer.model.alphabet)
        except DictationError:
            continue
        for first in chance.sample(range(len(words)), min(CUTS_OF_ONE, len(words))):
            some = words[first : first + chance.randint(1, 3)]
            text = " ".join(w.text for w in some)
            yield text, padded(stretch(samples, some[0].start, some[-1].end))


def pieces(clips):
    """Sentences, cut as a dictation cuts them; what is too long is not judged anyway."""
    for clip in clips:
        if clip.corpus not in SINGLE:
            endpointer = Endpointer()
            ended = endpointer.accept(padded(read_samples(clip)))
            for segment in ended + endpointer.finish():
                if segment.duration <= LONGEST:
                    yield clip.text.lower(), segment.samples


def heard_by(model: DeepSpeech2Model, samples) -> Emissions:
    """What the network hears, without a search."""
    (values,) = model.emissions([samples])
    return Emissions(values.astype(np.float16), 0.0, model.frame_rate)


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


def found_row(name, said, phrases, alphabet) -> str:
    """Shares of the commands that are obeyed, without and with the opinion."""
    shares = [np.mean([is_same(text, u.text) for text, u in said])]
    for tolerance in TOLERANCES:
        opinion = SecondOpinion(phrases, alphabet, tolerance)
        shares.append(np.mean([is_same(t, opinion.of(u).text) for t, u in said]))
    texts = " | ".join(f"{share:.1%}" for share in shares)
    return f"| {name} | {len(said)} | {texts} |"


def is_same(said: str, heard: str) -> bool:
    """Whether what was heard is the command that was said."""
    return said.replace(" ", "") == heard.replace(" ", "")


def fired_row(name, which, heard, phrases, alphabet) -> str:
    """How many utterances without a command become one by the opinion."""
    hours = sum(u.end for _, u in heard) / 3600
    counts = []
    for tolerance in TOLERANCES:
        opinion = SecondOpinion(phrases, alphabet, tolerance)
        fired = [
            (text, u.text, found.text)
            for text, u in heard
            if (found := opinion.of(u)) is not u and text not in phrases
        ]
        counts.append(str(len(fired)))
        for text, was, became in fired if tolerance <= SHOWN else ():
            tell(f"  {tolerance}: “{text}”, understood “{was}”, fired “{became}”")
    return f"| {name} | {which} | {hours:.2f} | {len(heard)} | {' | '.join(counts)} |"


def tell_cost(heard, alphabet) -> None:
    """Time that the opinion takes of a short utterance, its preparation included."""
    short = [u for _, u in heard if u.end <= LONGEST][:200]
    SecondOpinion(OWN, alphabet).of(short[0])
    times = []
    for utterance in short:
        began = time.process_time()
        SecondOpinion(OWN, alphabet).of(utterance)
        times.append(1000 * (time.process_time() - began))
    p50, p95 = np.quantile(times, [0.5, 0.95])
    tell(f"{len(OWN)} phrases cost {p50:.1f} ms, 95 % under {p95:.1f} ms (CPU time)")


if __name__ == "__main__":
    sys.exit(main())
