"""Read sentences of a text with many synthetic voices: hours to learn from, for training.

    pip install hibari-tts scipy
    python tests/measurements/read_aloud.py text.txt --hours 6.5 --output synthetic

One voice becomes many: pitch and formants move together, as with a longer or shorter
vocal tract, and the rate is chosen so that the tempo stays that of speech. Rooms, noise
and microphones are left to the trainer. A part of the text, its lines from A to B, with
the weight W that it is drawn by, is written text.txt:A-B=W. The same seed gives the same
clips, up to the versions of the programs.
"""

import argparse
import json
import random
import re
import wave
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
from hibari import SAMPLE_RATE, Hibari
from scipy.signal import resample_poly

RATE = 16_000
LONGEST, SHORTEST = 14.0, 0.8
"""Seconds of a clip."""
MOST_WORDS = 18
MOST_LETTERS = 28
"""A second; faster speech does not fit the network's frames."""
VOICES = (0.72, 1.18)
"""By how much pitch and formants are multiplied."""
TEMPO = (0.9, 1.4)
LEVELS = (-1.2, -0.05)
"""Of the peak, as powers of ten."""


@dataclass(frozen=True)
class Part:
    """Lines of a text, and how often they are drawn."""

    lines: list[str]
    weight: float


def read_part(name: str) -> Part:
    """FILE, FILE=WEIGHT, FILE:FIRST-LAST or FILE:FIRST-LAST=WEIGHT; lines from 1."""
    found = re.fullmatch(r"(.+?)(?::(\d+)-(\d+))?(?:=([\d.]+))?", name)
    path, first, last, weight = found.groups()
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    if first is not None:
        lines = lines[int(first) - 1 : int(last)]
    return Part(lines, float(weight or 1))


def draw(parts: list[Part], rng: random.Random) -> Iterator[str]:
    """Sentences, and stretches of long ones."""
    weights = [part.weight for part in parts]
    while True:
        lines = rng.choices(parts, weights)[0].lines
        words = lines[rng.randrange(len(lines))].split()
        most = rng.randint(5, MOST_WORDS)
        if len(words) > most:
            first = rng.randrange(len(words) - most + 1)
            words = words[first : first + most]
        if len(words) > 1:
            yield " ".join(words)


def read(voice: Hibari, text: str, rng: random.Random):
    """Samples at RATE of a text, and what its pitch and formants were multiplied by."""
    low, high = np.log(VOICES)
    factor = float(np.exp(rng.uniform(low, high)))
    speed = float(np.clip(rng.uniform(*TEMPO) / factor, 0.5, 2.0))
    samples = np.asarray(voice(text, speed=speed, seed=rng.randrange(10**6)))
    ratio = Fraction(RATE / (SAMPLE_RATE * factor)).limit_denominator(120)
    samples = resample_poly(samples, ratio.numerator, ratio.denominator)
    peak = max(np.abs(samples).max(), 1e-3)
    return samples / peak * 10 ** rng.uniform(*LEVELS), factor


def write(path: Path, samples) -> None:
    """Write a WAV file."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((samples * 32_767).astype("<i2").tobytes())


def main() -> None:
    """Read until there are enough hours; the manifest is synthetic.jsonl."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("text", nargs="+", help="one sentence a line: FILE[:A-B][=W]")
    parser.add_argument("--hours", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--output", type=Path, required=True, help="a new folder")
    arguments = parser.parse_args()
    folder = arguments.output
    folder.mkdir(parents=True)
    rng = random.Random(arguments.seed)
    voice, rows, seconds = Hibari(threads=1), [], 0.0
    for text in draw([read_part(name) for name in arguments.text], rng):
        samples, factor = read(voice, text, rng)
        length = len(samples) / RATE
        if not SHORTEST < length < LONGEST or len(text) > MOST_LETTERS * length:
            continue
        name = f"{arguments.seed}-{len(rows):06d}"
        write(folder / f"{name}.wav", samples)
        row = {
            "id": f"synthetic-{name}",
            "audio": f"{name}.wav",
            "duration": round(length, 3),
            "text": text,
            "speaker": f"synthetic-{round(factor * 12)}",
            "corpus": "synthetic",
            "licence": "Apache-2.0",
        }
        rows.append(json.dumps(row) + "\n")
        seconds += length
        if seconds >= arguments.hours * 3_600:
            break
    (folder / "synthetic.jsonl").write_text("".join(rows), encoding="utf-8")
    print(f"{len(rows)} clips, {seconds / 3_600:.2f} hours")  # noqa: T201


if __name__ == "__main__":
    main()
