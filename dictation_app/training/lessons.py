"""What lessons are good for: words to expect, rules to write by, clips to train on."""

import logging
from collections import Counter, defaultdict
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

import numpy as np

from dictation_app.errors import DictationError, TrainingError
from dictation_app.speech.alignment import align_words
from dictation_app.speech.alphabet import Alphabet
from dictation_app.speech.network import AcousticModel
from dictation_app.training.manifest import (
    Clip,
    Samples,
    read_samples,
    write_manifest,
)
from dictation_app.training.mishearing import REWRITE
from dictation_app.training.run_events import ClipsCut
from dictation_app.training.teaching import Lesson, Teaching
from dictation_app.transcript import Emissions, Seconds

logger = logging.getLogger(__name__)

HITS = 2
"""How often the same correction must be made before something is suggested."""
_SHORTEST: Seconds = 0.5
_MARKS = '.,;:!?…"“”()[] '


@dataclass(frozen=True)
class WordSuggestion:
    """A word or name that the user had to write in again and again.

    Attributes:
        term: in the user's spelling.
        heard: what was heard in its place, the most frequent first.
        lessons: where.
    """

    term: str
    heard: tuple[str, ...]
    lessons: tuple[Lesson, ...]


@dataclass(frozen=True)
class RuleSuggestion:
    """Something that was always heard or written one way and wanted another.

    Attributes:
        pattern: the words as they are heard.
        replacement: what the user makes of them.
        lessons: where.
    """

    pattern: str
    replacement: str
    lessons: tuple[Lesson, ...]


def suggest_words(
    lessons: Iterable[Lesson], known: Iterable[str] = ()
) -> list[WordSuggestion]:
    """Words that were misheard at least twice and are not in the vocabulary.

    A name, written with a capital, counts also where it was misheard together with its
    neighbours, unless it was heard rightly elsewhere: then the model knows it.

    Args:
        lessons: refused ones count nothing.
        known: the vocabulary's terms.
    """
    lessons = list(_teaching(lessons))
    have = {term.casefold() for term in known}
    familiar = {word for lesson in lessons for word in _heard_rightly(lesson)}
    found: dict[str, list[tuple[str, str, Lesson]]] = defaultdict(list)
    for lesson in lessons:
        for change in lesson.mishearings:
            words = [word for w in change.after.split() if (word := w.strip(_MARKS))]
            names = [word for word in words if word[0].isupper()]
            parts = [name for name in names if name.casefold() not in familiar]
            whole = [" ".join(words)] if len(words) <= 3 else []
            for term in dict.fromkeys((*whole, *parts)):
                if term and term.casefold() not in have:
                    found[term.casefold()].append((term, change.before, lesson))
    ranked = sorted(found.values(), key=lambda hits: (-len(hits), -len(hits[0][0])))
    suggestions: list[WordSuggestion] = []
    for hits in ranked:
        places = tuple(lesson for _, _, lesson in hits)
        term = _most([term for term, _, _ in hits])
        is_part = any(
            f" {term.casefold()} " in f" {other.term.casefold()} "
            and other.lessons == places
            for other in suggestions
        )
        if len(hits) >= HITS and not is_part:
            heard = _by_frequency([before for _, before, _ in hits if before])
            suggestions.append(WordSuggestion(term, heard, places))
    return suggestions


def _heard_rightly(lesson: Lesson) -> list[str]:
    """The words of a lesson that nobody had to put right."""
    words = lesson.heard.casefold().split()
    for change in lesson.changes:
        words[change.first : change.first + change.n_words] = [""] * change.n_words
    return words


def suggest_rules(lessons: Iterable[Lesson]) -> list[RuleSuggestion]:
    """Replacements that were made at least twice, and never otherwise.

    Rewrites are no rules: the user meant something else there. A single common word that
    was misheard as another one is none either: both are right in their place.
    """
    lessons = list(_teaching(lessons))
    found: dict[str, list[tuple[str, Lesson]]] = defaultdict(list)
    for lesson in lessons:
        for change in lesson.changes:
            if change.kind != REWRITE and change.before and change.after:
                found[change.before].append((change.after, lesson))
    right = " ".join(f" {lesson.said.casefold()} " for lesson in lessons)
    suggestions = []
    for before, hits in sorted(found.items(), key=lambda item: -len(item[1])):
        wanted = {after.casefold() for after, _ in hits}
        is_right_elsewhere = f" {before.casefold()} " in right
        if len(hits) >= HITS and len(wanted) == 1 and not is_right_elsewhere:
            replacement = _most([after for after, _ in hits])
            suggestions.append(
                RuleSuggestion(before, replacement, tuple(item for _, item in hits))
            )
    return suggestions


