"""How sure is sure: scores become the probability of being right.

Platt, "Probabilistic outputs for support vector machines", 1999.
"""

import math

_EDGE = 1e-4
"""No score counts as nearer to 0 or 1 than this."""


def log_odds(score: float) -> float:
    """The logarithm of p / (1 - p), finite for every score from 0 to 1."""
    score = min(max(score, _EDGE), 1.0 - _EDGE)
    return math.log(score / (1.0 - score))


def calibrated(score: float, slope: float, offset: float) -> float:
    """The probability that a word of this score is right.

    A slope of 1 and an offset of 0 leave the score as it is.
    """
    if (slope, offset) == (1.0, 0.0):
        return score
    return 0.5 + 0.5 * math.tanh((slope * log_odds(score) + offset) / 2)
