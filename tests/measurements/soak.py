"""An hour of dictation in the real window: python tests/measurements/soak.py MANIFEST.

Clips of a data set are played into a virtual microphone while the window listens, begun
and ended by real keys. A probe in the window's thread ticks every 20 ms. Printed once a
minute, and at the end as JSON: the memory of the program, with and without the files that
it has mapped; the longest time between two ticks, and how much of it the thread waited
for a processor that others had; how old the partial text had become when it was renewed;
how long after the end of speech the final text was on the page. Times of speech count
from the moment its sound came into the program.
"""

import argparse
import contextlib
import json
import os
import sys
import tempfile
import threading
import time
import traceback
from collections import deque
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path

import numpy as np
from room import choose_clips, play, room, run, wait_for, write_speech

_TICK = 20
"""Milliseconds."""
_LONG = 0.06
"""Seconds from which on a gap between two ticks is written down."""
_KEPT_AFTER_SPEECH = 0.25
"""Seconds of silence that the endpointer leaves at the end of an utterance."""
_CUT = 9.9
"""Seconds from which on an utterance may have been cut within speech."""


@dataclass(frozen=True)
class Gap:
    """A long time between two ticks of the window's thread, in seconds.

    Attributes:
        at: when it ended, since the start of the program.
        length: of the gap.
        busy: for how much of it the thread computed.
        starved: for how much of it the thread could run and got no processor.
    """

    at: float
    length: float
    busy: float
    starved: float
    stack: str = ""


@dataclass
class Minute:
    """What one minute was like."""

    minute: float
    rss_mb: float = 0.0
    own_mb: float = 0.0
    gap_ms: float = 0.0
    starved_ms: float = 0.0
    partial_p95_s: float | None = None
    final_p95_s: float | None = None
    n_words: int = 0
    load: float = 0.0


@dataclass
class Log:
    """Everything that was seen, by the time at which it was seen."""

    gaps: list[Gap] = field(default_factory=list)
    partials: list[tuple[float, float]] = field(default_factory=list)
    finals: list[tuple[float, float]] = field(default_factory=list)
    others: list[tuple[float, list[str]]] = field(default_factory=list)
    """Which threads waited for a processor during gaps; they may have held the lock."""


