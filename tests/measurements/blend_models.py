"""The weights on the way from one model to another: between what both have learned.

    python tests/measurements/blend_models.py FIRST SECOND --share 0.5 --output BLEND

Everything but the weights is the first model's. With a share of 0 the blend is the first
model, with 1 it has the second's weights.
"""

import argparse
from pathlib import Path

from dictation_app.speech.store import load_network, read_model, save_model
from dictation_app.training.adaptation import blend


def main() -> None:
    """Write the blend."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("first", type=Path, help="a model's folder")
    parser.add_argument("second", type=Path, help="another's, of the same architecture")
    parser.add_argument("--share", type=float, default=0.5, help="of the way, 0 to 1")
    parser.add_argument("--output", type=Path, required=True, help="a new folder")
    arguments = parser.parse_args()
    if arguments.output.exists():
        parser.error(f"{arguments.output} is there already")
    first, second = read_model(arguments.first), read_model(arguments.second)
    network = blend(load_network(first), load_network(second), arguments.share)
    save_model(
        arguments.output,
        network,
        title=first.title,
        features=first.features,
        alphabet=first.alphabet,
        decoding=first.decoding,
        provenance=first.provenance,
        card=(first.folder / "README.md").read_text(encoding="utf-8"),
        language_model=first.language_model,
        words=first.words,
        rescorer=first.rescorer,
    )


if __name__ == "__main__":
    main()
