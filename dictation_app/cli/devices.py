"""dictation-app devices: the microphones that are there."""

import argparse
import json
from dataclasses import asdict

from dictation_app.cli.options import tell

_OK = 0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(arguments: argparse.Namespace) -> int:
    """List the microphones, the default one first."""
    from dictation_app.speech.microphone import list_devices

    devices = list_devices()
    if arguments.json:
        print(json.dumps([asdict(d) for d in devices], ensure_ascii=False, indent=1))
        return _OK
    for device in devices:
        mark = "*" if device.is_default else " "
        channels = f"{device.n_channels} channel{'s'[: device.n_channels != 1]}"
        print(
            f"{mark} {device.name}  ({device.host_api}, {channels}, "
            f"{device.sample_rate} Hz)"
        )
    if not devices:
        tell("there is no microphone: connect one and try again.")
    return _OK