def main() -> None:
    """Dictate, and tell how it went."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("manifest", type=Path, help="a data set's JSON Lines")
    parser.add_argument("--corpus", default="", help="take the clips of one corpus")
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument(
        "--pause", type=float, default=0.8, help="seconds between clips"
    )
    parser.add_argument(
        "--earlier",
        type=float,
        default=0.0,
        help="minutes of dictation that the note has already",
    )
    parser.add_argument("--stacks", action="store_true", help="tell what held it up")
    parser.add_argument("--output", type=Path, help="write the JSON here, too")
    arguments = parser.parse_args()
    seconds = 60 * arguments.minutes
    clips = choose_clips(arguments.manifest, seconds, corpus=arguments.corpus)
    with room() as environment, tempfile.TemporaryDirectory() as folder:
        os.environ.update(environment)
        speech = Path(folder) / "speech.wav"
        write_speech(speech, clips, arguments.pause)
        if arguments.earlier:
            _write_earlier(60 * arguments.earlier)
        report = _Soak(seconds, speech, stacks=arguments.stacks).run()
    text = json.dumps(report, indent=1)
    if arguments.output:
        arguments.output.write_text(text)
    print(text)  # noqa: T201


def _write_earlier(seconds: float) -> None:
    """Make a note of so much dictation, which is on the page when the program starts."""
    from dictation_app import paths, settings
    from dictation_app.document.document import Document
    from dictation_app.document.library import Library
    from dictation_app.document.operations import Piece
    from dictation_app.transcript import Emissions, Utterance, Word

    document = Document()
    pieces: list[Piece] = []
    for start in np.arange(0.0, seconds, 4.0).tolist():
        words = [
            Word(f"word{index}", start + 0.4 * index, start + 0.4 * index + 0.3, 0.9)
            for index in range(9)
        ]
        emissions = Emissions(np.full((100, 29), -3.4, np.float16), start, 25.0)
        heard = Utterance(tuple(words), start, start + 4.0, emissions)
        number = document.hear(heard)
        pieces += [Piece(f"{word.text} ", number, word) for word in words]
    document.replace(0, 0, pieces)
    library = Library(paths.user_data())
    library.save(library.create(), document, duration=seconds, model="en-small")
    chosen = settings.Settings(desktop=settings.Desktop(resume_last=True))
    settings.save(paths.settings_file(), chosen)


class _Soak:
    """The program in this process, a probe in its window's thread, and a conductor."""

    def __init__(self, seconds: float, speech: Path, *, stacks: bool) -> None:
        from dictation_app import app
        from dictation_app.ui.single_instance import Start

        self._seconds = seconds
        self._speech = speech
        self._began = time.monotonic()
        self._app = app._application()
        self._window = app._open(self._app, Start())
        self._probe = make_probe(self._window, self._began, stacks=stacks)
        self._minutes: list[Minute] = []
        self._started: list[Gap] = []
        self._trouble = ""

    def run(self) -> dict[str, object]:
        """Measure; what was found."""
        conductor = threading.Thread(target=self._conduct, daemon=True)
        conductor.start()
        self._app.exec()
        conductor.join(10)
        if self._trouble:
            raise SystemExit(self._trouble)
        return self._report()

    def _conduct(self) -> None:
        try:
            self._dictate()
        except (SystemExit, Exception) as error:  # noqa: BLE001
            self._trouble = "".join(traceback.format_exception(error))
            os.abort() if not self._minutes else self._leave()

    def _dictate(self) -> None:
        here, probe = dict(os.environ), self._probe
        wait_for(probe.ready.is_set, "the model")
        time.sleep(5)
        self._started, probe.log.gaps = probe.log.gaps, []
        search = ("search", "--sync", "--onlyvisible", "--name", "Dictation")
        window = run(here, "xdotool", *search).split()[0]
        run(here, "xdotool", "windowfocus", "--sync", window)
        run(here, "xdotool", "key", "ctrl+r")
        wait_for(lambda: probe.clock.heard > 1.0, "sound of the microphone")
        player = play(here, self._speech)
        began = time.monotonic()
        _say(_head())
        while (spoken := time.monotonic() - began) < self._seconds:
            time.sleep(min(60.0, self._seconds - spoken))
            self._minutes.append(self._sample(began))
            _say(_row(self._minutes[-1]))
        player.kill()
        player.wait()
        run(here, "xdotool", "key", "ctrl+r")
        wait_for(probe.finished.is_set, "the last words")
        time.sleep(2)
        self._leave()

    def _leave(self) -> None:
        run(dict(os.environ), "xdotool", "key", "ctrl+q")

    def _sample(self, began: float) -> Minute:
        now, log = time.monotonic(), self._probe.log
        since = now - 60.0
        gaps = [g for g in list(log.gaps) if g.at + self._began >= since]
        worst = max(gaps, key=lambda g: g.length, default=Gap(0, 0, 0, 0))
        if worst.length > 0.1:
            _say(str(worst))
        note = self._window.workbench.note
        return Minute(
            minute=round((now - began) / 60, 2),
            rss_mb=_memory("VmRSS"),
            own_mb=_memory("RssAnon"),
            gap_ms=round(1000 * (worst.length or self._probe.longest_short), 1),
            starved_ms=round(1000 * worst.starved, 1),
            partial_p95_s=_p95([v for at, v in list(log.partials) if at >= since]),
            final_p95_s=_p95([v for at, v in list(log.finals) if at >= since]),
            n_words=len(note.document.text.split()) if note else 0,
            load=os.getloadavg()[0],
        )

    def _report(self) -> dict[str, object]:
        log, minutes = self._probe.log, self._minutes
        first = [p for p in minutes if p.minute <= 10.5]
        ends = self._probe.dictation_ended or time.monotonic()
        begins = ends - self._seconds

        def share(values: list[tuple[float, float]], low: float, high: float):
            return _p95([v for at, v in values if low <= at - begins <= high])

        last, span = self._seconds, min(600.0, self._seconds)
        worst = sorted(log.gaps, key=lambda g: -g.length)
        return {
            "minutes": self._seconds / 60,
            "start_longest_gap_ms": most(self._started),
            "start_gaps": [asdict(g) for g in longest(self._started)],
            "longest_gap_ms": most(log.gaps),
            "gaps_over_100_ms": sum(g.length > 0.1 for g in log.gaps),
            "of_them_not_starved": sum(g.length - g.starved > 0.1 for g in log.gaps),
            "longest_gaps": [asdict(g) for g in worst[:20]],
            "others_starved": log.others,
            "partial_p95_first_s": share(log.partials, 0, span),
            "partial_p95_last_s": share(log.partials, last - span, last + 5),
            "final_p95_first_s": share(log.finals, 0, span),
            "final_p95_last_s": share(log.finals, last - span, last + 5),
            "n_partials": len(log.partials),
            "n_finals": len(log.finals),
            "rss_first_mb": first[0].rss_mb,
            "rss_last_mb": minutes[-1].rss_mb,
            "own_first_mb": first[0].own_mb,
            "own_last_mb": minutes[-1].own_mb,
            "microphone_dropped": self._probe.n_dropped,
            "table": [asdict(minute) for minute in minutes],
        }


