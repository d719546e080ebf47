"""A microphone is followed block by block, until it is stopped or goes away."""

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

from dictation_app.errors import AudioError
from dictation_app.speech.microphone import Block
from dictation_app.speech.network import Samples
from dictation_app.transcript import Level, Notice

Told = TypeVar("Told")
Told_co = TypeVar("Told_co", covariant=True)


class Follower(Protocol[Told_co]):
    """Makes something of sound as it comes."""

    def accept(self, samples: Samples) -> Iterable[Told_co]:
        """Take the next samples; tells what they bring."""
        ...

    def finish(self) -> Iterable[Told_co]:
        """There are no more; tells what is left."""
        ...


def follow(
    microphone: Iterable[Block | Notice], follower: Follower[Told]
) -> Iterator[Level | Notice | Told]:
    """Yield the level of every block, and then what the follower makes of its sound.

    When the microphone fails, what was said before is still yielded, and then the error
    is raised.

    Raises:
        AudioError: the microphone disappeared.
    """
    blocks, failure = iter(microphone), None
    while True:
        try:
            item = next(blocks, None)
        except AudioError as error:
            item, failure = None, error
        if item is None:
            break
        if isinstance(item, Notice):
            yield item
            continue
        yield item.level
        yield from follower.accept(item.samples)
    yield from follower.finish()
    if failure is not None:
        raise failure