def spoken_words(lesson: Lesson) -> list[str]:
    """What was said in an utterance: as heard, with its mishearings put right.

    Returns:
        An entry for each word as heard; several words, or none, where it was misheard.
    """
    words = lesson.heard.split()
    for change in lesson.mishearings:
        place = slice(change.first, change.first + change.n_words)
        if change.n_words:
            words[place] = [change.after, *[""] * (change.n_words - 1)]
        elif change.first < len(words):
            words[change.first] = f"{change.after} {words[change.first]}"
        elif words:
            words[-1] = f"{words[-1]} {change.after}"
        else:
            words = [change.after]
    return words


def cut_clips(
    teaching: Teaching, lessons: Sequence[Lesson], model: AcousticModel, manifest: Path
) -> Generator[ClipsCut, None, list[Clip]]:
    """Write a manifest of the lessons that can be trained on.

    An utterance that was rewritten in part is cut, by forced alignment, to its longest
    part that was not.

    Raises:
        DictationError: the manifest cannot be written.
        TrainingError: no lesson can be trained on.
    """
    usable = [item for item in _teaching(lessons) if teaching.has_sound(item)]
    clips: list[Clip] = []
    for number, lesson in enumerate(usable):
        clip = _clip(teaching, lesson, model)
        if clip is not None:
            clips.append(clip)
        yield ClipsCut(number + 1, len(usable))
    if not clips:
        raise TrainingError(
            "There is no correction with its sound to learn from yet: correct what was "
            "heard wrongly in your dictations, and keep their sound."
        )
    write_manifest(manifest, clips)
    return clips


def _clip(teaching: Teaching, lesson: Lesson, model: AcousticModel) -> Clip | None:
    """The part of a lesson's sound whose text is known, or None."""
    path = teaching.clip(lesson)
    whole = Clip(lesson.id, path, lesson.end - lesson.start, "")
    words = spoken_words(lesson)
    doubtful = _doubtful(lesson, len(words))
    if not any(doubtful):
        text = model.alphabet.normalise(" ".join(words))
        return replace(whole, text=text) if text else None
    try:
        samples = read_samples(whole, model.sample_rate)
        emissions = _listen(model, samples)
        times = _align(words, emissions, model.alphabet)
    except DictationError as error:  # the sound is gone, or too short for the text
        logger.warning("a lesson is left out: %s", error)
        return None
    first, after = _longest_run(doubtful)
    text = model.alphabet.normalise(" ".join(words[first:after]))
    start = 0.0 if first == 0 else _between(times, first)
    end = emissions.end if after == len(words) else _between(times, after)
    if not text or end - start < _SHORTEST:
        return None
    return replace(whole, text=text, start=start, duration=round(end - start, 3))


def _listen(model: AcousticModel, samples: Samples) -> Emissions:
    values = model.emissions([samples])[0]
    kept = np.maximum(values, np.finfo(np.float16).min).astype(np.float16)
    return Emissions(kept, 0.0, model.frame_rate)


def _align(
    words: Sequence[str], emissions: Emissions, alphabet: Alphabet
) -> list[tuple[Seconds, Seconds]]:
    """Beginning and end of each entry of `words`; of an empty one, a moment.

    Raises:
        ModelError: the text is too long for the sound.
    """
    spoken = [_sayable(word, alphabet) for word in words]
    found = iter(align_words(emissions, " ".join(filter(None, spoken)), alphabet))
    times: list[tuple[Seconds, Seconds]] = []
    for text in spoken:
        parts = [next(found) for _ in text.split()]
        moment = times[-1][1] if times else 0.0
        times.append((parts[0].start, parts[-1].end) if parts else (moment, moment))
    return times


def _sayable(text: str, alphabet: Alphabet) -> str:
    normalised = alphabet.normalise(text)
    return " ".join("".join(c for c in normalised if c in alphabet.labels).split())


def _between(times: Sequence[tuple[Seconds, Seconds]], index: int) -> Seconds:
    """The middle of the gap before an entry."""
    return round((times[index - 1][1] + times[index][0]) / 2, 3)


def _doubtful(lesson: Lesson, n_words: int) -> list[bool]:
    """Which words as heard were rewritten, so that nobody knows what was said."""
    doubtful = [False] * n_words
    for change in lesson.changes:
        if change.kind == REWRITE:
            for index in range(change.first, change.first + max(change.n_words, 1)):
                if index < n_words and change.n_words:
                    doubtful[index] = True
    return doubtful


def _longest_run(doubtful: Sequence[bool]) -> tuple[int, int]:
    """First and after-last word of the longest run that nobody doubts."""
    best, position = (0, 0), 0
    for is_doubtful, run in groupby(doubtful):
        length = len(list(run))
        if not is_doubtful and length > best[1] - best[0]:
            best = position, position + length
        position += length
    return best


def _teaching(lessons: Iterable[Lesson]) -> Iterable[Lesson]:
    return (lesson for lesson in lessons if lesson.state != "refused")


def _most(values: Sequence[str]) -> str:
    """The most frequent one; of equals the first."""
    return max(values, key=values.count)


def _by_frequency(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(value for value, _ in Counter(values).most_common())
