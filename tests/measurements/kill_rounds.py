"""Kill the program while one dictates, start it again, and see what is left.

python tests/measurements/kill_rounds.py MANIFEST [--rounds 10]

Each round: the real window is opened, Ctrl+R pressed, a recording spoken into the virtual
microphone, at times something typed; at a random moment the program is killed with
SIGKILL. The program that is started next offers the dictation; its button is pressed, and
what has no words yet gets them. Compared are the text that stood on the page at the end
with the one that is offered, and the sound that had been spoken with the sound that is
kept.
"""

import argparse
import json
import random
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from room import choose_clips, play, room, wait_for, write_speech
from watched import Watched

_TYPED = "Typed by hand. "


@dataclass(frozen=True)
class Round:
    """What a kill cost.

    Attributes:
        after_s: seconds of dictation before it.
        spoken_s: seconds of sound that had come into the program.
        kept_s: seconds of sound that were recovered.
        n_words: words that stood on the page.
        n_recovered: words of the text that was offered.
        n_final: words once the rest of the sound was heard, too.
        text_kept: whether the text offered begins with all that stood on the page.
        n_offered: dictations that were offered.
        typed_kept: whether what was typed meanwhile is in it; None where nothing was.
    """

    after_s: float
    spoken_s: float
    kept_s: float
    n_words: int
    n_recovered: int
    n_final: int
    text_kept: bool
    n_offered: int
    typed_kept: bool | None

    @property
    def lost_s(self) -> float:
        """Seconds of sound that are gone."""
        return self.spoken_s - self.kept_s


def main() -> None:
    """Kill it again and again."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("manifest", type=Path, help="a data set's JSON Lines")
    parser.add_argument("--corpus", default="", help="take the clips of one corpus")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--longest", type=float, default=20.0, help="seconds")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    clips = choose_clips(
        arguments.manifest, arguments.longest + 10, corpus=arguments.corpus
    )
    with room() as environment, tempfile.TemporaryDirectory() as folder:
        speech = Path(folder) / "speech.wav"
        write_speech(speech, clips, 0.8)
        rounds = []
        for number in range(arguments.rounds):
            after = chance.uniform(2.0, arguments.longest)
            rounds.append(_round(environment, speech, after, types=number % 2 == 1))
            _say(f"{number + 1:2}: lost {rounds[-1].lost_s:5.2f} s  {rounds[-1]}")
    _say(json.dumps([asdict(r) | {"lost_s": round(r.lost_s, 3)} for r in rounds]))
    worst = max(r.lost_s for r in rounds)
    whole = sum(r.text_kept for r in rounds)
    _say(f"text whole in {whole} of {len(rounds)}; at most {worst:.2f} s of sound lost")


def _round(
    environment: dict[str, str], speech: Path, after: float, *, types: bool
) -> Round:
    """Dictate, kill, and start again."""
    program = Watched(environment)
    program.focus()
    program.key("key", "ctrl+r")
    wait_for(lambda: program.last.get("offset"), "sound of the microphone")
    player = play(environment, speech)
    began = time.monotonic()
    if types:
        time.sleep(after / 2)
        program.key("type", "--delay", "20", _TYPED)
    time.sleep(max(0.0, began + after - time.monotonic()))
    program.process.kill()
    killed = time.monotonic()
    player.kill()
    player.wait()
    program.end()
    before = program.last
    opened = Watched(environment, opens=True)
    opened.wait("done")
    opened.end()
    found = opened.last
    return Round(
        after_s=round(after, 2),
        spoken_s=round(killed - before["offset"], 3),
        kept_s=round(found["duration"], 3),
        n_words=len(before["text"].split()),
        n_recovered=len(found["offered"].split()),
        n_final=len(found["text"].split()),
        text_kept=found["offered"].startswith(before["text"]),
        n_offered=found["n_offered"],
        typed_kept=_TYPED.strip() in found["offered"] if types else None,
    )


def _say(words: str) -> None:
    print(words, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
