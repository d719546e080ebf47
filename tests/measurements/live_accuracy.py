"""Does the window hear as well as a file is heard? Word error rates of both.

python tests/measurements/live_accuracy.py MANIFEST [--minutes 5]

Clips are joined to one recording, which is spoken into the virtual microphone of the real
window, begun and ended by real keys, and given to `dictation-app transcribe`.
"""

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

from room import PATIENCE, choose_clips, play, room, run, wait_for, write_speech
from watched import Watched


def main() -> None:
    """Measure both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("manifest", type=Path, help="a data set's JSON Lines")
    parser.add_argument("--corpus", default="", help="take the clips of one corpus")
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument(
        "--pause", type=float, default=0.8, help="seconds between clips"
    )
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    clips = choose_clips(
        arguments.manifest,
        60 * arguments.minutes,
        corpus=arguments.corpus,
        seed=arguments.seed,
    )
    with room() as environment, tempfile.TemporaryDirectory() as folder:
        speech = Path(folder) / "speech.wav"
        write_speech(speech, clips, arguments.pause)
        live = _dictated(environment, speech)
        command = "from dictation_app.cli import main; raise SystemExit(main())"
        file = run(
            environment, sys.executable, "-c", command, "transcribe", str(speech)
        )
    reference = " ".join(clip.text for clip in clips)
    found = {
        "minutes": sum(clip.duration for clip in clips) / 60,
        "live_wer": _wer(reference, live),
        "file_wer": _wer(reference, file),
        "live_against_file": _wer(file, live),
        "n_words_live": len(live.split()),
        "n_words_file": len(file.split()),
        "n_words_said": len(reference.split()),
    }
    print(json.dumps(found, indent=1))  # noqa: T201


def _dictated(environment: dict[str, str], speech: Path) -> str:
    """The text of the note when all of it was spoken into the window."""
    program = Watched(environment)
    program.focus()
    program.wait("ready")
    program.key("key", "ctrl+r")
    wait_for(lambda: program.last.get("offset"), "sound of the microphone")
    play(environment, speech).wait()
    time.sleep(0.3)
    program.key("key", "ctrl+r")
    wait_for(lambda: program.last["ended"], "the last words", PATIENCE)
    text: str = program.last["text"]
    program.quit()
    return text


def _wer(reference: str, found: str) -> float:
    from dictation_app.training.metrics import word_errors

    return round(word_errors(_plain(reference), _plain(found)).rate, 4)


def _plain(text: str) -> str:
    kept = "".join(c if c.isalpha() or c == "'" else " " for c in text.lower())
    return " ".join(kept.split())


if __name__ == "__main__":
    main()
