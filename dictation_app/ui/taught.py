"""What the user taught so far and what follows from it, read for the teach panel."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass

from dictation_app.training.lessons import (
    RuleSuggestion,
    WordSuggestion,
    suggest_rules,
    suggest_words,
)
from dictation_app.training.teaching import Lesson, Teaching


@dataclass(frozen=True)
class Lessons:
    """What there is to show.

    Attributes:
        lessons: the latest first.
        with_sound: ids of those whose sound was kept.
        words: to expect from now on.
        rules: to write by from now on.
    """

    lessons: tuple[Lesson, ...]
    with_sound: frozenset[str]
    words: tuple[WordSuggestion, ...]
    rules: tuple[RuleSuggestion, ...]

    @property
    def usable(self) -> list[Lesson]:
        """Lessons that can be trained on."""
        return [
            lesson
            for lesson in self.lessons
            if lesson.state != "refused" and lesson.id in self.with_sound
        ]


def read_lessons(
    teaching: Teaching, known: Sequence[str]
) -> Generator[None, None, Lessons]:
    """Read the lessons and find what follows from them.

    Raises:
        DictationError: they cannot be read.
    """
    yield
    lessons = teaching.lessons()[::-1]
    return Lessons(
        tuple(lessons),
        frozenset(item.id for item in lessons if teaching.has_sound(item)),
        tuple(suggest_words(lessons, known)),
        tuple(suggest_rules(lessons)),
    )
