"""The accuracy page: rates with intervals over time and by part, and their sentences."""

from collections.abc import Callable, Generator
from datetime import date

from PySide6.QtCore import QDate, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dictation_app.training.accuracy import (
    Measured,
    Part,
    Report,
    observe,
    report,
)
from dictation_app.training.teaching import Teaching
from dictation_app.ui.accuracy.sentence_list import SentenceList
from dictation_app.ui.chart import Bar, BarPlot, Line, LinePlot
from dictation_app.ui.controls import Segments, button, label
from dictation_app.ui.dates import short_day, short_month
from dictation_app.ui.lessons_window import LessonsWindow
from dictation_app.ui.plot_card import PlotCard

_WIDTH, _HEIGHT = 1060, 720
_SURE = 30
"""Sentences below which an interval is too wide to mean much."""


class AccuracyWindow(LessonsWindow):
    """Reads the lessons whenever it is opened."""

    compare_requested = Signal()

    def __init__(
        self,
        teaching: Teaching,
        title_of: Callable[[str], str],
        parent: QWidget | None = None,
    ) -> None:
        """Build the page.

        Args:
            teaching: what the user corrected.
            title_of: the title of a model by its name.
            parent: the window it belongs to.
        """
        super().__init__(self.tr("Accuracy"), teaching, parent)
        self.resize(_WIDTH, _HEIGHT)
        self._title_of = title_of
        self.report: Report | None = None
        self._chosen: Measured | None = None
        self.work.succeeded.connect(self._show)
        self._build()

    def _build(self) -> None:
        self.about = label(role="caption")
        compare = button(self.tr("Compare two models…"))
        compare.clicked.connect(self.compare_requested)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(label(self.tr("Accuracy"), "title"))
        words.addWidget(self.about)
        head = QHBoxLayout()
        head.addLayout(words, 1)
        head.addWidget(compare, alignment=Qt.AlignmentFlag.AlignTop)
        self.stack = QStackedWidget()
        self.stack.addWidget(QWidget())  # until the lessons are read
        self.stack.addWidget(self._build_empty())
        self.stack.addWidget(self._build_page())
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(16)
        column.addLayout(head)
        column.addWidget(self.stack, 1)

    def _build_empty(self) -> QWidget:
        empty, middle = QWidget(), QWidget()
        middle.setFixedWidth(440)
        outer = QVBoxLayout(empty)
        outer.addWidget(middle, alignment=Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(middle)
        column.setSpacing(8)
        first = label(self.tr("Nothing to measure yet"), "heading")
        second = label(
            self.tr(
                "Correct what was heard wrongly in a note. Every sentence that you put "
                "right becomes a test, and this page shows how well you are heard."
            ),
            "caption",
        )
        second.setWordWrap(True)
        column.addStretch(2)
        for part in (first, second):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(part)
        column.addStretch(3)
        return empty

    def _build_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._build_figures())
        column.addLayout(self._build_choices())
        self.plot = BarPlot(
            self.tr("Error rate"), describe=lambda value: f"{100 * value:.3g}"
        )
        self.plot.clicked.connect(self._choose)
        self.plot_card = PlotCard("", self.plot)
        column.addWidget(self.plot_card, 3)
        lower = QHBoxLayout()
        lower.setSpacing(24)
        lower.addLayout(self._build_sentences(), 3)
        lower.addLayout(self._build_words(), 2)
        column.addLayout(lower, 4)
        return page

    def _build_figures(self) -> QHBoxLayout:
        self.figures: dict[str, tuple[QLabel, QLabel]] = {}
        row = QHBoxLayout()
        row.setSpacing(32)
        for name in ("wer", "cer", "speed", "n"):
            figure, caption = label(role="figure"), label(role="caption")
            self.figures[name] = figure, caption
            part = QVBoxLayout()
            part.setSpacing(0)
            part.addWidget(figure)
            part.addWidget(caption)
            row.addLayout(part)
        row.addStretch(1)
        return row

    def _build_choices(self) -> QHBoxLayout:
        self.parts = Segments(
            self.tr("Parted by"),
            [
                ("time", self.tr("Over time")),
                ("model", self.tr("Model")),
                ("microphone", self.tr("Microphone")),
                ("kind", self.tr("Kind")),
            ],
        )
        self.parts.setMinimumWidth(400)
        self.units = Segments(
            self.tr("Counted in"),
            [("words", self.tr("Words")), ("characters", self.tr("Characters"))],
        )
        self.units.setMinimumWidth(200)
        self.parts.chosen.connect(self._draw)
        self.units.chosen.connect(self._draw)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.parts)
        row.addStretch(1)
        row.addWidget(self.units)
        return row

    def _build_sentences(self) -> QVBoxLayout:
        self.sentences_title = label(role="section")
        self.sentences = SentenceList(self.player, self.tr("Sentences"))
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self.sentences_title)
        column.addWidget(self.sentences, 1)
        return column

    def _build_words(self) -> QVBoxLayout:
        self.confused = QGridLayout()
        self.confused.setHorizontalSpacing(12)
        self.confused.setVerticalSpacing(2)
        self.confused.setColumnStretch(1, 1)
        self.trust = LinePlot(
            self.tr("How often words of each confidence are right"),
            describe=lambda value: f"{100 * value:.0f}",
            describe_x=lambda value: f"{100 * value:.0f} %",
        )
        self.trust.empty_text = self.tr("not known")
        self.trust_card = PlotCard(self.tr("Right, by confidence, %"), self.trust)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(label(self.tr("Words heard as others"), "section"))
        column.addLayout(self.confused)
        column.addSpacing(8)
        column.addWidget(self.trust_card, 1)
        return column

    def open(self) -> None:
        """Show the page with what is known now."""
        teaching = self.teaching
        if self.report is None:
            self.about.setText(self.tr("Reading your corrections…"))
        self.work.start(lambda: _read(teaching))
        self.come()

    @Slot(object)
    def _show(self, found: Report) -> None:
        self.report = found
        overall = found.overall
        self.stack.setCurrentIndex(1 if overall is None else 2)
        if overall is None:
            self.about.setText("")
            return
        n = len(overall.observations)
        words = self.tr("From {n:,} sentences that you read and put right")
        few = self.tr("; that is few, so the intervals are wide") if n < _SURE else ""
        self.about.setText(words.format(n=n) + few)
        self._show_figures(found, overall)
        self._show_confused(found)
        self._show_trust(found)
        self._draw()

    def _show_figures(self, found: Report, overall: Measured) -> None:
        low, high = overall.wer_interval.low, overall.wer_interval.high
        words = self.tr("of words wrong, {low:.1f}–{high:.1f} %")
        self._set("wer", _percent(overall.wer), words, low=100 * low, high=100 * high)
        low, high = overall.cer_interval.low, overall.cer_interval.high
        words = self.tr("of characters wrong, {low:.1f}–{high:.1f} %")
        self._set("cer", _percent(overall.cer), words, low=100 * low, high=100 * high)
        speed = found.speed
        self._set(
            "speed",
            "–" if speed is None else f"{speed:.0f}×",
            self.tr("real time (factor {factor:.3f})")
            if speed
            else self.tr("real time: not known"),
            factor=1 / speed if speed else 0.0,
        )
        self._set("n", f"{overall.n_words:,}", self.tr("words put right or confirmed"))

    def _set(self, name: str, figure: str, caption: str, **values: float) -> None:
        shown, below = self.figures[name]
        shown.setText(figure)
        below.setText(caption.format(**values))

    def _show_confused(self, found: Report) -> None:
        while (item := self.confused.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for row, pair in enumerate(found.confused[:6]):
            said, heard = label(pair.reference, "strong"), label(pair.hypothesis)
            times = label(f"{pair.n}×", "caption")
            arrow = label("→", "caption")
            for column, part in enumerate((said, arrow, heard, times)):
                self.confused.addWidget(part, row, column)
            self.confused.setColumnStretch(1, 0)
            self.confused.setColumnStretch(2, 1)
        if not found.confused:
            self.confused.addWidget(label(self.tr("none"), "caption"), 0, 0)

    def _show_trust(self, found: Report) -> None:
        known = found.calibration
        if known is None:
            self.trust.show_lines([], last=1.0)
            self.trust_card.note.setText("")
            return
        points = [(b.confidence, b.accuracy) for b in known.bins if b.n]
        self.trust.show_lines(
            [
                Line(self.tr("just as sure"), [(0.0, 0.0), (1.0, 1.0)], "edge", 1.0),
                Line(self.tr("right"), points, "accent", dots=True),
            ],
            last=1.0,
        )
        words = self.tr("off by {ece:.1f} on average")
        self.trust_card.note.setText(words.format(ece=100 * known.ece))

    @Slot()
    def _draw(self) -> None:
        if self.report is None or self.report.overall is None:
            return
        part: Part = self.parts.choice  # type: ignore[assignment]
        by_words = self.units.choice == "words"
        bars = [self._bar(m, part, by_words) for m in self.report.parts[part]]
        unit = self.tr("Wrong words, %") if by_words else self.tr("Wrong characters, %")
        self.plot_card.title.setText(unit)
        units = {
            "day": self.tr("a bar a day"),
            "week": self.tr("a bar a week"),
            "month": self.tr("a bar a month"),
        }
        hint = self.tr("click a bar for its sentences")
        note = units[self.report.unit] if part == "time" else ""
        self.plot_card.note.setText("  ·  ".join(filter(None, (note, hint))))
        self.plot.show_bars(bars)
        self._show_sentences_of(self.report.overall)

    def _bar(self, measured: Measured, part: Part, by_words: bool) -> Bar:
        value = measured.wer if by_words else measured.cer
        interval = measured.wer_interval if by_words else measured.cer_interval
        name = self._name(measured.name, part)
        words = self.tr("{name}: {value} ({low:.1f}–{high:.1f} %), {n} sentences")
        tip = words.format(
            name=name,
            value=_percent(value),
            low=100 * interval.low,
            high=100 * interval.high,
            n=len(measured.observations),
        )
        return Bar(name, value, interval.low, interval.high, tip=tip, key=measured)

    def _name(self, name: str, part: Part) -> str:
        if part == "time" and name:
            day = date.fromisoformat(name)
            shown = QDate(day.year, day.month, day.day)
            by_month = self.report is not None and self.report.unit == "month"
            return short_month(shown) if by_month else short_day(shown)
        if part == "model" and name:
            return self._title_of(name)
        kinds = {"dictation": self.tr("Dictated"), "file": self.tr("Recordings")}
        return kinds.get(name, name) or self.tr("not known")

    @Slot(object)
    def _choose(self, measured: Measured) -> None:
        """Show the sentences of a bar; those of all where it was chosen already."""
        if self.report is None or self.report.overall is None:
            return
        again = measured is self._chosen
        self._show_sentences_of(self.report.overall if again else measured)

    def _show_sentences_of(self, measured: Measured) -> None:
        part: Part = self.parts.choice  # type: ignore[assignment]
        assert self.report is not None
        every = measured is self.report.overall
        self._chosen = None if every else measured
        self.plot.mark(self._chosen)
        name = self.tr("all") if every else self._name(measured.name, part)
        words = self.tr("Sentences, {name}, the worst first")
        self.sentences_title.setText(words.format(name=name))
        self.sentences.show_sentences(measured.observations)


def _percent(value: float) -> str:
    return f"{100 * value:.1f} %"


def _read(teaching: Teaching) -> Generator[None, None, Report]:
    yield
    return report(observe(teaching))
