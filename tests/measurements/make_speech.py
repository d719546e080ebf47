"""Speak resources/speech/sentences.txt: the clips that are tested by and mixed in.

    pip install hibari-tts av
    python tests/measurements/make_speech.py resources/speech

One synthetic voice becomes several: played faster or slower, pitch and formants move
together as with a shorter or longer vocal tract, and the speaking rate is chosen so that
the tempo stays that of speech. A little noise keeps silences from being perfect. The
same seed gives the same clips, up to the encoder's version.
"""

import argparse
import json
from pathlib import Path

import av
import numpy as np
from hibari import SAMPLE_RATE, Hibari

VOICES = {"deep": 0.8, "low": 0.88, "middle": 0.96, "high": 1.05, "bright": 1.15}
"""By how much pitch and formants are multiplied."""
RATE, BIT_RATE = 16_000, 20_000
FADE = 0.01


def read_sentences(path: Path) -> dict[str, list[str]]:
    """Sentences by the section they stand in."""
    sections: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            lines = sections.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            lines.append(line)
    return sections


def speak(voice: Hibari, text: str, factor: float, tempo: float, seed: int):
    """Samples at RATE of one sentence in one of the voices."""
    random = np.random.default_rng(seed)
    parts = [
        voice.from_phonemes(phonemes, speed=tempo / factor, seed=seed)
        for phonemes in voice.phonemize(text)
    ]
    samples = resample(np.concatenate(parts), SAMPLE_RATE * factor)
    pause = np.zeros(round(random.uniform(0.15, 0.35) * RATE), np.float32)
    samples = np.concatenate((pause, samples, pause))
    samples *= random.uniform(0.06, 0.12) / np.sqrt(np.mean(samples**2))
    noise = random.normal(0, 10 ** random.uniform(-3.6, -2.8), len(samples))
    return np.clip(samples + noise, -1, 1).astype(np.float32)


def resample(samples, rate: float):
    """Samples of any rate at RATE."""
    resampler = av.AudioResampler("fltp", "mono", RATE)
    frame = av.AudioFrame.from_ndarray(samples[None].astype(np.float32), "fltp", "mono")
    frame.sample_rate = round(rate)
    frames = [*resampler.resample(frame), *resampler.resample(None)]
    return np.concatenate([item.to_ndarray()[0] for item in frames])


def write_opus(path: Path, samples) -> None:
    """Write Ogg Opus at 16 kHz."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with av.open(str(path), "w", format="ogg") as container:
        stream = container.add_stream("libopus", rate=RATE, layout="mono")
        stream.bit_rate = BIT_RATE
        frame = av.AudioFrame.from_ndarray(samples[None], "flt", "mono")
        frame.sample_rate = RATE
        context = stream.codec_context
        resampler = av.AudioResampler(
            context.format.name, "mono", RATE, frame_size=RATE // 50
        )
        for piece in (*resampler.resample(frame), *resampler.resample(None), None):
            container.mux(stream.encode(piece))


def main() -> None:
    """Speak both sections and write their manifests."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="holds sentences.txt; clips go there")
    folder = parser.parse_args().folder
    voice = Hibari()
    names = list(VOICES)
    for section, sentences in read_sentences(folder / "sentences.txt").items():
        rows = []
        for number, text in enumerate(sentences):
            name = names[number % len(names)]
            tempo = np.random.default_rng(number).uniform(0.88, 1.12)
            samples = speak(voice, text, VOICES[name], tempo, number)
            audio = f"{section}/{number:03d}.opus"
            write_opus(folder / audio, samples)
            row = {
                "id": f"{section}-{number:03d}",
                "audio": audio,
                "duration": round(len(samples) / RATE, 3),
                "text": text,
                "speaker": f"synthetic-{name}",
                "corpus": "Dictation",
                "licence": "CC0",
            }
            rows.append(json.dumps(row, ensure_ascii=False) + "\n")
        (folder / f"{section}.jsonl").write_text("".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
