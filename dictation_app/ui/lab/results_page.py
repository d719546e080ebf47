"""Third page: what a session adds up to, and at which threshold it would do best."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QDateTime, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from dictation_app.errors import DictationError
from dictation_app.lab import report
from dictation_app.lab.collisions import Pair
from dictation_app.lab.command_set import CommandSet
from dictation_app.lab.comparison import Comparison, of_trials
from dictation_app.lab.results import TARGET, Negatives, Results
from dictation_app.lab.session import Session
from dictation_app.transcript import Notice, Progress
from dictation_app.ui.chart import Line, LinePlot
from dictation_app.ui.controls import button, label, lead
from dictation_app.ui.dates import short_moment
from dictation_app.ui.lab.figures import Figures
from dictation_app.ui.lab.heat_map import Cell, HeatMap
from dictation_app.ui.lab.listening import thresholds
from dictation_app.ui.lab.place import LabPlace
from dictation_app.ui.lab.results_table import ResultsTable
from dictation_app.ui.lab.testing import (
    NO_NEGATIVES,
    Found,
    hear_negatives,
    labels_of,
    measure,
    slug,
)
from dictation_app.ui.latest_job import LatestJob
from dictation_app.ui.plot_card import PlotCard

_MOST_LABELS = 60
"""Commands that a matrix can show."""


class ResultsPage(QWidget):
    """Figures, the confusion matrix, a row a command, and the curves of the threshold."""

    noticed = Signal(str)
    thresholds_chosen = Signal(object)
    """Thresholds by label, which the set shall have."""

    def __init__(self, place: LabPlace) -> None:
        super().__init__()
        self._place = place
        self._commands: CommandSet | None = None
        self._found = Found()
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
        self.figures = Figures()
        top.addWidget(self.figures, 1)
        for part in (self.chooser, self.count_button, self.report_button):
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
        self.table = ResultsTable()
        column.addWidget(self.table, 2)
        column.addLayout(self._build_advice())

    def _build_advice(self) -> QHBoxLayout:
        """What the thresholds would bring, and the way to use them."""
        self.advice = label(role="caption")
        self.advice.setWordWrap(True)
        self.use_button = button(self.tr("Use the best thresholds"), "check")
        self.use_button.setToolTip(
            self.tr("Each command gets the threshold that misses least of it")
        )
        self.use_button.clicked.connect(self.use_thresholds)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.advice, 1)
        row.addWidget(self.bar)
        row.addWidget(self.use_button)
        return row

    # What is measured

    def show_sessions(self, commands: CommandSet, found: Found) -> None:
        """Show some sessions of a set, the newest unless another was chosen of them."""
        before = self._commands
        if before is None or commands.fingerprint != before.fingerprint:
            self._hear.cancel()
            self.negatives = NO_NEGATIVES
        chosen, n = self.session, len(self._sessions)
        self._commands, self._found = commands, found
        self.chooser.clear()
        for number, session in enumerate(self._sessions):
            self.chooser.addItem(self._name(session))
            if session is chosen and n == len(self._sessions):
                self.chooser.setCurrentIndex(number)
        self.chooser.setEnabled(len(self._sessions) > 1)
        self._measure()

    def shut_down(self) -> None:
        """End the work."""
        self._sum.stop()
        self._hear.stop()

    @property
    def _sessions(self) -> tuple[Session, ...]:
        return *self._found.sessions, *self._found.changed

    @property
    def _is_changed(self) -> bool:
        """Whether the session that is shown is of the set as it was before."""
        return self.chooser.currentIndex() >= len(self._found.sessions)

    @property
    def session(self) -> Session | None:
        """The session that is shown."""
        number = self.chooser.currentIndex()
        return self._sessions[number] if 0 <= number < len(self._sessions) else None

    @property
    def comparison(self) -> Comparison | None:
        """Phrases beside a keyword model, where one was asked."""
        return None if self.session is None else of_trials(self.session.trials)

    def _name(self, session: Session) -> str:
        stamp = session.path.stat().st_mtime if session.path.exists() else 0.0
        moment = QDateTime.fromSecsSinceEpoch(round(stamp))
        when = short_moment(moment)
        if any(session is one for one in self._found.changed):
            return self.tr("{when}  ·  set changed since").format(when=when)
        words = self.tr("{when}  ·  {done} of {n}")
        return words.format(when=when, done=len(session.trials), n=len(session.prompts))

    @Slot()
    def _measure(self) -> None:
        commands, session = self._commands, self.session
        if commands is None:
            return
        trials = () if session is None else tuple(session.trials)
        negatives = self.negatives
        labels = tuple(command.label for command in commands.commands)
        if self._is_changed:  # what would be accepted now says nothing of it
            negatives, labels = NO_NEGATIVES, labels_of(trials)
        self._sum.start(lambda: measure(labels, trials, negatives))

    @Slot()
    def count(self) -> None:
        """Listen to speech without commands."""
        commands, listener = self._commands, self._place.find_listener()
        if commands is None or listener is None:
            self.noticed.emit(
                self.tr("The model is still being loaded: try again in a moment.")
            )
            return
        place = self._place
        self.count_button.setEnabled(False)
        self.bar.setRange(0, 0)
        self.bar.show()
        self.advice.setText(self.tr("Listening to speech in which no command is said…"))
        self._hear.start(lambda: hear_negatives(place, listener, commands))

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
        if self.results is not None:
            self._show_advice(self.results)

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        self.noticed.emit(str(error))

    # What is shown

    @Slot(object)
    def _show(self, results: Results) -> None:
        self.results = results
        self.report_button.setEnabled(results.n > 0)
        self.figures.show_results(results)
        self._show_matrix(results)
        self._show_curves(results)
        commands = self._commands
        in_use = thresholds(commands) if commands else {}
        self.table.show_results(results, in_use, self.comparison)
        self._show_advice(results)

    def _show_advice(self, results: Results) -> None:
        is_counted = results.hours > 0
        in_use = thresholds(self._commands) if self._commands else {}
        is_other = any(in_use.get(k) != v for k, v in self.best_thresholds.items())
        can_use = is_counted and is_other and not self._is_changed
        self.use_button.setEnabled(can_use)
        lead(self.use_button, "check", can_use)
        lead(self.count_button, "wave", results.n > 0 and not is_counted)
        said = [row for row in results.rows if row.n]
        if self._is_changed:
            words = self.tr(
                "The set has changed since this session: its results are kept; begin a "
                "new test to go on."
            )
        elif not said:
            words = ""
        elif not is_counted:
            words = self.tr("Count false accepts to learn which thresholds are best.")
        else:
            words = self.tr(
                "With the best threshold of each command {misses:.1%} would be missed, "
                "at {accepts:.2f} false accepts an hour."
            ).format(
                misses=sum(row.misses * row.n for row in said) / results.n,
                accepts=sum(row.false_accepts or 0.0 for row in results.rows),
            )
            if results.hours < 1 / TARGET:  # one more or less would change the verdict
                words += " " + self.tr(
                    "That is little speech to be sure: more dictations make it surer."
                )
        compared = self.comparison
        if compared is not None:
            by_phrases, by_words = compared.accuracies
            words += " " + self.tr(
                "Of the commands that the keyword model has a word for it understood "
                "{words:.1%}, the phrases {phrases:.1%}."
            ).format(words=by_words, phrases=by_phrases)
        self.advice.setText(words.strip())

    @property
    def best_thresholds(self) -> dict[str, float]:
        """The best threshold of every command that was said."""
        rows = self.results.rows if self.results is not None else ()
        return {row.label: row.threshold for row in rows if row.n}

    @Slot()
    def use_thresholds(self) -> None:
        """Let the set have the thresholds."""
        self.thresholds_chosen.emit(self.best_thresholds)

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

    # Reports

    @Slot()
    def _browse_target(self) -> None:
        name, kind = QFileDialog.getSaveFileName(
            self,
            self.tr("Report"),
            f"{slug(self._commands.name)}.html" if self._commands else "",
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
