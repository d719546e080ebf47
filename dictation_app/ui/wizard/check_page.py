"""Third page: what is in the recordings, what is wrong with them, and hearing it."""

from collections.abc import Generator
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout
from PySide6.QtWidgets import QWidget as Widget

from dictation_app.errors import DictationError
from dictation_app.speech.store import ModelInfo
from dictation_app.training.findings import AuditProgress, Doubts, Histogram, Target
from dictation_app.training.gathering import Gathered, gather, without
from dictation_app.training.runs import new_folder
from dictation_app.ui.chart import Bar, BarPlot
from dictation_app.ui.clip_player import ClipPlayer
from dictation_app.ui.clock import span
from dictation_app.ui.controls import label, restyle
from dictation_app.ui.latest_job import LatestJob
from dictation_app.ui.plot_card import PlotCard
from dictation_app.ui.wizard.page import Page
from dictation_app.ui.wizard.problem_table import ProblemTable
from dictation_app.ui.wizard.text_check import TextCheck
from dictation_app.ui.wizard.workplace import Draft, Workplace

_LONG, _SHORT = 12.0, 1.0
_LOUD, _FAINT = -10.0, -45.0


class CheckPage(Page):
    """Looks at every clip in the background and shows what it finds."""

    def __init__(self, draft: Draft, workplace: Workplace, player: ClipPlayer) -> None:
        super().__init__(self.tr("Are they fit to learn from?"), " ")
        self._draft = draft
        self._workplace = workplace
        self._player = player
        self._work = LatestJob(self)
        self._work.progressed.connect(self._show_progress)
        self._work.succeeded.connect(self._show)
        self._work.failed.connect(self._fail)
        self._found: Gathered | None = None
        self._doubts: Doubts | None = None
        self.problem = label(tone="doubt")
        self.problem.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("How far the check has come"))
        self.column.addWidget(self.bar)
        self.column.addWidget(self.problem)
        self.column.addWidget(self._build_findings(), 1)
        self.column.addStretch(0)
        self.problem.hide()

    def _build_findings(self) -> Widget:
        self.lengths = BarPlot(self.tr("Clips by their length in seconds"))
        self.levels = BarPlot(self.tr("Clips by their level in decibels"))
        self.length_card = PlotCard(self.tr("Length, in seconds"), self.lengths)
        self.level_card = PlotCard(self.tr("Level, in decibels"), self.levels)
        plots = QHBoxLayout()
        plots.setSpacing(12)
        plots.addWidget(self.length_card)
        plots.addWidget(self.level_card)
        self.count = label(role="section")
        self.hint = label(self.tr("Click a row to hear the clip"), "caption")
        heads = QHBoxLayout()
        heads.addWidget(self.count)
        heads.addStretch(1)
        heads.addWidget(self.hint)
        self.table = ProblemTable()
        self.detail = label(role="caption")
        self.detail.setWordWrap(True)
        self.detail.setMinimumHeight(34)  # two lines, so that nothing jumps
        self.detail.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.table.told.connect(self.detail.setText)
        self.table.clip_chosen.connect(self._play)
        self.table.problems.choice_changed.connect(self._leave_out)
        self.texts = TextCheck()
        self.texts.found.connect(self._show_doubts)
        self.texts.ended.connect(self.completeChanged)
        self.fine = label(
            self.tr("Nothing is wrong with these recordings."), tone="done"
        )
        self.fine.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.below = QStackedWidget()
        self.below.addWidget(self.table)
        self.below.addWidget(self.fine)
        self.findings = Widget()
        column = QVBoxLayout(self.findings)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addLayout(plots, 2)
        column.addWidget(self.texts)
        column.addSpacing(4)
        column.addLayout(heads)
        column.addWidget(self.below, 3)
        column.addWidget(self.detail)
        self.findings.hide()
        return self.findings

    def initializePage(self) -> None:
        """Look at the recordings, unless they were looked at; Qt calls this."""
        stamp = self._stamp()
        if self._draft.gathered is not None and self._draft.checked == stamp:
            return
        self._draft.gathered = None
        self._draft.checked = stamp
        self._found = self._doubts = None
        self.texts.forget()
        self.findings.hide()
        self.problem.hide()
        self.bar.setRange(0, 0)
        self.bar.show()
        self.about.setText(self.tr("Looking at every clip…"))
        self.completeChanged.emit()
        sources, parent = list(self._draft.sources), self._draft.parent
        target = Target()
        if parent is not None:
            target = Target(parent.alphabet, parent.features, parent.architecture)
        runs, folder = self._workplace.runs, self._draft.folder
        self._work.start(lambda: _gather(sources, runs, folder, target))

    def _stamp(self) -> tuple[object, ...]:
        """Changes when the recordings or the model do."""
        parent = self._draft.parent
        stamps: list[object] = [self._draft.goal, parent.sha256 if parent else ""]
        for source in self._draft.sources:
            try:
                stamps.append((source, source.stat().st_mtime_ns))
            except OSError:
                stamps.append((source, 0))
        return tuple(stamps)

    def end(self) -> None:
        """End the look and wait for that."""
        self._work.stop()
        self.texts.stop()

    def leave(self) -> None:
        """Be silent."""
        self._player.player.pause()

    @Slot(object)
    def _show_progress(self, progress: AuditProgress) -> None:
        if progress.n_total:
            self.bar.setRange(0, progress.n_total)
            self.bar.setValue(progress.n_clips)
        left = ""
        if progress.left is not None and progress.left >= 1:
            left = self.tr("  ·  {time} left").format(time=span(progress.left))
        words = self.tr("Looking at every clip: {n:,} so far{left}")
        self.about.setText(words.format(n=progress.n_clips, left=left))

    @Slot(object)
    def _show(self, found: tuple[Path, Gathered]) -> None:
        self._draft.folder, gathered = found
        self._draft.gathered = self._found = gathered
        audit = gathered.audit
        self.bar.hide()
        words = self.tr("{clips:,} clips, {time} of speech, {speakers}")
        n = audit.n_speakers
        speakers = (
            self.tr("one speaker") if n == 1 else self.tr("{n} speakers").format(n=n)
        )
        if not n:
            speakers = self.tr("nobody knows whose")
        self.about.setText(
            words.format(
                clips=audit.n_clips, time=span(audit.duration), speakers=speakers
            )
        )
        for plot, card, bars in (
            (self.lengths, self.length_card, _bars(audit.lengths, _SHORT, _LONG)),
            (self.levels, self.level_card, _bars(audit.levels, _FAINT, _LOUD)),
        ):
            plot.show_bars(bars)
            self._name_unusual(card, bars)
        self.table.problems.show_problems(audit.problems)
        self._show_problems()
        self.findings.show()
        listener = self._listener()
        if listener is not None and len(gathered.useful) >= 2:
            clips = [gathered.clips[name] for name in gathered.useful]
            self.texts.start(listener, clips)
        self.completeChanged.emit()

    def _listener(self) -> ModelInfo | None:
        """Who hears the clips; a voice is heard when its run begins, by the run itself."""
        if self._draft.goal == "adapt":
            return None
        models = self._workplace.find_models()
        return self._draft.parent or (models[0] if models else None)

    @Slot(object)
    def _show_doubts(self, doubts: Doubts) -> None:
        found = self._found
        if found is None:
            return
        self._doubts = doubts
        self.table.problems.show_problems((*found.audit.problems, *doubts.problems))
        self._leave_out()

    @Slot()
    def _leave_out(self) -> None:
        """Learn from all clips but those that the user leaves out."""
        found, doubts = self._found, self._doubts
        if found is not None and doubts is not None:
            left_out = self.table.problems.left_out
            self._draft.gathered = without(found, doubts.problems, left_out)
            self._show_problems()
            self.completeChanged.emit()

    def _show_problems(self) -> None:
        """How many there are, and how many clips are left."""
        gathered = self._draft.gathered
        if gathered is None:
            return
        n_problems = len(gathered.audit.problems)
        self.below.setCurrentIndex(0 if n_problems else 1)
        self.hint.setVisible(bool(n_problems))
        self.count.setText(self._count(n_problems, gathered))
        self.problem.hide()
        if not gathered.useful:
            self._tell(self.tr("None of these clips can be learned from."))
        elif len(gathered.useful) < 2:
            self._tell(self.tr("One clip is not enough: at least two are needed."))

    def _name_unusual(self, card: PlotCard, bars: list[Bar]) -> None:
        """Say in words what the amber bars of a histogram are."""
        restyle(card.note, "tone", "doubt")
        n = round(sum(bar.value for bar in bars if bar.token == "doubt"))
        card.note.setText(self.tr("unusual: {n:,}").format(n=n) if n else "")

    def _count(self, n_problems: int, gathered: Gathered) -> str:
        if not n_problems:
            return self.tr("No problems")
        words = self.tr(
            "{n:,} problems  ·  {out:,} clips are left out, {used:,} are used"
        )
        return words.format(
            n=n_problems, out=gathered.n_left_out, used=len(gathered.useful)
        )

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        self.bar.hide()
        self.about.setText(" ")
        self._draft.checked = ()
        self._tell(str(error))

    def _tell(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()

    @Slot(str)
    def _play(self, name: str) -> None:
        gathered = self._draft.gathered
        clip = gathered.clips.get(name) if gathered is not None else None
        if clip is not None:
            self._player.toggle(clip)

    def isComplete(self) -> bool:
        """Whether there are two parts' worth of clips, and all is told; Qt calls this."""
        gathered = self._draft.gathered
        is_enough = gathered is not None and len(gathered.useful) >= 2
        return is_enough and not self.texts.is_hearing


def _gather(
    sources: list[Path], runs: Path, folder: Path | None, target: Target
) -> Generator[AuditProgress, None, tuple[Path, Gathered]]:
    """Check data sets in the folder of the coming run, which is made if need be."""
    if folder is None or not folder.is_dir():
        folder = new_folder(runs)
    try:
        found = yield from gather(sources, folder, target)
    except OSError as error:
        raise DictationError(
            f"The check could not be written down ({error.strerror}): free some space."
        ) from error
    return folder, found


def _bars(values: Histogram, low: float, high: float) -> list[Bar]:
    """Bars of a histogram; what is unusual is amber."""
    bars: list[Bar] = []
    edges = values.edges
    for number, (edge, count) in enumerate(zip(edges, values.counts, strict=True)):
        last = number + 1 == len(edges)
        end = "+" if last else f"–{edges[number + 1]:g}"
        unusual = edge >= high or (not last and edges[number + 1] <= low)
        name = f"{edge:g}".replace("-", "−")
        tip = f"{edge:g}{end}: {count:,}".replace("-", "−")
        bars.append(Bar(name, count, token="doubt" if unusual else "accent", tip=tip))
    return bars
