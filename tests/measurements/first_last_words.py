"""Speak at once after the key and stop right at the end: are both end words there?

python tests/measurements/first_last_words.py MANIFEST [--trials 20]

In each trial a short clip, cut to where its speech begins and ends, is spoken into the
virtual microphone of the real window. The key goes down some time before the first sound,
or with it, and comes up (in toggle mode it is pressed again) with the last. `--lead sign`
speaks as soon as the sign "Listening" shows. When speech really began and ended is heard by a second recorder. The first and the last
word are compared with those of `dictation-app transcribe` for the same file, and the sound
of the note with the clip. Clips are such that the recogniser gets both words right in the
file, whether it listens as to a file or as to a microphone.
"""

import argparse
import contextlib
import json
import subprocess
import tempfile
import threading
import time
import wave
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from room import RATE, choose_clips, pcm, play, room, wait_for
from watched import Watched

from dictation_app.training.manifest import read_samples

_LEAD, _TRAIL = 1.5, 1.5
"""Seconds of silence around the speech in what is played."""
_LONG = 1_800
"""Seconds that all trials take at most."""
_SOON = 0.1
"""The same before speech that waits for the sign."""
_KEYS = {"push_to_talk": "ctrl+2", "toggle": "ctrl+1"}


@dataclass(frozen=True)
class Spoken:
    """A clip as it is played, later or soon, and what a file of it says."""

    path: Path
    soon: Path
    samples: np.ndarray
    words: list[str]

    @property
    def duration(self) -> float:
        return len(self.samples) / RATE


@dataclass(frozen=True)
class Trial:
    """How one went.

    Attributes:
        mode: of listening.
        lead_ms: from the key to the first sound.
        sign_ms: from the sign to the first sound; less than nothing where one spoke
            before it showed.
        trail_ms: from the last sound to the key.
        lost_first_ms: sound that is missing at the beginning.
        lost_last_ms: sound that is missing at the end.
        first, last: whether the words are those of the file.
        played: how like the clip is what was spoken; below 1.0 it was torn.
    """

    mode: str
    lead_ms: int
    sign_ms: int
    trail_ms: int
    lost_first_ms: int
    lost_last_ms: int
    first: bool
    last: bool
    played: float
    heard: str
    expected: str


