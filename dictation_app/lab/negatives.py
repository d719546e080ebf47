"""Speech in which no command is said, to count how often one fires by mistake."""

from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from dictation_app.errors import DictationError
from dictation_app.lab.joining import MOST_PIECES, Piece
from dictation_app.lab.recogniser import CommandRecogniser, emissions_of, endpointer
from dictation_app.lab.results import Negatives, NegativeUtterance
from dictation_app.speech import media
from dictation_app.speech.endpointing import Segment
from dictation_app.speech.network import AcousticModel, Samples
from dictation_app.transcript import Emissions, Notice, Progress, Seconds, Utterance

_BATCH = 16.0
"""Seconds of speech that the network hears together."""


def bundled(resources: Path) -> list[Path]:
    """Recordings of the project itself: its sample and its read sentences."""
    sounds = [resources / "sample.ogg", *(resources / "speech").glob("*/*.opus")]
    return sorted(path for path in sounds if path.is_file())


def hear(
    paths: Sequence[Path], model: AcousticModel, recogniser: CommandRecogniser
) -> Generator[Progress | Notice, None, Negatives]:
    """Listen to recordings without commands.

    They are cut into pieces and put together as a microphone's sound is. A recording
    that cannot be read is told and left out. `Progress` counts recordings.
    """
    seconds, sources = 0.0, []
    found: list[NegativeUtterance] = []
    for number, path in enumerate(paths):
        yield Progress(float(number), float(len(paths)), None)
        length = 0.0
        try:
            blocks = media.decode(path, sample_rate=model.sample_rate)
            for piece, heard in _followed(_pieces(blocks, model), recogniser):
                found.append(heard)
                length = piece.end
        except DictationError as error:
            yield Notice(str(error))
            continue
        seconds += media.probe(path).duration or length
        sources.append(path.name)
    return Negatives(seconds, tuple(found), tuple(sources))


def of_utterances(
    utterances: Iterable[Utterance], recogniser: CommandRecogniser, seconds: Seconds
) -> Negatives:
    """Count past dictations by their kept emissions, without running the network."""
    n_labels = len(recogniser.scorer.alphabet)
    found = tuple(
        nearest(u.emissions, recogniser)
        for u in utterances
        if u.emissions is not None and u.emissions.log_probs.shape[1] == n_labels
    )
    return Negatives(seconds, found)


def together(parts: Iterable[Negatives]) -> Negatives:
    """All of them as one."""
    parts = list(parts)
    return Negatives(
        sum(part.seconds for part in parts),
        tuple(u for part in parts for u in part.utterances),
        tuple(source for part in parts for source in part.sources),
    )


def nearest(emissions: Emissions, recogniser: CommandRecogniser) -> NegativeUtterance:
    """What an utterance would be taken for, if for anything."""
    best = recogniser.decide(emissions).candidates[0]
    return NegativeUtterance(best.saying.label, best.saying.phrase, best.gap)


def _followed(
    pieces: Iterable[Piece], recogniser: CommandRecogniser
) -> Iterator[tuple[Piece, NegativeUtterance]]:
    """Every piece, and what would be made of it and of those just before it."""
    last: deque[Piece] = deque(maxlen=MOST_PIECES)
    for piece in pieces:
        last.append(piece)
        decision, _, _ = recogniser.decide_last(list(last))
        best = decision.candidates[0]
        yield piece, NegativeUtterance(best.saying.label, best.saying.phrase, best.gap)


def _pieces(blocks: Iterable[Samples], model: AcousticModel) -> Iterator[Piece]:
    """Cut as `listen` does; several go through the network together."""
    cutting = endpointer(model.sample_rate)
    waiting: list[Segment] = []
    for ended in chain(map(cutting.accept, blocks), [None]):
        waiting += cutting.finish() if ended is None else ended
        if ended is None or sum(s.duration for s in waiting) >= _BATCH:
            heard = emissions_of(model, [segment.samples for segment in waiting])
            for segment, emissions in zip(waiting, heard, strict=True):
                yield Piece(segment.start, segment.end, emissions)
            waiting = []
