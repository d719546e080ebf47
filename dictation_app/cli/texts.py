"""What the commands that learn from text share: their texts, and what is left out."""

import argparse
from pathlib import Path

from dictation_app.cli.options import tell


def add_texts(parser: argparse.ArgumentParser) -> None:
    """Add the texts and --without."""
    parser.add_argument(
        "texts",
        nargs="+",
        type=Path,
        metavar="TEXT",
        help="UTF-8 text, also compressed as .gz; named twice, it counts twice; of a "
        "manifest (.jsonl), what is said in it, each sentence once",
    )
    parser.add_argument(
        "--without",
        type=Path,
        nargs="+",
        default=[],
        metavar="FILE",
        help="texts or manifests to be measured on: what shares six words in a row with "
        "their sentences is not learnt",
    )


def tell_left_out(*, n_foreign: int, n_held_out: int) -> None:
    """Say how many sentences were not learnt, and why."""
    if n_foreign:
        tell(
            f"{n_foreign:,} lines were left out, as they hold figures or characters "
            "outside the alphabet: write them as words."
        )
    if n_held_out:
        tell(f"Sentences left out for --without: {n_held_out:,}.")