def main() -> None:
    """Make the trials."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("manifest", type=Path, help="a data set's JSON Lines")
    parser.add_argument("--corpus", default="", help="take the clips of one corpus")
    parser.add_argument("--trials", type=int, default=20)
    parser.add_argument("--mode", choices=list(_KEYS), default="push_to_talk")
    parser.add_argument("--lead", nargs="*", default=["0", "0.5"], help="or sign")
    parser.add_argument(
        "--ready", action="store_true", help="in toggle mode, too, keep it open"
    )
    arguments = parser.parse_args()
    trials = []
    with room() as environment, tempfile.TemporaryDirectory() as folder:
        if arguments.ready:
            _keep_ready(Path(environment["XDG_CONFIG_HOME"]))
        spoken = list(_choose(arguments, Path(folder)))
        program = Watched(environment)
        program.focus()
        program.wait("ready")
        program.key("key", _KEYS[arguments.mode])
        time.sleep(2)
        with _Recorder(environment) as recorder, _quiet_room(environment, Path(folder)):
            stage = _Stage(environment, program, recorder, arguments.mode)
            for number in range(arguments.trials):
                lead = arguments.lead[number % len(arguments.lead)]
                trials.append(stage.trial(spoken[number], lead))
                _say(f"{number + 1:2}: {trials[-1]}")
        program.quit()
    _say(json.dumps([asdict(trial) for trial in trials]))
    _sum_up("all", trials)
    _sum_up("speech after the sign", [t for t in trials if t.sign_ms >= 0])
    _sum_up("speech before it", [t for t in trials if t.sign_ms < 0])


def _sum_up(what: str, trials: list[Trial]) -> None:
    n = len(trials)
    _say(
        f"{what}: first word in {sum(t.first for t in trials)} of {n}, "
        f"last word in {sum(t.last for t in trials)} of {n}; sound whole in "
        f"{sum(max(t.lost_first_ms, t.lost_last_ms) <= 0 for t in trials)} of {n}"
    )


def _keep_ready(home: Path) -> None:
    """Choose that the microphone stays open between two dictations."""
    from dictation_app import settings

    audio = settings.Audio(keep_ready_toggle=True)
    path = home / "Dictation" / "settings.json"
    settings.save(path, settings.Settings(audio=audio))


def _choose(arguments: argparse.Namespace, folder: Path) -> Iterator[Spoken]:
    """Clips whose end words are recognised in a file."""
    from dictation_app import paths
    from dictation_app.speech.microphone import FileMicrophone
    from dictation_app.speech.recognizer import load_recognizer
    from dictation_app.speech.store import choose_model, find_models

    info = choose_model(find_models(paths.model_folders()), None)
    recognizer, _ = load_recognizer(info, device="cpu")
    pool = choose_clips(
        arguments.manifest, 3_000, corpus=arguments.corpus, shortest=2, longest=6
    )
    n_found = 0
    for number, clip in enumerate(pool):
        if n_found == arguments.trials:
            return
        samples = _trimmed(read_samples(clip))
        path = folder / f"{number}.wav"
        _write(path, samples, _LEAD)
        _write(soon := folder / f"{number}-soon.wav", samples, _SOON)
        words = _found(recognizer.transcribe(path))
        live = _found(recognizer.listen(FileMicrophone(path)))
        said = clip.text.lower().split()
        if all(w and (w[0], w[-1]) == (said[0], said[-1]) for w in (words, live)):
            n_found += 1
            yield Spoken(path, soon, samples, words)


def _found(steps: Iterable[object]) -> list[str]:
    return [w.text for step in steps for w in getattr(step, "words", ())]


def _trimmed(samples: np.ndarray) -> np.ndarray:
    """From the first sound that may be speech to the last."""
    size = RATE // 100
    whole = samples[: len(samples) // size * size].reshape(-1, size)
    power = 10 * np.log10(np.mean(whole**2, axis=1) + 1e-12)
    loud = np.flatnonzero(power > power.max() - 35)
    return samples[loud[0] * size : (loud[-1] + 1) * size]


def _write(path: Path, samples: np.ndarray, lead: float) -> None:
    padded = np.pad(samples, (round(lead * RATE), round(_TRAIL * RATE)))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(pcm(padded, seed=0))


@contextlib.contextmanager
def _quiet_room(environment: dict[str, str], folder: Path) -> Iterator[None]:
    """Let the room be heard all the time: no microphone begins with the first word."""
    _write(folder / "room.wav", np.zeros(_LONG * RATE, np.float32), 0)
    player = play(environment, folder / "room.wav")
    yield
    player.terminate()
    player.wait()


class _Stage:
    """Speaks and works the keys."""

    def __init__(self, environment, program: Watched, recorder, mode: str) -> None:
        self._environment = environment
        self._program = program
        self._recorder = recorder
        self._mode = mode
        self._latency = 0.15  # of the player; known better after each trial
        self._delay = 0.05  # from the order of a key to the deed

    def trial(self, spoken: Spoken, wanted: str) -> Trial:
        """One press of the key, in a note of its own."""
        program = self._program
        program.key("key", "ctrl+n")
        time.sleep(0.5)
        n_ended = program.last["ended"]
        if wanted == "sign":
            ordered = time.monotonic()
            down, lead, path = self._press(0, begins=True), _SOON, spoken.soon
            wait_for(lambda: program.signed > ordered, "the sign")
        else:
            lead, path = _LEAD, spoken.path
        began = time.monotonic()
        player = play(self._environment, path)
        first = began + self._latency + lead
        if wanted != "sign":
            down = self._press(first - float(wanted), begins=True)
        up = self._press(first + spoken.duration, begins=False)
        wait_for(lambda: program.last["ended"] > n_ended, "the end of the dictation")
        player.wait()
        time.sleep(0.5)
        on, off, played = self._recorder.find(spoken.samples, began)
        self._latency = 0.5 * self._latency + 0.5 * (on - began - lead)
        lost_first, lost_last = self._lost(spoken.samples)
        heard = _words(program.last["text"])
        return Trial(
            self._mode,
            round(1000 * (on - down)),
            round(1000 * (on - program.signed)),
            round(1000 * (up - off)),
            lost_first,
            lost_last,
            heard[:1] == spoken.words[:1],
            heard[-1:] == spoken.words[-1:],
            played,
            " ".join(heard),
            " ".join(spoken.words),
        )

    def _press(self, at: float, *, begins: bool) -> float:
        """Work the key at a moment; when it was done."""
        time.sleep(max(0.0, at - self._delay - time.monotonic()))
        ordered = time.monotonic()
        if self._mode == "toggle":
            done = self._program.key("key", "ctrl+r")
        else:
            done = self._program.key("keydown" if begins else "keyup", "F9")
        self._delay = 0.5 * self._delay + 0.5 * (done - ordered)
        return done

    def _lost(self, samples: np.ndarray) -> tuple[int, int]:
        """Milliseconds of a clip that the note does not have at its two ends."""
        path = Path(self._program.last["folder"]) / "audio.wav"
        data = np.frombuffer(path.read_bytes()[44:], "<i2") / 32_768
        at = _place(data, samples)
        after = at + len(samples) - len(data)
        return round(-at / RATE * 1000), round(after / RATE * 1000)


class _Recorder:
    """Records what is spoken, beside the program, and knows when it was."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._recorder = subprocess.Popen(
            [
                *("parec", "--device=room.monitor", "--latency-msec=20"),
                *(f"--rate={RATE}", "--channels=1", "--format=s16le"),
            ],
            env=environment,
            stdout=subprocess.PIPE,
        )
        self._pieces: list[bytes] = []
        self._offset = float("inf")
        self._thread = threading.Thread(target=self._read, daemon=True)

    def __enter__(self) -> "_Recorder":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._recorder.terminate()
        self._recorder.wait()

    def _read(self) -> None:
        n_bytes = 0
        assert self._recorder.stdout is not None
        while data := self._recorder.stdout.read1(4096):  # type: ignore[attr-defined]
            n_bytes += len(data)
            self._pieces.append(data)
            began = time.monotonic() - n_bytes / 2 / RATE
            self._offset = min(self._offset, began)

    def find(self, samples: np.ndarray, since: float) -> tuple[float, float, float]:
        """When a clip was spoken, begin and end, and how like itself it was."""
        data = np.frombuffer(b"".join(self._pieces), "<i2") / 32_768
        skipped = max(0, round((since - self._offset) * RATE))
        at = skipped + _place(data[skipped:], samples)
        on = self._offset + at / RATE
        there = data[at : at + len(samples)]
        played = float(np.corrcoef(there, samples[: len(there)])[0, 1])
        return on, on + len(samples) / RATE, round(played, 3)


def _place(sound: np.ndarray, clip: np.ndarray) -> int:
    """Where in a sound a clip begins, which may reach beyond either end."""
    size = 1 << (len(sound) + len(clip) - 1).bit_length()
    product = np.fft.rfft(sound, size) * np.conj(np.fft.rfft(clip, size))
    at = int(np.fft.irfft(product, size).argmax())
    return at if at < len(sound) else at - size


def _words(text: str) -> list[str]:
    kept = "".join(c if c.isalpha() or c == "'" else " " for c in text.lower())
    return kept.split()


def _say(words: str) -> None:
    print(words, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
