"""What the check of a microphone says in words."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from dictation_app.speech.soundcheck import Finding, SoundReport, findings

_GOOD_SNR = 30.0
"""Decibels of speech above the noise from which a room counts as quiet."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("", text)


def verdict(report: SoundReport) -> str:
    """The one sentence that matters, with what to do."""
    found = findings(report)
    if found:
        return advice(found[0])
    if report.snr is not None and report.snr >= _GOOD_SNR:
        return _tr("This microphone is good and the room is quiet.")
    return _tr("This microphone is good enough to dictate with.")


def advice(finding: Finding) -> str:
    """What is wrong, and what to do about it."""
    return {
        Finding.NO_SPEECH: _tr(
            "Nobody was heard: speak closer to the microphone, or choose another one."
        ),
        Finding.MUTED: _tr(
            "Not a sound came in: the microphone is muted, or its volume is at zero."
        ),
        Finding.CLIPPED: _tr(
            "It is too loud and the tops of the sound are cut off: lower its volume."
        ),
        Finding.TELEPHONE: _tr(
            "It sounds like a telephone: a Bluetooth headset in call mode, perhaps. "
            "Use its cable or another microphone."
        ),
        Finding.TOO_QUIET: _tr(
            "It is too quiet: come closer, or raise its volume in the system."
        ),
        Finding.NOISY: _tr(
            "There is too much noise: close the window, or come closer to it."
        ),
        Finding.DROPPED: _tr(
            "Pieces of the sound were lost: close other programs, or use another port."
        ),
        Finding.HUM: _tr(
            "The mains hum in it: move the cable, or run the computer on its battery."
        ),
        Finding.SLOW_START: _tr(
            "It begins late: wait for the sign before you speak, or keep it ready."
        ),
    }[finding]


def tone(report: SoundReport) -> str:
    """The tone of the verdict: done or doubt."""
    return "doubt" if findings(report) else "done"


def day(report: SoundReport) -> str:
    """When the check was made."""
    made = datetime.fromtimestamp(report.checked_at).astimezone()
    date = QDate(made.year, made.month, made.day)
    return QLocale().toString(date, QCoreApplication.translate("Date", "d MMMM yyyy"))
