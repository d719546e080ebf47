"""How soon `dictation-app commands listen` decides after the end of a command.

    python tests/measurements/listen_latency.py MANIFEST [--set digits] [--clips 100]

Clips that say a phrase of the set are played into a virtual microphone, with a pause
behind each, while the command listens. Each decision tells its own latency: from the end
of speech, as the sound came in, to the decision. Printed: median, 95th percentile and
longest, and how many of the clips were understood.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from room import choose_clips, play, room, wait_for, write_speech

from dictation_app.lab import files
from dictation_app.training.manifest import Clip

_PAUSE = 1.5
"""Seconds of silence behind each clip: a command is said by itself."""
_TAIL = 5.0
"""Seconds after the last clip in which its decision comes."""


def main() -> None:
    """Speak the clips and print what the decisions tell."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("manifest", type=Path, help="a data set's JSON Lines")
    parser.add_argument("--set", default="digits", help="a bundled command set")
    parser.add_argument("--corpus", default="FSDD", help="whose clips are spoken")
    parser.add_argument("--clips", type=int, default=100)
    parser.add_argument("--json", action="store_true", help="each decision, too")
    arguments = parser.parse_args()
    root = Path(__file__).parents[2]
    found = files.find(arguments.set, (root / "resources" / "command_sets",))
    phrases = {saying.phrase for saying in found.sayings}
    clips = _choose(arguments, phrases)
    with room() as environment, tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "commands.wav"
        write_speech(path, clips, _PAUSE)
        heard = list(_listen(environment, arguments.set, path))
    _sum_up(heard, [clip.text.strip().lower() for clip in clips])
    if arguments.json:
        sys.stdout.write(json.dumps(heard) + "\n")


def _choose(arguments: argparse.Namespace, phrases: set[str]) -> list[Clip]:
    """Clips of the corpus that say a phrase of the set, each once."""
    clips = choose_clips(arguments.manifest, 1e4, corpus=arguments.corpus)
    unique = {(clip.name, clip.text): clip for clip in clips}
    said = [clip for clip in unique.values() if clip.text.strip().lower() in phrases]
    if not said:
        raise SystemExit(f"No clip of {arguments.corpus} says a phrase of the set.")
    return said[: arguments.clips]


def _listen(
    environment: dict[str, str], name: str, path: Path
) -> Iterator[dict[str, Any]]:
    """What the command decides while a recording is spoken."""
    command = [sys.executable, "-m", "dictation_app", "commands", "listen", name]
    program = subprocess.Popen(
        [*command, "--json"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert program.stdout is not None
    assert program.stderr is not None
    lines: list[str] = []
    told: list[str] = []
    readers = [
        threading.Thread(target=lambda: lines.extend(program.stdout), daemon=True),
        threading.Thread(target=lambda: told.extend(program.stderr), daemon=True),
    ]
    for reader in readers:
        reader.start()
    try:
        wait_for(lambda: any("listening" in line for line in told), "the command")
        time.sleep(2)
        play(environment, path).wait()
        time.sleep(_TAIL)
    finally:
        program.terminate()
        program.wait()
    for reader in readers:
        reader.join()
    yield from map(json.loads, lines)


def _sum_up(heard: list[dict[str, Any]], said: list[str]) -> None:
    """Print the figures of all decisions."""
    if not heard:
        raise SystemExit("Nothing was heard.")
    latencies = 1000 * np.array([decision["latency"] for decision in heard])
    understood = _in_order(said, [decision["phrase"] for decision in heard])
    sys.stdout.write(
        f"{len(heard)} decisions on {len(said)} clips, {understood} understood; "
        f"after the end of speech: median {np.median(latencies):.0f} ms, "
        f"p95 {np.percentile(latencies, 95):.0f} ms, longest {latencies.max():.0f} ms\n"
    )


def _in_order(said: list[str], heard: list[str]) -> int:
    """Length of the longest common subsequence: phrases heard when they were said."""
    row = [0] * (len(heard) + 1)
    for phrase in said:
        above = row
        row = [0]
        for n, other in enumerate(heard):
            row.append(above[n] + 1 if phrase == other else max(above[n + 1], row[n]))
    return row[-1]


if __name__ == "__main__":
    main()
