"""Speech in which no command is said, to count how often one fires by mistake."""

from collections.abc import Generator, Iterable, Sequence
from pathlib import Path

from dictation_app.errors import DictationError
from dictation_app.lab.recogniser import CommandRecogniser, emissions_of
from dictation_app.lab.results import Negatives, NegativeUtterance
from dictation_app.speech import media
from dictation_app.speech.endpointing import Segment, segments
from dictation_app.speech.network import AcousticModel
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

    A recording that cannot be read is told and left out. `Progress` counts recordings.
    """
    seconds, sources = 0.0, []
    found: list[NegativeUtterance] = []
    waiting: list[Segment] = []
    for number, path in enumerate(paths):
        yield Progress(float(number), float(len(paths)), None)
        length = 0.0
        try:
            for segment in segments(media.decode(path, sample_rate=model.sample_rate)):
                waiting.append(segment)
                if sum(s.duration for s in waiting) >= _BATCH:
                    found += _nearest(waiting, model, recogniser)
                    waiting = []
                length = max(length, segment.end)
        except DictationError as error:
            yield Notice(str(error))
            continue
        seconds += media.probe(path).duration or length
        sources.append(path.name)
    found += _nearest(waiting, model, recogniser)
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


def _nearest(
    waiting: Sequence[Segment], model: AcousticModel, recogniser: CommandRecogniser
) -> list[NegativeUtterance]:
    heard = emissions_of(model, [segment.samples for segment in waiting])
    return [nearest(emissions, recogniser) for emissions in heard]
