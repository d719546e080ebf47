import pytest
from PySide6.QtCore import Qt

from dictation_app.ui import theme
from dictation_app.ui.record_button import RecordButton


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("is_open", [False, True])
def test_the_disc_is_stronger_under_the_pointer(qtbot, qapp, mode, is_open):
    theme.apply(qapp, mode)
    button = RecordButton()
    qtbot.addWidget(button)
    button.is_open = is_open
    token = "recording" if is_open else "accent"
    beside = button.rect().center()
    beside.setX(beside.x() + 24)  # on the disc, off its sign
    for under, wanted in ((False, token), (True, f"{token}_strong")):
        button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, under)
        picture = button.grab().toImage()
        assert picture.pixelColor(beside) == theme.colour(wanted)
