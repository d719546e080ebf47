"""What recordings of known commands teach about the scores of a closed set.

Networks have habits: one phrase always scores a little too well, another is mistaken in
the same way every time. A multinomial logistic regression on the phrases' scores, which
begins at "the best score wins" and is held there by a penalty, puts that right.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch

from dictation_app.errors import CommandSetError
from dictation_app.lab.files import write_text

Scores = npt.NDArray[np.float64]

LARGEST_SET = 60
"""Sayings up to which confusions are learnt pair by pair; above, one offset each."""
_SCALE = 4.0
"""Nats that count as one step, so that the regression is well conditioned."""
_PENALTY = 0.01
_FLOOR = -60.0
"""Nats below free text where every phrase is equally impossible."""


@dataclass(frozen=True, eq=False)
class Calibration:
    """How scores of one set are corrected.

    Attributes:
        phrases: the sayings it was learnt for, in order.
        weights: (sayings, sayings), or a single number for all of them.
        offsets: (sayings,), in steps.
        n_recordings: from how many recordings it was learnt.
    """

    phrases: tuple[str, ...]
    weights: Scores
    offsets: Scores
    n_recordings: int

    def correct(self, scores: Scores, free: float) -> Scores:
        """The scores as they should be; those of one utterance, and of free text."""
        steps = _steps(scores, free)
        mixed = self.weights @ steps if self.weights.ndim == 2 else self.weights * steps
        corrected: Scores = (mixed + self.offsets) * _SCALE + free
        return corrected

    def save(self, path: Path) -> None:
        """Keep it as JSON.

        Raises:
            CommandSetError: the file cannot be written.
        """
        values = {
            "phrases": self.phrases,
            "weights": self.weights.round(5).tolist(),
            "offsets": self.offsets.round(5).tolist(),
            "n_recordings": self.n_recordings,
        }
        write_text(path, json.dumps(values))


def load_calibration(path: Path) -> Calibration:
    """Read what `save` wrote.

    Raises:
        CommandSetError: the file is damaged or does not fit.
    """
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
        found = Calibration(
            tuple(map(str, read["phrases"])),
            np.array(read["weights"], np.float64),
            np.array(read["offsets"], np.float64),
            int(read["n_recordings"]),
        )
        n = len(found.phrases)
        if found.offsets.shape != (n,) or found.weights.shape not in ((), (n, n)):
            raise ValueError("its sizes differ")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CommandSetError(
            f"{path.name} holds no calibration: record the session again."
        ) from error
    return found


def learn(
    phrases: Sequence[str], scores: Scores, free: Scores, said: Sequence[int]
) -> Calibration:
    """Learn from recordings of which it is known what was said.

    Args:
        phrases: the sayings.
        scores: (recordings, sayings), log probabilities.
        free: (recordings,), log probabilities of free text.
        said: (recordings,), index of the saying.

    Raises:
        CommandSetError: there are too few recordings to learn from.
    """
    n = len(phrases)
    if len(set(said)) < 2:
        raise CommandSetError(
            "Recordings of at least two phrases are needed to learn from them."
        )
    steps = torch.tensor(_steps(scores, free[:, None]))
    wanted = torch.tensor(said)
    start = torch.eye(n) if n <= LARGEST_SET else torch.ones(())
    start = start.double()
    weights = start.clone().requires_grad_()
    offsets = torch.zeros(n, dtype=torch.float64, requires_grad=True)
    search = torch.optim.LBFGS(
        [weights, offsets], max_iter=200, line_search_fn="strong_wolfe"
    )

    def loss() -> torch.Tensor:
        search.zero_grad()
        mixed = steps @ weights.T if weights.ndim else steps * weights
        value = torch.nn.functional.cross_entropy(mixed + offsets, wanted)
        value = value + _PENALTY * (weights - start).square().sum()
        value = value + 0.1 * _PENALTY * offsets.square().sum()
        value.backward()  # type: ignore[no-untyped-call]
        return value

    search.step(loss)  # type: ignore[no-untyped-call]
    return Calibration(
        tuple(phrases),
        weights.detach().numpy(),
        offsets.detach().numpy(),
        len(said),
    )


def _steps(scores: Scores, free: Scores | float) -> Scores:
    steps: Scores = np.maximum(scores - free, _FLOOR) / _SCALE
    return steps
