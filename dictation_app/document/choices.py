"""What the user has chosen, as the values that the text and the search are made of."""

from dataclasses import asdict

from dictation_app.document.commands import CommandTable
from dictation_app.document.figures import Figures
from dictation_app.document.formatting import Rule, Style
from dictation_app.document.library import Retention
from dictation_app.document.vocabulary import Vocabulary
from dictation_app.settings import Settings
from dictation_app.speech.architecture import DecodingOptions


def style(settings: Settings) -> Style:
    """How text is written; the user's own rules have the last word."""
    chosen = settings.writing
    own = tuple(Rule(**asdict(rule)) for rule in chosen.rules)
    return Style(
        capitals=chosen.capitals,
        figures=Figures(
            numbers=chosen.numbers,
            dates=chosen.dates,
            times=chosen.times,
            money=chosen.money,
        ),
        inline_punctuation=chosen.inline_punctuation,
        paragraph_pause=chosen.paragraph_pause,
        rules=(*vocabulary(settings).rules(), *own),
    )


def commands(settings: Settings) -> CommandTable:
    """What can be said to the program."""
    chosen = settings.dictation
    return CommandTable().customised(
        disabled=chosen.commands_off, phrases=chosen.phrases
    )


def judged_phrases(settings: Settings) -> tuple[str, ...]:
    """What is judged by its sound too, as the search may take it for other words."""
    by_sound = settings.dictation.commands_by_sound
    return commands(settings).whole_phrases if by_sound else ()


def vocabulary(settings: Settings) -> Vocabulary:
    """The names and terms that are expected."""
    return Vocabulary(settings.vocabulary.terms, settings.vocabulary.boost)


def retention(settings: Settings) -> Retention:
    """How long notes are kept."""
    return Retention(**asdict(settings.storage))


def decoding(settings: Settings, default: DecodingOptions) -> DecodingOptions:
    """How words are searched for.

    Args:
        settings: the user's.
        default: the options tuned for the model that is used.
    """
    chosen = settings.recognition
    width = 1 if chosen.search == "greedy" else chosen.beam_width or default.beam_width
    return vocabulary(settings).applied(default.with_beam(width))
