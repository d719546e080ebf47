"""Speak resources/speech/sentences.txt: the clips that are tested by and mixed in.

    pip install hibari-tts av
    apt-get install espeak-ng flite
    python tests/measurements/make_speech.py resources/speech
    python tests/measurements/make_speech.py --sample resources/sample.ogg

The test clips are spoken by three voices of flite, the replay clips by espeak-ng's, and
the sample by hibari's: what is learned from, here or in the training of the model, must
not have a voice that is tested by. A little noise keeps silences from being perfect. The
same seed gives the same clips, up to the versions of the programs.
"""

import argparse
import io
import json
import subprocess
import tempfile
from pathlib import Path

import av
import numpy as np
from hibari import SAMPLE_RATE, Hibari

ROBOTS = ("en-us+m3", "en-gb+f2", "en-gb-scotland+m7", "en-us+f4", "en-gb-x-rp+m1")
"""Voices of espeak-ng, each with one of its variants."""
VOICES = ("awb", "rms", "slt")
"""Voices of flite: a man from Scotland, a man and a woman from the United States."""
RATE, BIT_RATE = 16_000, 20_000
SAMPLE = (
    "Thank you for trying Dictation. This short recording came with the program. When "
    "you speak, your words appear on the page, and they never leave this machine."
)
"""What the recording says that comes with the program, for a first try."""


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


def speak_sample(factor: float, tempo: float):
    """Samples at RATE of the sample, the voice's pitch and formants times a factor."""
    voice = Hibari()
    parts = [
        voice.from_phonemes(phonemes, speed=tempo / factor, seed=0)
        for phonemes in voice.phonemize(SAMPLE)
    ]
    return finish(resample(np.concatenate(parts), SAMPLE_RATE * factor), 0)


def speak(text: str, name: str, number: int):
    """Samples at RATE of one sentence by flite."""
    stretch = str(round(np.random.default_rng(number).uniform(0.88, 1.12), 3))
    with tempfile.TemporaryDirectory() as folder:
        sound = Path(folder) / "sound.wav"
        subprocess.run(
            [
                *("flite", "-voice", name, "-t", text, "-o", sound),
                *("--setf", f"duration_stretch={stretch}"),
            ],
            check=True,
        )
        return finish(read_sound(sound.read_bytes()), number)


def speak_robot(text: str, name: str, number: int):
    """Samples at RATE of one sentence by espeak-ng."""
    rate = str(140 + 7 * number % 40)
    done = subprocess.run(
        ["espeak-ng", "-v", name, "-s", rate, "--stdout", text],
        capture_output=True,
        check=True,
    )
    return finish(read_sound(done.stdout), number)


def read_sound(wav: bytes):
    """Samples at RATE of a WAV file."""
    with av.open(io.BytesIO(wav), format="wav") as container:
        rate = container.streams.audio[0].rate
        frames = [frame.to_ndarray()[0] for frame in container.decode(audio=0)]
    return resample(np.concatenate(frames) / 32_768, rate)


def finish(samples, seed: int):
    """With pauses around it, at a level of its own, and a little noise."""
    random = np.random.default_rng(seed)
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
    """Speak what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "folder", type=Path, nargs="?", help="holds sentences.txt; clips go there"
    )
    parser.add_argument("--sample", type=Path, help="speak the program's sample there")
    arguments = parser.parse_args()
    if arguments.sample:
        write_opus(arguments.sample, speak_sample(0.9, 0.88))
    if arguments.folder:
        speak_all(arguments.folder)


def speak_all(folder: Path) -> None:
    """Speak the sentences of a folder into it, with their manifests."""
    for section, sentences in read_sentences(folder / "sentences.txt").items():
        is_test = section == "test"
        names = VOICES if is_test else ROBOTS
        rows = []
        for number, text in enumerate(sentences):
            name = names[number % len(names)]
            samples = (speak if is_test else speak_robot)(text, name, number)
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
