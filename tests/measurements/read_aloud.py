"""Read sentences of a text with many synthetic voices: hours to learn from, for training.

    pip install hibari-tts scipy
    python tests/measurements/read_aloud.py text.txt --hours 6.5 --output synthetic

One voice becomes many: each clip has its own vocal tract, pitch, intonation, breath,
brightness and tempo, and often an accent, a few sounds said as others. The voice's parts,
pulses and noise, are changed before they are joined, so pitch and formants are free of
each other. Rooms, noise and microphones are left to the trainer. A part of the text, its
lines from A to B, with the weight W that it is drawn by, is written text.txt:A-B=W. The
same seed gives the same clips, up to the versions of the programs.
"""

import argparse
import json
import random
import re
import wave
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from hibari import Hibari, dsp
from hibari.g2p import G2P
from scipy.signal import resample_poly

RATE = 16_000
LONGEST, SHORTEST = 14.0, 0.8
"""Seconds of a clip."""
MOST_WORDS = 18
MOST_LETTERS = 28
"""A second; faster speech does not fit the network's frames."""
PEOPLE = (
    ((0.80, 0.94), (80.0, 155.0)),
    ((0.93, 1.07), (150.0, 260.0)),
    ((1.04, 1.20), (210.0, 330.0)),
)
"""Men, women and children: formants by the voice's own, and pitch in Hz."""
PEOPLE_WEIGHTS = (0.45, 0.4, 0.15)
INTONATION = (0.25, 1.5)
"""Of the voice's own rise and fall of pitch."""
BREATH = (-0.6, 0.9)
"""Added to the logarithm of the noise."""
BRIGHTNESS = (-1.0, 0.8)
"""Added to the logarithm of the spectrum at 8 kHz, less below."""
TEMPO = (0.75, 1.45)
LEVELS = (-1.2, -0.05)
"""Of the peak, as powers of ten."""
BRITISH = 0.25
ACCENTED = 0.55
"""Shares of the clips."""
SLIP = 0.8
"""How often an accent says a sound in its way."""
AMERICAN_FOR = str.maketrans({"ː": None, "Q": "O", "a": "æ", "ɒ": "ɔ"})
"""Sounds of British English that the voice has not, as those that it has."""
ACCENTS = (
    ("θ", "s"),
    ("θ", "t"),
    ("θ", "f"),
    ("ð", "d"),
    ("ð", "z"),
    ("v", "w"),
    ("w", "v"),
    ("z", "s"),
    ("ʤ", "ʧ"),
    ("ŋ", "n"),
    ("T", "t"),
    ("T", "d"),
    ("ɪ", "i"),
    ("ʌ", "ɑ"),
    ("æ", "ɛ"),
    ("ɛ", "æ"),
    ("ɔ", "ɑ"),
    ("ɑ", "ɔ"),
    ("ʊ", "u"),
    ("ə", "ʌ"),
    ("ᵊ", "ə"),
    ("ɐ", "ə"),
    ("ᵻ", "i"),
    ("O", "ɔ"),
    ("A", "ɛ"),
    ("ˈ", ""),
    ("ˌ", "ˈ"),
    ("ɹ", "l"),
    ("l", "ɹ"),
    ("d ", "t "),
    ("t ", " "),
    ("d ", " "),
)
"""What a speaker may say instead of a sound."""


@dataclass(frozen=True)
class Part:
    """Lines of a text, and how often they are drawn."""

    lines: list[str]
    weight: float


@dataclass(frozen=True)
class Speaker:
    """What makes one clip's voice; formants, intonation and tempo by the voice's own."""

    formants: float
    pitch: float
    intonation: float
    breath: float
    brightness: float
    tempo: float
    british: bool
    accent: tuple[tuple[str, str], ...]


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


def invent(rng: random.Random) -> Speaker:
    """A speaker nobody has met."""
    formants, pitch = rng.choices(PEOPLE, PEOPLE_WEIGHTS)[0]
    slips = rng.choice((1, 2, 3, 4)) if rng.random() < ACCENTED else 0
    return Speaker(
        _between(formants, rng),
        _between(pitch, rng),
        _between(INTONATION, rng),
        rng.uniform(*BREATH),
        rng.uniform(*BRIGHTNESS),
        _between(TEMPO, rng),
        rng.random() < BRITISH,
        tuple(rng.sample(ACCENTS, slips)),
    )


