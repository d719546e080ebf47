"""Third page: what a session adds up to, and at which threshold it would do best."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QDateTime, QLocale, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from dictation_app.errors import DictationError
from dictation_app.lab import report
from dictation_app.lab.collisions import Pair
from dictation_app.lab.command_set import CommandSet
from dictation_app.lab.results import TARGET, LabelResult, Negatives, Results
from dictation_app.lab.session import Session
from dictation_app.transcript import Notice, Progress
from dictation_app.ui.chart import Line, LinePlot
from dictation_app.ui.controls import button, label
from dictation_app.ui.lab.heat_map import Cell, HeatMap
from dictation_app.ui.lab.place import LabPlace
from dictation_app.ui.lab.testing import NO_NEGATIVES, hear_negatives, measure
from dictation_app.ui.latest_job import LatestJob
from dictation_app.ui.plot_card import PlotCard

_MOST_LABELS = 60
"""Commands that a matrix can show."""


class ResultsPage(QWidget):
    """Figures, the confusion matrix, a row a command, and the curves of the threshold."""

    noticed = Signal(str)

    def __init__(self, place: LabPlace) -> None:
        super().__init__()
        self._place = place
        self._commands: CommandSet | None = None
        self._sessions: Sequence[Session] = ()
        self.pairs: Sequence[Pair] = ()
        self.negatives: Negatives = NO_NEGATIVES
        self.results: Results | None = None
        self._sum = LatestJob(self)
        self._sum.succeeded.connect(self._show)
        self._sum.failed.connect(self._fail)
        self._hear = LatestJob(self)
        self._hear.progressed.connect(self._show_progress)
        self._hear.succeeded.connect(self._take_negatives)
        self._hear.failed.connect(self._fail)
        self._hear.finished.connect(self._end_hearing)
        self._build()

    def _build(self) -> None:
        self.chooser = QComboBox()
        self.chooser.setAccessibleName(self.tr("Session"))
        self.chooser.setMinimumWidth(196)
        self.chooser.activated.connect(self._measure)
        self.count_button = button(self.tr("Count false accepts"), "wave")
        self.count_button.setToolTip(
            self.tr("Listens to past dictations and the program's own recordings")
        )
        self.count_button.clicked.connect(self.count)
        self.report_button = button(self.tr("Report…"), "export")
        self.report_button.clicked.connect(self._browse_target)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(160)
        self.bar.setAccessibleName(self.tr("How far the listening has come"))
        self.bar.hide()
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addLayout(self._build_figures(), 1)
        for part in (self.bar, self.chooser, self.count_button, self.report_button):
            top.addWidget(part, alignment=Qt.AlignmentFlag.AlignTop)
        self.matrix = HeatMap(self.tr("What was heard"))
        self.matrix_card = PlotCard(self.tr("What was heard"), self.matrix)
        self.matrix_card.note.setText(self.tr("said down, heard across"))
        self.missed = LinePlot(
            self.tr("Missed"), describe="{:.0%}".format, describe_x="{:.1f}".format
        )
        self.missed_card = PlotCard(self.tr("Missed"), self.missed)
        self.accepts = LinePlot(
            self.tr("False accepts an hour"), describe_x="{:.1f}".format
        )
        self.accepts.empty_text = self.tr("Not counted yet")
        self.accepts_card = PlotCard(self.tr("False accepts an hour"), self.accepts)
        grid = QGridLayout()
        grid.setSpacing(16)
        grid.addWidget(self.matrix_card, 0, 0, 2, 1)
        grid.addWidget(self.missed_card, 0, 1)
        grid.addWidget(self.accepts_card, 1, 1)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addLayout(top)
        column.addLayout(grid, 3)
        column.addWidget(self._build_table(), 2)

    def _build_figures(self) -> QHBoxLayout:
        self.figures: dict[str, tuple[QLabel, QLabel]] = {}
        row = QHBoxLayout()
        row.setSpacing(32)
        for name, about in (
            ("recall", self.tr("Understood as what was asked")),
            ("latency", self.tr("From the end of speech to the decision")),
            ("best", self.tr("With the threshold that misses least")),
        ):
            figure, caption = label("–", role="figure"), label(role="caption")
            caption.setToolTip(about)
            self.figures[name] = figure, caption
            part = QVBoxLayout()
            part.setSpacing(0)
            part.addWidget(figure)
            part.addWidget(caption)
            row.addLayout(part)
        row.addStretch(1)
        return row

    def _build_table(self) -> QTableWidget:
        heads = (
            self.tr("Command"),
            self.tr("Said"),
            self.tr("Recall"),
            self.tr("p50"),
            self.tr("p95"),
            self.tr("Best threshold"),
            self.tr("Taken for"),
        )
        table = self.table = QTableWidget(0, len(heads))
        table.setHorizontalHeaderLabels(heads)
        table.setAccessibleName(self.tr("Commands"))
        table.setProperty("role", "plain")
        table.setShowGrid(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(28)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(len(heads) - 1, QHeaderView.ResizeMode.Stretch)
        return table

    # What is measured

    def show_sessions(self, commands: CommandSet, sessions: Sequence[Session]) -> None:
        """Show the newest of some sessions of a set."""
        if commands is not self._commands:
            self._hear.cancel()
            self.negatives = NO_NEGATIVES
        self._commands, self._sessions = commands, sessions
        self.chooser.clear()
        for session in sessions:
            self.chooser.addItem(self._name(session))
        self.chooser.setEnabled(len(sessions) > 1)
        self._measure()

    def shut_down(self) -> None:
        """End the work."""
        self._sum.stop()
        self._hear.stop()

    @property
    def session(self) -> Session | None:
        """The session that is shown."""
        number = self.chooser.currentIndex()
        return self._sessions[number] if 0 <= number < len(self._sessions) else None

    def _name(self, session: Session) -> str:
        stamp = session.path.stat().st_mtime if session.path.exists() else 0.0
        moment = QDateTime.fromSecsSinceEpoch(round(stamp))
        when = QLocale().toString(moment, "d MMM hh:mm")
        words = self.tr("{when}  ·  {done} of {n}")
        return words.format(when=when, done=len(session.trials), n=len(session.prompts))

    @Slot()
    def _measure(self) -> None:
        commands, session = self._commands, self.session
        trials = () if session is None else tuple(session.trials)
        if commands is not None:
            negatives = self.negatives
            self._sum.start(lambda: measure(commands, trials, negatives))

    @Slot()
    def count(self) -> None:
        """Listen to speech without commands."""
        commands, listener = self._commands, self._place.find_listener()
        if commands is None or listener is None:
            self.noticed.emit(
                self.tr("The model is still being loaded: try again in a moment.")
            )
            return
        find = self._place.find_negatives
        self.count_button.setEnabled(False)
        self.bar.setRange(0, 0)
        self.bar.show()
        self._hear.start(lambda: hear_negatives(find, listener, commands))

    @Slot(object)
    def _show_progress(self, step: Progress | Notice) -> None:
        if isinstance(step, Notice):
            self.noticed.emit(step.message)
        else:
            self.bar.setRange(0, round(step.total or 1))
            self.bar.setValue(round(step.done))

    @Slot(object)
    def _take_negatives(self, negatives: Negatives) -> None:
        self.negatives = negatives
        self._measure()

    @Slot()
    def _end_hearing(self) -> None:
        self.bar.hide()
        self.count_button.setEnabled(True)

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        self.noticed.emit(str(error))

    # What is shown

    @Slot(object)
    def _show(self, results: Results) -> None:
        self.results = results
        self.report_button.setEnabled(results.n > 0)
        self._show_figures(results)
        self._show_matrix(results)
        self._show_curves(results)
        self.table.setRowCount(0)
        rows = [row for row in results.rows if row.n]
        self.table.setRowCount(len(rows))
        for number, row in enumerate(sorted(rows, key=lambda row: row.recall)):
            for column, text in enumerate(self._texts(row)):
                self.table.setItem(number, column, QTableWidgetItem(text))

    def _show_figures(self, results: Results) -> None:
        best = results.best
        has = results.n > 0
        accepts = self.tr("missed at best, {t:.1f}")
        if best.false_accepts is not None:
            accepts = self.tr("missed at {t:.1f}, {f:.2f} false/h")
        for name, figure, caption in (
            (
                "recall",
                f"{results.accuracy:.1%}",
                self.tr("{n} of {all} understood").format(
                    n=results.n_right, all=results.n
                ),
            ),
            (
                "latency",
                f"{1000 * results.p50:.0f} ms",
                self.tr("to decide, p95 {ms:.0f} ms").format(ms=1000 * results.p95),
            ),
            (
                "best",
                f"{best.misses:.1%}",
                accepts.format(t=best.threshold, f=best.false_accepts),
            ),
        ):
            shown, below = self.figures[name]
            shown.setText(figure if has else "–")
            below.setText(caption if has else self.tr("nothing was said yet"))

    def _show_matrix(self, results: Results) -> None:
        cells = {}
        names = [*results.labels, self.tr("none")]
        for i, counts in enumerate(results.matrix.tolist()):
            for j, n in enumerate(counts):
                if n:
                    words = self.tr("{said} was heard as {heard}: {n}×")
                    tip = words.format(said=names[i], heard=names[j], n=n)
                    token = "accent" if i == j else "recording"
                    cells[i, j] = Cell(n / sum(counts), token, str(n), tip)
        fits = len(results.labels) <= _MOST_LABELS and cells
        self.matrix.empty_text = self.tr("Nothing to show yet: begin a test")
        if len(results.labels) > _MOST_LABELS:
            self.matrix.empty_text = self.tr("Too many commands: the table tells more")
        self.matrix.show_cells(
            results.labels if fits else (), names if fits else (), cells if fits else {}
        )

    def _show_curves(self, results: Results) -> None:
        curve = results.curve
        last = curve[-1].threshold
        missed = [(point.threshold, point.misses) for point in curve]
        wrong = [(point.threshold, point.wrong) for point in curve]
        lines = [
            Line(self.tr("taken for another"), wrong, "recording", 1.5),
            Line(self.tr("missed"), missed),
        ]
        self.missed.empty_text = self.tr("Nothing was said yet")
        self.missed.show_lines(lines if results.n else [], last=last)
        self.missed_card.note.setText(self.tr("red: taken for another"))
        accepts = [
            (point.threshold, point.false_accepts)
            for point in curve
            if point.false_accepts is not None
        ]
        if not accepts:
            self.accepts.show_lines([], last=last)
            self.accepts_card.note.setText("")
            return
        self.accepts.show_lines(
            [Line(self.tr("false accepts"), accepts)], last=last, level=TARGET
        )
        words = self.tr("of {minutes:.0f} min of other speech")
        self.accepts_card.note.setText(words.format(minutes=60 * results.hours))

    def _texts(self, row: LabelResult) -> tuple[str, ...]:
        return (
            row.label,
            str(row.n),
            f"{row.recall:.0%}",
            f"{1000 * row.p50:.0f} ms",
            f"{1000 * row.p95:.0f} ms",
            f"{row.threshold:.2f}",
            ", ".join(row.taken_for),
        )

    # Reports

    @Slot()
    def _browse_target(self) -> None:
        name, kind = QFileDialog.getSaveFileName(
            self,
            self.tr("Report"),
            "",
            "HTML (*.html);;CSV (*.csv);;JSON (*.json)",
        )
        if name:
            path = Path(name)
            if path.suffix.lower() not in report.SUFFIXES:
                path = Path(f"{name}.{kind.split()[0].lower()}")
            self.write(path)

    def write(self, path: Path) -> None:
        """Write a report as CSV, JSON or HTML."""
        if self.results is None or self._commands is None or self.session is None:
            return
        try:
            report.write(
                path,
                self._commands.name,
                self.results,
                self.session.trials,
                self.pairs,
            )
        except DictationError as error:
            self.noticed.emit(str(error))
            return
        self.noticed.emit(self.tr("Exported as {name}").format(name=path.name))
