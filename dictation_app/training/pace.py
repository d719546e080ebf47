"""How far, how fast, how long still: the clock of a run."""

import math
from collections import deque
from collections.abc import Callable

from dictation_app.training.configuration import RunConfig
from dictation_app.training.learner import Position
from dictation_app.transcript import Seconds

_MINUTE: Seconds = 60.0


class Pace:
    """Knows the limits of a run and what is due.

    Args:
        config: the limits.
        elapsed: seconds that the run took before.
        clock: seconds.
    """

    def __init__(
        self, config: RunConfig, elapsed: Seconds, clock: Callable[[], float]
    ) -> None:
        self._config = config
        self._clock = clock
        self._begin = clock() - elapsed
        self._before = elapsed
        self._due: dict[str, float] = {}
        self._recent: deque[tuple[float, float]] = deque([(clock(), 0.0)])
        self._heard = 0.0
        self._first_share: float | None = None
        self.share = 0.0

    @property
    def elapsed(self) -> Seconds:
        """Seconds that the run has taken, before an interruption too."""
        return self._clock() - self._begin

    @property
    def time_is_up(self) -> bool:
        """Whether the limit by the clock is reached."""
        return 0 < self._config.minutes <= self.elapsed / 60

    def reached(self, place: Position, passes: float) -> bool:
        """Whether a limit that does not depend on the clock is reached."""
        config = self._config
        return (0 < config.epochs <= passes) or (
            0 < config.hours_seen <= place.hours_seen
        )

    @property
    def speed(self) -> float:
        """Seconds of audio a second of late."""
        (start, before), now = self._recent[0], self._clock()
        return (self._heard - before) / max(1e-6, now - start)

    @property
    def remaining(self) -> Seconds:
        """Seconds until a limit is reached, as far as can be told."""
        since = self.elapsed - self._before
        gained = self.share - (self._first_share or 0.0)
        if gained <= 0:
            return math.inf
        return max(0.0, since / gained * (1 - self.share))

    def progress(self, place: Position, passes: float) -> float:
        """Share of the run that is done, by the limit that is nearest.

        Args:
            place: how far the run has come.
            passes: over the data, the present one in part.
        """
        config = self._config
        shares = [0.0]
        if config.epochs:
            shares.append(passes / config.epochs)
        if config.hours_seen:
            shares.append(place.hours_seen / config.hours_seen)
        if config.minutes:
            shares.append(self.elapsed / 60 / config.minutes)
        share = min(1.0, max(shares))
        if self._first_share is None:
            self._first_share = share
        return share

    def count(self, seconds: Seconds, place: Position, passes: float) -> None:
        """Note a step of so many seconds of audio."""
        self._heard += seconds
        now = self._clock()
        self._recent.append((now, self._heard))
        while len(self._recent) > 2 and now - self._recent[0][0] > _MINUTE:
            self._recent.popleft()
        self.share = self.progress(place, passes)

    def is_due(self, name: str, interval: Seconds) -> bool:
        """Whether `interval` has passed since this was due before; never for 0."""
        now = self._clock()
        if name not in self._due:
            self._due[name] = now
        if interval <= 0 or now - self._due[name] < interval:
            return False
        self._due[name] = now
        return True


def fade(average: float | None, value: float) -> float | None:
    """A running mean over some fifty values; what is no number is left out."""
    if not math.isfinite(value):
        return average
    return value if average is None else average + 0.02 * (value - average)