class _SoundClock:
    """When each moment of the recording came into the program.

    Blocks come late when the machine is busy, never early: the earliest of the last
    minute tell when the others should have been there.
    """

    def __init__(self) -> None:
        self.heard = 0.0
        self._offsets: deque[float] = deque(maxlen=900)
        self._offset = 0.0

    def take(self, n_samples: int) -> None:
        self.heard += n_samples / 16_000
        self._offsets.append(time.monotonic() - self.heard)
        self._offset = min(self._offsets)

    def since(self, moment: float) -> float:
        """Seconds since a moment of the recording was spoken."""
        return time.monotonic() - self._offset - moment


def make_probe(window, began: float, *, stacks: bool):
    """Make the probe; Qt may be imported only now that the screen is known."""
    from PySide6.QtCore import QObject, Qt, QTimer, Signal

    from dictation_app.speech.microphone import Microphone
    from dictation_app.speech.recognizer import Recognizer
    from dictation_app.ui.open_note import OpenNote

    class Probe(QObject):
        looked = Signal(float, float)

        def __init__(self) -> None:
            super().__init__(window)
            self.log = Log()
            self.clock = _SoundClock()
            self.ready, self.finished = threading.Event(), threading.Event()
            self.longest_short = 0.0
            self.dictation_ended = 0.0
            self.n_dropped = 0
            self._look: tuple[float, float] | None = None
            self._final = None
            self._stat = os.open("/proc/thread-self/schedstat", os.O_RDONLY)
            self._thread = threading.get_ident()
            self._stack = ""
            self._last = self._now()
            self._timer = QTimer(self, interval=_TICK)
            self._timer.setTimerType(Qt.TimerType.PreciseTimer)
            self._timer.timeout.connect(self._tick)
            self._timer.start()
            self.looked.connect(self._take_look)
            bench = window.workbench
            bench.engine.ready.connect(lambda _: self.ready.set())
            bench.dictation.heard.connect(self._take_final)
            bench.finished.connect(self._finish)
            self._listen_along()
            if stacks:
                threading.Thread(target=self._watch, daemon=True).start()

        def _listen_along(self) -> None:
            hear, recognise, close = (
                OpenNote.hear,
                Recognizer.recognise,
                Microphone._close,
            )

            def hearing(note, samples):
                self.clock.take(len(samples))
                hear(note, samples)

            def recognising(recognizer, samples, start=0.0, **named):
                found = recognise(recognizer, samples, start, **named)
                if self.clock.heard:
                    self.looked.emit(start, start + len(samples) / 16_000)
                return found

            def closing(microphone):
                self.n_dropped += microphone.n_dropped
                close(microphone)

            OpenNote.hear, Recognizer.recognise = hearing, recognising
            Microphone._close = closing

        def _now(self) -> tuple[float, float, float]:
            busy, starved, _ = os.pread(self._stat, 100, 0).split()
            return time.monotonic(), int(busy) / 1e9, int(starved) / 1e9

        def _tick(self) -> None:
            now = self._now()
            length, busy, starved = (
                n - b for n, b in zip(now, self._last, strict=True)
            )
            self._last = now
            if length >= _LONG:
                at = now[0] - began
                self.log.gaps.append(Gap(at, length, busy, starved, self._stack))
            else:
                self.longest_short = max(self.longest_short, length)
            self._stack = ""

        def _watch(self) -> None:
            while True:
                time.sleep(0.02)
                last = self._last[0]
                if not self._stack and time.monotonic() - last > _LONG - 0.02:
                    self._stack, before = _stacks(self._thread), _delays()
                    while self._last[0] == last:
                        time.sleep(0.005)
                    self.log.others.append(
                        (self._last[0] - began, _most_delayed(before))
                    )

        def _take_look(self, start: float, known: float) -> None:
            before, self._look = self._look, (start, known)
            if before is not None and before[0] == start:
                age = self.clock.since(before[1])
                self.log.partials.append((time.monotonic(), age))

        def _take_final(self, _, utterance) -> None:
            """Times count once the next utterance tells whether this one was cut."""
            before, ended = self._final, utterance.end - _KEPT_AFTER_SPEECH
            self._final = (utterance, time.monotonic(), self.clock.since(ended))
            if before is None:
                return
            spoken, at, latency = before
            is_long = spoken.end - spoken.start >= _CUT
            if utterance.start > spoken.end or not is_long:
                self.log.finals.append((at, latency))

        def _finish(self, _) -> None:
            self.dictation_ended = time.monotonic()
            self.finished.set()

    return Probe()


