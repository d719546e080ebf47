"""`dictation-app evaluate --sweep`: which decoding weights suit a model."""

import argparse
import json
from collections.abc import Generator, Sequence
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from dictation_app.cli.meter import Meter, follow
from dictation_app.cli.options import tell

if TYPE_CHECKING:
    from dictation_app.speech.decoder import Decoder
    from dictation_app.speech.store import ModelInfo
    from dictation_app.training.evaluation import Heard
    from dictation_app.training.sweep import Calibrated, SweepProgress, SweepRow


def run(
    arguments: argparse.Namespace,
    info: "ModelInfo",
    decoder: "Decoder",
    heard: "Sequence[Heard]",
) -> int:
    """Try all the weights on what the network heard; keep the best if asked to."""
    from dictation_app.training.sweep import (
        SweepProgress,
        SweepRow,
        calibrate,
        grid,
        label_priors,
        sweep,
    )

    options = decoder.options
    if arguments.prior:
        options = replace(options, label_priors=label_priors(heard))
    settings = grid(
        options,
        alphas=arguments.alpha or (),
        betas=arguments.beta or (),
        prior_weights=arguments.prior or (),
        rescoring_weights=arguments.rescoring or (),
        beam_widths=arguments.beam or (),
    )
    if not arguments.json:
        print(_HEAD)
    steps = sweep(heard, decoder, settings, jobs=arguments.jobs, seed=arguments.seed)
    with Meter() as meter:

        def show(step: SweepProgress | SweepRow) -> None:
            if isinstance(step, SweepProgress):
                share = (step.row - 1 + step.n_clips / len(heard)) / step.n_rows
                meter.show(f"{step.row} of {step.n_rows}", share, step.left)
            elif not arguments.json:
                meter.clear()
                print(_line(step), flush=True)

        rows = follow(steps, show)
    if arguments.json:
        found = [asdict(row) | {"wer": row.words.rate} for row in rows]
        print(json.dumps(found, indent=1))
    else:
        print(f"best:\n{_line(rows[0])}")
    if arguments.save:
        best = decoder.with_options(rows[0].options)
        _save(info, calibrate(heard, best, jobs=arguments.jobs), len(heard))
    return 0


def _save(
    info: "ModelInfo", steps: "Generator[SweepProgress, None, Calibrated]", n_clips: int
) -> None:
    """Fit the confidence and keep it with the weights in the model's folder."""
    from dictation_app.speech.store import save_decoding

    with Meter() as meter:

        def show(step: "SweepProgress") -> None:
            meter.show("confidence", step.n_clips / n_clips)

        found = follow(steps, show)
    save_decoding(info, found.options)
    tell(
        f"saved in {info.name}; the confidence of its {found.n_words:,} words was "
        f"{100 * found.before.ece:.1f} points off and is "
        f"{100 * found.after.ece:.1f} now."
    )


_HEAD = " beam  alpha   beta  prior  rescoring    WER %        95 %       CER %   × real time"


def _line(row: "SweepRow") -> str:
    options = row.options
    low, high = 100 * row.interval.low, 100 * row.interval.high
    return (
        f"{options.beam_width:5d}{options.alpha:7.2f}{options.beta:7.2f}"
        f"{options.prior_weight:7.2f}{options.rescoring_weight:11.2f}"
        f"{100 * row.words.rate:9.2f}   {low:6.2f}–{high:<6.2f}"
        f"{100 * row.characters.rate:9.2f}{row.speed:12.0f}"
    )
