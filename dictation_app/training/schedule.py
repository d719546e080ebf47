"""The learning rate over a run, as a function of how much of the run is done."""

import math

from dictation_app.training.configuration import OptimizerConfig

_RISE = 0.3  # of one-cycle, as in torch's OneCycleLR, whose other numbers these are too
_START, _END = 1 / 25, 1 / 25e4
_FALL = 0.5  # of the run, for linear


def learning_rate(config: OptimizerConfig, step: int, progress: float) -> float:
    """The rate of one step.

    Args:
        config: which schedule.
        step: number of steps before this one.
        progress: share of the run that is done, 0 to 1.
    """
    progress = min(max(progress, 0.0), 1.0)
    peak = config.learning_rate
    if config.schedule == "one-cycle":  # Smith and Topin, 2017; straight lines
        if progress < _RISE:
            return peak * (_START + (1 - _START) * progress / _RISE)
        left = (1 - progress) / (1 - _RISE)
        return peak * (_END + (1 - _END) * left)
    rate = peak * min(1.0, (step + 1) / max(1, config.warm_up))
    if config.schedule == "cosine":
        fall = (1 + math.cos(math.pi * progress)) / 2
        rate *= config.final_rate + (1 - config.final_rate) * fall
    elif (
        config.schedule == "linear"
    ):  # Hägele et al., 2024: a plateau, then straight down
        fall = min(1.0, (1 - progress) / _FALL)
        rate *= config.final_rate + (1 - config.final_rate) * fall
    return rate
