"""What the check of a microphone found: a verdict, figures, a plot, and the others."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLocale, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import (
    QGridLayout,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from dictation_app.speech.soundcheck import SoundReport, Stage, findings
from dictation_app.transcript import Level, Seconds
from dictation_app.ui import controls, theme, verdicts
from dictation_app.ui.plain_table import make_plain

_FLOOR, _TOP = -90.0, 0.0
"""Decibels at the foot and at the top of the plot."""
_STEP = 30


@dataclass(frozen=True)
class Moment:
    """How loud it was at one moment of the check."""

    stage: Stage
    time: Seconds
    level: Level

    @property
    def decibels(self) -> float:
        """Its level below full scale."""
        power = max(self.level.rms, 1e-9)
        return max(20 * math.log10(power), _FLOOR)


class LevelPlot(QWidget):
    """The level over the whole check, with the noise and the voice as lines."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumHeight(150)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Level over time"))
        self._moments: Sequence[Moment] = ()
        self._report: SoundReport | None = None

    def sizeHint(self) -> QSize:
        """Wide and low; Qt calls this."""
        return QSize(600, 170)

    def show_check(self, moments: Sequence[Moment], report: SoundReport) -> None:
        """Show a finished check."""
        self._moments, self._report = moments, report
        words = self.tr("Noise {noise}, voice {voice}")
        self.setAccessibleDescription(
            words.format(
                noise=decibels(report.noise_floor), voice=decibels(report.speech_level)
            )
        )
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw it; Qt calls this."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.current().font("caption", tabular=True))
        height = painter.fontMetrics().height()
        side = painter.fontMetrics().horizontalAdvance("−90 dB") + 8
        area = QRectF(self.rect()).adjusted(side, height / 2, -1, -height - 6)
        self._draw_grid(painter, area)
        if self._moments and self._report is not None:
            self._draw_stages(painter, area)
            self._draw_curve(painter, area)
            self._draw_levels(painter, area, self._report)

    def _y(self, area: QRectF, level: float) -> float:
        share = (min(max(level, _FLOOR), _TOP) - _FLOOR) / (_TOP - _FLOOR)
        return area.bottom() - share * area.height()

    def _draw_grid(self, painter: QPainter, area: QRectF) -> None:
        for level in range(round(_TOP), round(_FLOOR) - 1, -_STEP):
            y = self._y(area, level)
            painter.setPen(QPen(theme.colour("line"), 1.0))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(theme.colour("muted"))
            place = QRectF(0, y - 10, area.left() - 8, 20)
            painter.drawText(
                place,
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                decibels(level),
            )

    def _draw_stages(self, painter: QPainter, area: QRectF) -> None:
        """Name the two parts below the plot, with a line between them."""
        n_quiet = sum(m.stage is Stage.SILENCE for m in self._moments)
        middle = area.left() + area.width() * n_quiet / len(self._moments)
        painter.setPen(QPen(theme.colour("edge"), 1.0, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(middle, area.top()), QPointF(middle, area.bottom()))
        painter.setPen(theme.colour("muted"))
        foot = area.bottom() + 4
        tall = self.height() - foot
        centre = Qt.AlignmentFlag.AlignCenter
        left = QRectF(area.left(), foot, middle - area.left(), tall)
        right = QRectF(middle, foot, area.right() - middle, tall)
        painter.drawText(left, centre, self.tr("silence"))
        painter.drawText(right, centre, self.tr("the sentence"))

    def _draw_curve(self, painter: QPainter, area: QRectF) -> None:
        step = area.width() / max(len(self._moments) - 1, 1)
        points = [
            QPointF(area.left() + number * step, self._y(area, moment.decibels))
            for number, moment in enumerate(self._moments)
        ]
        soft = theme.colour("accent")
        soft.setAlphaF(0.16)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(soft)
        painter.drawPolygon(QPolygonF([area.bottomLeft(), *points, area.bottomRight()]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("accent"), 1.5))
        painter.drawPolyline(QPolygonF(points))

    def _draw_levels(
        self, painter: QPainter, area: QRectF, report: SoundReport
    ) -> None:
        for level, token, words in (
            (report.noise_floor, "muted", self.tr("noise")),
            (report.speech_level, "done", self.tr("voice")),
        ):
            if level is None:
                continue
            y = self._y(area, level)
            painter.setPen(QPen(theme.colour(token), 1.5, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(theme.colour(token))
            painter.drawText(QPointF(area.left() + 6, y - 4), words)


class ResultView(QWidget):
    """The finished check of one microphone."""

    def __init__(self) -> None:
        super().__init__()
        self.verdict = controls.label(role="heading")
        self.verdict.setWordWrap(True)
        self.others = controls.label(role="caption", tone="doubt")
        self.others.setWordWrap(True)
        self.heard = controls.label(role="caption")
        self.heard.setWordWrap(True)
        self.plot = LevelPlot()
        self.figures: dict[str, tuple[QWidget, QWidget]] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(0)
        self.shown: dict[str, str] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.verdict)
        column.addWidget(self.others)
        column.addSpacing(4)
        column.addLayout(self._grid)
        column.addWidget(self.heard)
        column.addWidget(self.plot, 1)

    def show_check(self, moments: Sequence[Moment], report: SoundReport) -> None:
        """Show what was found."""
        self.verdict.setText(verdicts.verdict(report))
        controls.restyle(self.verdict, "tone", verdicts.tone(report))
        others = [verdicts.advice(finding) for finding in findings(report)[1:]]
        self.others.setText("\n".join(others))
        self.others.setVisible(bool(others))
        heard = self.tr("Heard: “{words}”").format(words=report.heard)
        self.heard.setText(heard if report.heard is not None else "")
        self.heard.setVisible(report.heard is not None)
        self.plot.show_check(moments, report)
        self._show_figures(report)

    def _show_figures(self, report: SoundReport) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.shown = self._figures(report)
        for number, (words, figure) in enumerate(self.shown.items()):
            row, column = 3 * (number // 4), number % 4
            value = controls.label(figure, "figure")
            value.setAccessibleName(words)
            self._grid.addWidget(value, row, column)
            self._grid.addWidget(controls.label(words, "caption"), row + 1, column)
            self._grid.setColumnStretch(column, 1)
        self._grid.setRowMinimumHeight(2, 8)

    def _figures(self, report: SoundReport) -> dict[str, str]:
        share = QLocale().toString(100 * report.clipped, "f", 1)
        return {
            self.tr("noise of the room"): decibels(report.noise_floor),
            self.tr("voice above noise"): decibels(report.snr),
            self.tr("heard up to"): kilohertz(report.bandwidth),
            self.tr("words misheard"): percent(report.wer),
            self.tr("cut off tops"): f"{share} %",
            self.tr("hum of the mains"): decibels(report.hum, self.tr("none")),
            self.tr("first sound after"): f"{round(1_000 * report.start_latency)} ms",
            self.tr("pieces lost"): str(report.n_dropped),
        }


class ReportTable(QTableWidget):
    """All microphones that were checked, so that they can be compared."""

    def __init__(self) -> None:
        super().__init__()
        heads = (
            self.tr("Microphone"),
            self.tr("Misheard"),
            self.tr("Voice above noise"),
            self.tr("Heard up to"),
            self.tr("Checked"),
        )
        make_plain(self, self.tr("Microphones that were checked"), heads, (0,))

    def show_reports(self, reports: Mapping[str, SoundReport]) -> None:
        """Show the last report of each, the best first."""
        ordered = sorted(reports.items(), key=lambda item: _worth(item[1]))
        self.setRowCount(len(ordered))
        for row, (name, report) in enumerate(ordered):
            cells = (
                name,
                percent(report.wer),
                decibels(report.snr),
                kilohertz(report.bandwidth),
                verdicts.day(report),
            )
            for column, words in enumerate(cells):
                item = QTableWidgetItem(words)
                item.setToolTip(verdicts.verdict(report))
                self.setItem(row, column, item)
        self._fit()

    def _fit(self) -> None:
        rows = min(self.rowCount(), 4)
        height = sum(self.rowHeight(row) for row in range(rows))
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + height + 6)


def _worth(report: SoundReport) -> tuple[int, float, float]:
    wer = 1.0 if report.wer is None else report.wer
    return len(findings(report)), wer, -(report.snr or 0.0)


def best(reports: Iterable[SoundReport]) -> SoundReport | None:
    """The best of several microphones."""
    return min(reports, key=_worth, default=None)


def decibels(level: float | None, nothing: str = "–") -> str:
    """A level with its unit."""
    return nothing if level is None else f"{round(level)} dB".replace("-", "−")


def kilohertz(frequency: float | None) -> str:
    """A frequency with its unit."""
    if frequency is None:
        return "–"
    return f"{QLocale().toString(frequency / 1_000, 'f', 1)} kHz"


def percent(share: float | None) -> str:
    """A share, rounded to whole per cent; words put in do not make it more than all."""
    return "–" if share is None else f"{round(100 * min(share, 1.0))} %"
