import re
import tomllib

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QLabel

from dictation_app import paths
from dictation_app.ui import icons, theme

ICONS = sorted(p.stem for p in (paths.bundled("resources") / "icons").glob("*.svg"))


@pytest.fixture(autouse=True)
def light_again(qapp):
    yield
    theme.apply(qapp, "light")


def luminance(colour: QColor) -> float:
    """Relative luminance as WCAG 2.1 defines it."""

    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    return (
        0.2126 * linear(colour.redF())
        + 0.7152 * linear(colour.greenF())
        + 0.0722 * linear(colour.blueF())
    )


def contrast(first: QColor, second: QColor) -> float:
    bright, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def themes() -> dict[str, dict[str, str]]:
    tokens = tomllib.loads((paths.bundled("resources") / "tokens.toml").read_text())
    found = {}
    for name in ("light", "dark"):
        plain = {k: v for k, v in tokens[name].items() if k != "contrast"}
        found[name] = plain
        found[f"{name} contrast"] = plain | tokens[name]["contrast"]
    return found


TEXT_ON = [
    *(
        (text, ground)
        for text in ("text", "muted")
        for ground in ("page", "side", "raised")
    ),
    *((text, "page") for text in ("accent", "recording", "done", "doubt")),
    *((text, "raised") for text in ("accent", "recording", "done", "doubt")),
    ("text", "hover"),
    ("text", "accent_soft"),
    ("accent", "accent_soft"),
    ("muted", "track"),
    ("recording", "recording_soft"),
    ("doubt", "doubt_soft"),
    ("on_accent", "accent"),
    ("on_accent", "accent_strong"),
    ("on_recording", "recording"),
    ("on_recording", "recording_strong"),
]


@pytest.mark.parametrize("name", themes())
@pytest.mark.parametrize(("text", "ground"), TEXT_ON)
def test_text_can_be_read_on_its_ground(name, text, ground):
    colours = themes()[name]
    assert contrast(QColor(colours[text]), QColor(colours[ground])) >= 4.5


@pytest.mark.parametrize("name", themes())
@pytest.mark.parametrize("ground", ["page", "side", "raised"])
def test_edges_of_controls_can_be_seen(name, ground):
    colours = themes()[name]
    assert contrast(QColor(colours["edge"]), QColor(colours[ground])) >= 3.0


def test_both_themes_know_the_same_tokens():
    found = themes()
    assert len({frozenset(colours) for colours in found.values()}) == 1


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_a_mode_dresses_the_program(qapp, mode):
    applied = theme.apply(qapp, mode)
    assert theme.current() == applied
    assert applied.is_dark == (mode == "dark")
    assert qapp.palette().window().color() == theme.colour("page")
    assert "$" not in re.sub(r"/\*.*?\*/", "", qapp.styleSheet(), flags=re.DOTALL)


def test_a_larger_text_size_makes_type_larger(qapp):
    assert theme.apply(qapp, "light").size("text") == 13
    assert theme.apply(qapp, "light", text_scale=1.5).size("text") == 20
    assert f"font-size: {20}px" in qapp.styleSheet()


def test_nothing_moves_when_less_motion_is_wanted(qapp):
    assert not theme.apply(qapp, "light", reduced_motion=True).moves


@pytest.mark.parametrize("name", ICONS)
def test_an_icon_takes_the_colour_of_the_theme(qapp, name):
    icon = theme.icon(name, "text")
    for mode in ("light", "dark"):
        theme.apply(qapp, mode)
        image = (
            icon.pixmap(QSize(48, 48))
            .toImage()
            .convertToFormat(QImage.Format.Format_ARGB32)
        )
        solid = [
            image.pixelColor(x, y)
            for x in range(image.width())
            for y in range(image.height())
            if image.pixelColor(x, y).alpha() == 255
        ]
        assert solid, "nothing was drawn"
        assert {colour.name() for colour in solid} == {theme.colour("text").name()}


def test_widgets_follow_a_change_of_theme(qtbot, qapp):
    label = QLabel("words")
    qtbot.addWidget(label)
    theme.apply(qapp, "dark")
    assert label.palette().windowText().color() == theme.colour("text")


def test_the_theme_is_the_light_one_before_any_was_applied(qapp):
    QApplication.instance().setProperty("dictation_theme", None)
    assert not theme.current().is_dark


def test_a_picture_that_cannot_be_written_holds_nothing_up(tmp_path, caplog):
    assert icons.write(str(tmp_path / "away"), "close", QColor("#123456")).endswith(
        "close-123456.svg"
    )
    assert "a picture of the style sheet is left out" in caplog.text
