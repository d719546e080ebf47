from dataclasses import asdict

from dictation_app.document import choices
from dictation_app.document.commands import CommandTable
from dictation_app.document.formatting import Rule, Style, preview
from dictation_app.document.library import Retention
from dictation_app.document.vocabulary import Vocabulary
from dictation_app.settings import (
    Dictation,
    Recognition,
    Settings,
    Storage,
    Terms,
    Writing,
    WritingRule,
)
from dictation_app.speech.architecture import DecodingOptions


def test_without_a_choice_everything_has_the_defaults_of_its_own_room():
    settings = Settings()
    assert choices.style(settings) == Style()
    assert choices.commands(settings) == CommandTable()
    assert choices.vocabulary(settings) == Vocabulary()
    assert choices.retention(settings) == Retention()
    model = DecodingOptions(hearings=2, beam_width=17, alpha=0.7)
    assert choices.decoding(settings, model) == model
    assert asdict(WritingRule("a", "b")) == asdict(Rule("a", "b"))


def test_every_choice_about_writing_arrives():
    settings = Settings(
        writing=Writing(
            capitals=False,
            inline_punctuation=True,
            paragraph_pause=3.0,
            numbers=True,
            dates=True,
            times=True,
            money=True,
            rules=(WritingRule("a", r"\n", is_regex=True, match_case=True),),
        )
    )
    style = choices.style(settings)
    assert not style.capitals
    assert style.inline_punctuation
    assert style.paragraph_pause == 3.0
    assert all(asdict(style.figures).values())
    assert style.rules == (Rule("a", r"\n", is_regex=True, match_case=True),)


def test_commands_are_switched_off_and_renamed():
    table = choices.commands(
        Settings(
            dictation=Dictation(
                commands_off=("undo",), phrases={"scratch_that": ("forget it",)}
            )
        )
    )
    assert table.parse("undo") is None
    assert table.parse("scratch that") is None
    command = table.parse("forget it")
    assert command is not None
    assert command.spoken.name == "scratch_that"


def test_notes_are_kept_as_long_as_the_user_wants():
    settings = Settings(storage=Storage(notes=7.0, audio=1.0, bin=None))
    assert choices.retention(settings) == Retention(notes=7.0, audio=1.0, bin=None)


def test_the_search_is_as_wide_as_the_user_wants():
    model = DecodingOptions(hearings=2)
    greedy = Settings(recognition=Recognition(search="greedy", beam_width=9))
    assert choices.decoding(greedy, model).beam_width == 1
    assert choices.decoding(greedy, model).hearings == 1
    narrow = Settings(
        recognition=Recognition(beam_width=9), vocabulary=Terms(("Ada",), 7.0)
    )
    options = choices.decoding(narrow, model)
    assert (options.beam_width, options.hotwords) == (9, ("Ada",))
    assert options.hotword_weight == 7.0


def test_terms_are_spelt_as_the_user_spells_them_before_the_own_rules():
    settings = Settings(
        writing=Writing(rules=(WritingRule("McDonald's", "the farm"),)),
        vocabulary=Terms(("McDonald's", "Okafor")),
    )
    rules = choices.style(settings).rules
    assert preview(rules, "okafor met mcdonald's") == "Okafor met the farm"