def _stacks(main: int) -> str:
    """Where the window's thread is, and the others that compute."""
    found = []
    for thread, frame in sys._current_frames().items():
        if thread == threading.get_ident():
            continue
        frames = list(islice(traceback.walk_stack(frame), 4))
        where = " < ".join(
            f"{Path(item.f_code.co_filename).stem}:{line} {item.f_code.co_name}"
            for item, line in frames
        )
        found.append(f"{'window' if thread == main else 'other'}: {where}")
    return "\n".join(sorted(found, reverse=True))


def _delays() -> dict[str, float]:
    """For how long each thread has waited for a processor, in seconds."""
    found = {}
    for task in Path("/proc/self/task").iterdir():
        with contextlib.suppress(OSError):  # it has ended
            name = (task / "comm").read_text().strip()
            delay = int((task / "schedstat").read_text().split()[1]) / 1e9
            found[f"{name} {task.name}"] = delay
    return found


def _most_delayed(before: dict[str, float]) -> list[str]:
    now = _delays()
    waited = {name: now[name] - before.get(name, now[name]) for name in now}
    most = sorted(waited, key=lambda name: -waited[name])[:3]
    return [f"{name}: {1000 * waited[name]:.0f} ms" for name in most]


def _memory(kind: str) -> float:
    """Megabytes of this process in memory: VmRSS, or RssAnon without mapped files."""
    lines = Path("/proc/self/status").read_text().splitlines()
    line = next(line for line in lines if line.startswith(f"{kind}:"))
    return round(int(line.split()[1]) * 1024 / 1e6, 1)


def _p95(values: list[float]) -> float | None:
    from dictation_app.speech.benchmark import percentile

    found = percentile(values, 0.95)
    return None if found is None else round(found, 3)


def most(gaps: list[Gap]) -> float:
    return round(1000 * max((g.length for g in gaps), default=0.0), 1)


def longest(gaps: list[Gap]) -> list[Gap]:
    return sorted(gaps, key=lambda g: -g.length)[:10]


def _head() -> str:
    return "minute    RSS MB    own MB    gap ms  starved  partial s  final s    words   load"


def _row(m: Minute) -> str:
    partial = "-" if m.partial_p95_s is None else f"{m.partial_p95_s:.2f}"
    final = "-" if m.final_p95_s is None else f"{m.final_p95_s:.2f}"
    return (
        f"{m.minute:6.1f} {m.rss_mb:9.1f} {m.own_mb:9.1f} {m.gap_ms:9.1f} {m.starved_ms:8.1f} "
        f"{partial:>10} {final:>8} {m.n_words:8d} {m.load:6.2f}"
    )


def _say(words: str) -> None:
    print(words, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
