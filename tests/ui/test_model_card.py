"""A model's card: its learning curve can be read in every theme."""

import pytest
from PySide6.QtGui import QColor, QTextDocument

from dictation_app.training.learning_curve import learning_curve
from dictation_app.ui import theme
from dictation_app.ui.model_card import ModelCard, in_theme

ROWS = [
    {"event": "StepDone", "hours_seen": n / 10, "loss": 1.0 - n / 20} for n in range(10)
] + [{"event": "Evaluated", "hours_seen": n / 4, "wer": 0.8 - n / 10} for n in range(4)]


def contrast(a: QColor, b: QColor) -> float:
    """WCAG 2.2's contrast ratio."""

    def luminance(colour):
        parts = (colour.redF(), colour.greenF(), colour.blueF())
        r, g, b = (
            x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in parts
        )
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "learning-curve.svg").write_text(learning_curve(ROWS), encoding="utf-8")
    text = "# Mine\n\n![Learning curve](learning-curve.svg)\n"
    (tmp_path / "README.md").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def card(qtbot, folder):
    made = ModelCard()
    qtbot.addWidget(made)
    made.resize(760, 420)
    made.show_card(folder)
    return made


def colours_of(card):
    """Colours of the picture as it is drawn on the card, with how often they are there."""
    kind = QTextDocument.ResourceType.ImageResource
    picture = card.loadResource(kind, "learning-curve.svg")
    found = {}
    for y in range(picture.height()):
        for x in range(picture.width()):
            colour = picture.pixelColor(x, y)
            if colour.alpha() == 255:
                found[colour.name()] = found.get(colour.name(), 0) + 1
    return found


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_lines_and_words_stand_out_from_the_page(qapp, card, mode):
    theme.apply(qapp, mode)
    drawn = colours_of(card)
    ground = theme.colour("raised")
    for token, least in (("accent", 3.0), ("muted", 4.5), ("text", 4.5)):
        name = theme.colour(token).name()
        assert drawn.get(name, 0) > 10, token
        assert contrast(theme.colour(token), ground) >= least, token


def test_another_theme_redraws_the_picture(qapp, card):
    theme.apply(qapp, "light")
    qapp.processEvents()
    light = card.grab().toImage()
    theme.apply(qapp, "dark")
    qapp.processEvents()
    dark = card.grab().toImage()
    accents = []
    for picture in (light, dark):
        pixels = [
            picture.pixelColor(x, y).name()
            for x in range(picture.width())
            for y in range(0, picture.height(), 2)
        ]
        accents.append(pixels.count(theme.colour("accent").name()))
    assert accents[0] < 10 < accents[1]
    theme.apply(qapp, "light")


def test_it_is_written_in_the_windows_own_type(qapp, card):
    theme.apply(qapp, "light")
    card.show()
    card.show_card(card._folder)
    font = card.document().defaultFont()
    assert font.family() == card.font().family()
    assert round(font.pointSizeF() * card.logicalDpiY() / 72) == (
        theme.current().size("text")
    )
    below = card.document().firstBlock().next().blockFormat()
    assert below.topMargin() > 0  # Markdown has gaps only for a font in points


def test_a_picture_that_is_no_curve_keeps_its_colours():
    assert in_theme("<svg><path/></svg>") == "<svg><path/></svg>"


def test_a_card_without_its_picture_is_shown_all_the_same(card, folder):
    (folder / "learning-curve.svg").unlink()
    card.show_card(folder)
    assert "Mine" in card.toPlainText()