def _between(limits: tuple[float, float], rng: random.Random) -> float:
    low, high = np.log(limits)
    return float(np.exp(rng.uniform(low, high)))


class Reader:
    """Hibari's voice, taken apart."""

    def __init__(self) -> None:
        self._voice = Hibari(threads=1)
        self._spelling = {True: G2P(british=True), False: self._voice.g2p}

    def __call__(self, text: str, speaker: Speaker, rng: random.Random):
        """Samples at RATE of a text, the loudest at 1; None where nothing can be said."""
        sounds = pronounce(self._spelling[speaker.british](text), speaker, rng)
        ids = self._voice.ids(sounds)
        if len(ids) < 5:
            return None
        speed = np.asarray([speaker.tempo], np.float32)
        parts = self._voice.sess.run(
            None, {"ids": np.asarray([ids], np.int64), "speed": speed}
        )
        noise = np.random.default_rng(rng.randrange(2**32))
        samples = join(*(part[0] for part in parts), speaker, noise)
        samples = resample_poly(samples, 2, 3)
        return samples / max(np.abs(samples).max(), 1e-3)


def pronounce(sounds: str, speaker: Speaker, rng: random.Random) -> str:
    """The sounds as this speaker says them."""
    if speaker.british:
        sounds = sounds.translate(AMERICAN_FOR)
    sounds += " "
    for usual, instead in speaker.accent:
        pieces = sounds.split(usual)
        sounds = pieces[0] + "".join(
            (instead if rng.random() < SLIP else usual) + piece for piece in pieces[1:]
        )
    return sounds.strip()


def join(pulse, angle, hiss, noise, _, pitch, speaker: Speaker, rng):
    """Samples from the voice's log spectra (bins by frames) and pitch (Hz, by frame).

    The noise gets phases of its own: the voice's would keep its pitch.
    """
    pulse, angle, hiss, noise = (
        _stretched(spectrum, speaker.formants)
        for spectrum in (pulse, angle, hiss, noise)
    )
    tilt = np.linspace(0, 1.5 * speaker.brightness, len(pulse), dtype=np.float32)[
        :, None
    ]
    voiced = pitch > 40
    noise = noise + tilt + np.where(voiced, np.float32(speaker.breath), np.float32(0))
    phases = rng.uniform(-np.pi, np.pi, noise.shape).astype(np.float32)
    if voiced.any():
        logs = np.log(np.maximum(pitch, 40))
        logs = (logs - logs[voiced].mean()) * speaker.intonation + np.log(speaker.pitch)
        pitch = np.where(voiced, np.exp(logs), 0).astype(np.float32)
    return dsp.synth(pulse + tilt, angle, hiss, noise, phases, pitch, rng)


def _stretched(spectrum, factor: float):
    """Each formant at its frequency times this factor."""
    last = len(spectrum) - 1
    at = np.minimum(np.arange(last + 1) / factor, last)
    low = at.astype(int)
    share = (at - low).astype(np.float32)[:, None]
    return spectrum[low] * (1 - share) + spectrum[np.minimum(low + 1, last)] * share


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
    reader, rows, seconds = Reader(), [], 0.0
    for text in draw([read_part(name) for name in arguments.text], rng):
        speaker = invent(rng)
        samples = reader(text, speaker, rng)
        length = 0 if samples is None else len(samples) / RATE
        if not SHORTEST < length < LONGEST or len(text) > MOST_LETTERS * length:
            continue
        name = f"{arguments.seed}-{len(rows):06d}"
        write(folder / f"{name}.wav", samples * 10 ** rng.uniform(*LEVELS))
        row = {
            "id": f"synthetic-{name}",
            "audio": f"{name}.wav",
            "duration": round(length, 3),
            "text": text,
            "speaker": f"synthetic-{name}",  # no two clips are one person's
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
