"""Compare this program with PocketSphinx on the same clips, side by side.

    pip install pocketsphinx==5.1.1
    python tests/measurements/compare_recognisers.py dev.jsonl --output compared

Both hear every clip of the manifest whole, as the same samples, on one core; PocketSphinx
with its own en-us model and default settings. References and what was heard go through
the same normalisation. The clips come in a seeded random order, and what was heard is
kept in the output folder: a run that was stopped goes on where it was, and `--limit N`
takes the first N clips of that order, a random sample. Speed is measured on a part of
the clips by letting both hear them in turn, in seconds of CPU time, so that other work
on the machine disturbs little.
"""

import argparse
import json
import os
import random
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

os.environ.setdefault("OMP_NUM_THREADS", "1")

import jiwer
import numpy as np
import numpy.typing as npt

from dictation_app.speech.alphabet import ENGLISH
from dictation_app.speech.recognizer import load_recognizer
from dictation_app.speech.store import ModelInfo, read_model
from dictation_app.training.manifest import Clip, read_manifest, read_samples

Samples = npt.NDArray[np.float32]
Row = dict[str, Any]

SEED = 5
ALL = "all"


class Listener(Protocol):
    """One of those compared."""

    name: str

    def hear(self, samples: Samples) -> str:
        """The words in 16 kHz mono samples."""


class PocketSphinx:
    """PocketSphinx with the American English model of its wheel."""

    def __init__(self) -> None:
        import pocketsphinx

        self.name = "PocketSphinx"
        self._decoder = pocketsphinx.Decoder(samprate=16_000, loglevel="FATAL")

    def hear(self, samples: Samples) -> str:
        """The words in 16 kHz mono samples."""
        pcm = (np.clip(samples, -1, 1) * 32767).astype(np.int16).tobytes()
        self._decoder.start_utt()
        self._decoder.process_raw(pcm, full_utt=True)
        self._decoder.end_utt()
        hypothesis = self._decoder.hyp()
        return hypothesis.hypstr if hypothesis is not None else ""


class Ours:
    """This program on one core, one clip at a time, as the microphone uses it."""

    def __init__(self, info: ModelInfo) -> None:
        import torch

        torch.set_num_threads(1)
        self.name = f"{info.name} {info.sha256[:8]}"
        self._recognizer, _ = load_recognizer(info, device="cpu")

    def hear(self, samples: Samples) -> str:
        """The words in 16 kHz mono samples."""
        return self._recognizer.recognise(samples).text


def main() -> int:
    """Listen, count and print."""
    arguments = _arguments()
    clips = [clip for clip in read_manifest(arguments.manifest) if clip.text]
    random.Random(SEED).shuffle(clips)
    clips = clips[: arguments.limit]
    listeners: list[Listener] = [PocketSphinx()]
    if arguments.model:
        listeners.append(Ours(read_model(arguments.model)))
    arguments.output.mkdir(parents=True, exist_ok=True)
    heard = {
        listener.name: _listen(listener, clips, arguments.output)
        for listener in listeners
    }
    speed = _race(listeners, clips[: arguments.timed])
    result = {
        "clips": len(clips),
        "hours": round(sum(clip.duration for clip in clips) / 3600, 3),
        "wer": {name: _wer_by_corpus(clips, rows) for name, rows in heard.items()},
        "speed": speed,
    }
    text = json.dumps(result, indent=1) + "\n"
    (arguments.output / "result.json").write_text(text, encoding="utf-8")
    sys.stdout.write(_table(clips, result))
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("manifest", type=Path, help="JSON Lines manifest of clips")
    parser.add_argument("--output", type=Path, required=True, help="folder for results")
    parser.add_argument("--model", type=Path, help="our model's folder")
    parser.add_argument("--limit", type=int, help="a random sample of so many clips")
    parser.add_argument("--timed", type=int, default=60, help="clips that are timed")
    return parser.parse_args()


def _listen(listener: Listener, clips: Iterable[Clip], folder: Path) -> dict[str, str]:
    """What is heard in each clip, by id; clips heard earlier are not heard again."""
    path = folder / f"{listener.name.replace(' ', '-')}.jsonl"
    known: dict[str, str] = {}
    if path.exists():
        lines = path.read_text(encoding="utf-8").splitlines()
        known = {row["id"]: row["heard"] for row in map(json.loads, lines)}
    with path.open("a", encoding="utf-8") as file:
        for clip in clips:
            if clip.id not in known:
                known[clip.id] = listener.hear(read_samples(clip))
                row: Row = {"id": clip.id, "heard": known[clip.id]}
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
                file.flush()
    return known


def _race(listeners: Iterable[Listener], clips: Sequence[Clip]) -> Row:
    """Times real time of each listener, hearing the same clips in turn."""
    factors: dict[str, list[float]] = defaultdict(list)
    listeners = list(listeners)
    for clip in clips:
        samples = read_samples(clip)
        for listener in listeners:
            began = time.process_time()
            listener.hear(samples)
            took = time.process_time() - began
            factors[listener.name].append(len(samples) / 16_000 / took)
    return {
        name: {
            "median": round(statistics.median(values), 2),
            "low": round(float(np.percentile(values, 10)), 2),
            "high": round(float(np.percentile(values, 90)), 2),
        }
        for name, values in factors.items()
    }


def _wer_by_corpus(clips: Iterable[Clip], heard: Mapping[str, str]) -> dict[str, float]:
    """Word error rate of each corpus and of all clips together."""
    texts: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for clip in clips:
        pair = (ENGLISH.normalise(clip.text), ENGLISH.normalise(heard[clip.id]))
        texts[clip.corpus].append(pair)
        texts[ALL].append(pair)
    return {
        corpus: round(jiwer.wer([r for r, _ in pairs], [h for _, h in pairs]), 4)
        for corpus, pairs in texts.items()
    }


def _table(clips: Sequence[Clip], result: Mapping[str, Any]) -> str:
    """The result as a Markdown table, the largest corpus first."""
    seconds: dict[str, float] = defaultdict(float)
    for clip in clips:
        seconds[clip.corpus] += clip.duration
        seconds[ALL] += clip.duration
    names = list(result["wer"])
    lines = [
        f"| corpus | minutes | {' | '.join(f'WER {name}' for name in names)} |",
        "|---" * (len(names) + 2) + "|",
    ]
    for corpus in sorted(seconds, key=lambda c: (c == ALL, -seconds[c])):
        wer = " | ".join(f"{result['wer'][name][corpus]:.1%}" for name in names)
        lines.append(f"| {corpus} | {seconds[corpus] / 60:.1f} | {wer} |")
    speed = " | ".join(
        "{median:g}× ({low:g}–{high:g})".format(**result["speed"][name])
        if name in result["speed"]
        else "–"
        for name in names
    )
    lines.append(f"| × real time, median (10–90 %) | | {speed} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    raise SystemExit(main())
