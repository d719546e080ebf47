"""Teach: what was corrected, what follows from it, and learning from it at one click."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dictation_app.errors import DictationError
from dictation_app.training.lessons import RuleSuggestion, WordSuggestion
from dictation_app.training.manifest import Clip
from dictation_app.training.teaching import Lesson, Teaching
from dictation_app.ui import theme
from dictation_app.ui.clock import span
from dictation_app.ui.controls import Segments, button, icon_button, label, restyle
from dictation_app.ui.lessons_window import LessonsWindow
from dictation_app.ui.row_list import RowList
from dictation_app.ui.taught import Lessons, read_lessons
from dictation_app.ui.word_diff import MarkedLabel

_MOST = 100
"""Corrections that are shown, the latest first."""
_PATIENCE = 700
"""Milliseconds in which further corrections come in before they are shown."""


class TeachPanel(LessonsWindow):
    """Everything the program would learn, to be looked at and refused."""

    word_accepted = Signal(str)
    """A term to expect from now on."""
    rule_accepted = Signal(str, str)
    """A pattern, and what to write instead."""
    teach_requested = Signal(object)
    """Lessons to learn from now."""
    watch_requested = Signal()
    """The run that is under way is to be seen."""
    back_requested = Signal()
    """The model from before the last lesson is wanted again."""

    def __init__(self, teaching: Teaching, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Teach"), teaching, parent)
        self.resize(860, 680)
        self._known: tuple[str, ...] = ()
        self._is_busy = False
        self.shown: Lessons | None = None
        self._later = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._later.timeout.connect(self.refresh)
        self.player.playing_changed.connect(self._show_playing)
        self.work.succeeded.connect(self._show)
        self._build()

    def _build(self) -> None:
        self.about = label(role="caption")
        self.views = Segments(
            self.tr("What to look at"),
            [
                ("corrections", self.tr("Corrections")),
                ("words", self.tr("Words to expect")),
                ("rules", self.tr("Ways to write")),
            ],
        )
        self.views.setMinimumWidth(420)
        self.views.chosen.connect(self._choose_view)
        self.stack = QStackedWidget()
        self.lists = [
            RowList(self.tr("Corrections")),
            RowList(self.tr("Words to expect")),
            RowList(self.tr("Ways to write")),
        ]
        for part in self.lists:
            self.stack.addWidget(part)
        self.amount = label(role="caption")
        self.amount.setWordWrap(True)
        self.verdict = label(role="strong")
        self.verdict.setWordWrap(True)
        self.verdict.hide()
        self.back_button = button(self.tr("Go back one"), "undo", "quiet")
        self.back_button.setToolTip(self.tr("Use the model from before it was taught"))
        self.back_button.clicked.connect(self.back_requested)
        self.teach_button = button(self.tr("Teach now"), kind="primary")
        self.teach_button.clicked.connect(self._teach)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.amount, 1)
        foot.addWidget(self.back_button)
        foot.addWidget(self.teach_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(4)
        column.addWidget(label(self.tr("What you taught it"), "title"))
        column.addWidget(self.about)
        column.addSpacing(12)
        column.addWidget(self.views, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(8)
        column.addWidget(self.stack, 1)
        column.addSpacing(8)
        column.addWidget(self.verdict)
        column.addSpacing(4)
        column.addLayout(foot)

    def open(self) -> None:
        """Show what there is now."""
        self.refresh()
        self.come()

    def set_known(self, terms: Sequence[str]) -> None:
        """Terms that are expected already."""
        if tuple(terms) == self._known:
            return
        self._known = tuple(terms)
        if self.isVisible():
            self.refresh()

    def set_busy(self, is_busy: bool) -> None:
        """A run is under way: another one cannot be begun."""
        self._is_busy = is_busy
        self._show_amount()

    def show_result(self, sentence: str, *, is_better: bool = False) -> None:
        """Say what came of the last lesson; nothing for an empty sentence."""
        self.verdict.setText(DictationError.in_language(sentence))
        self.verdict.setVisible(bool(sentence))
        restyle(self.verdict, "tone", "done" if is_better else "doubt")

    def set_can_go_back(self, can: bool) -> None:
        """Whether there is a model from before."""
        self.back_button.setVisible(can)

    def refresh_soon(self) -> None:
        """Read them again once; a page that is read brings many, one after the other."""
        if not self._later.isActive():
            self._later.start()

    @Slot()
    def refresh(self) -> None:
        """Read the lessons again."""
        teaching, known = self.teaching, self._known
        self.work.start(lambda: read_lessons(teaching, known))

    @Slot(object)
    def _show(self, found: Lessons) -> None:
        self.shown = found
        n_heard = sum(len(lesson.mishearings) for lesson in found.lessons)
        words = self.tr("Sentences read: {n:,}  ·  mishearings put right: {m:,}")
        self.about.setText(words.format(n=len(found.lessons), m=n_heard))
        corrected = [lesson for lesson in found.lessons if lesson.changes]
        corrections, words_list, rules = self.lists
        corrections.show_rows(
            [partial(self._lesson_row, item) for item in corrected[:_MOST]],
            self.tr(
                "Correct what was heard wrongly in a note: each correction is kept here "
                "with its sound, and nothing is learned before you say so."
            ),
        )
        words_list.show_rows(
            [partial(self._word_row, word) for word in found.words],
            self.tr("A word that you write in twice is suggested here."),
        )
        rules.show_rows(
            [partial(self._rule_row, rule) for rule in found.rules],
            self.tr("What you write another way twice is suggested here."),
        )
        names = (
            self.tr("Corrections"),
            self.tr("Words to expect"),
            self.tr("Ways to write"),
        )
        counts = (len(corrected), len(found.words), len(found.rules))
        for choice, name, n in zip(
            ("corrections", "words", "rules"), names, counts, strict=True
        ):
            self.views.part(choice).setText(f"{name}  {n}" if n else name)
        self._show_amount()

    def _show_amount(self) -> None:
        usable = self.shown.usable if self.shown is not None else []
        seconds = sum(lesson.end - lesson.start for lesson in usable)
        if self._is_busy:
            text = self.tr("A training is under way; you can go on working.")
        elif usable:
            words = self.tr(
                "{time} of speech to learn from. The result is kept only if it hears you "
                "better, and others no worse."
            )
            text = words.format(time=span(seconds))
        else:
            text = self.tr("There is no corrected sentence with its sound yet.")
        self.amount.setText(text)
        self.teach_button.setText(
            self.tr("Show how it goes") if self._is_busy else self.tr("Teach now")
        )
        self.teach_button.setEnabled(bool(usable) or self._is_busy)

    # Rows

    def _lesson_row(self, lesson: Lesson) -> QFrame:
        frame = _card()
        play = icon_button("play", self.tr("Hear it"))
        play.setObjectName("play")
        play.setProperty("lesson", lesson.id)
        has_sound = self.shown is not None and lesson.id in self.shown.with_sound
        play.setEnabled(has_sound)
        play.clicked.connect(self._play)
        said = label(lesson.said, "strong")
        said.setWordWrap(True)
        teaches = QCheckBox(self.tr("learn from it"))
        teaches.setChecked(lesson.state != "refused")
        teaches.setProperty("lesson", lesson.id)
        teaches.clicked.connect(self._decide)
        away = icon_button("trash", self.tr("Forget it"))
        away.setProperty("lesson", lesson.id)
        away.clicked.connect(self._forget)
        grid = QGridLayout(frame)
        grid.setContentsMargins(8, 8, 8, 8)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        grid.setRowStretch(2, 1)
        grid.addWidget(play, 0, 0, 3, 1, top)
        grid.addWidget(said, 0, 1)
        grid.addWidget(MarkedLabel(_bare(lesson.said), lesson.heard), 1, 1)
        for column, part in enumerate((self._kind(lesson), teaches, away), 2):
            grid.addWidget(part, 0, column, 3, 1, top)
        return frame

    def _kind(self, lesson: Lesson) -> QLabel:
        if lesson.mishearings:
            return label(self.tr("misheard"), "pill", "doubt")
        if any(change.kind == "rewrite" for change in lesson.changes):
            return label(self.tr("rewritten"), "pill")
        return label(self.tr("spelling"), "pill")

    def _word_row(self, word: WordSuggestion) -> QFrame:
        words = self.tr("heard as {heard}, {n} times")
        heard = ", ".join(f"“{text}”" for text in word.heard[:3]) or "–"
        frame, accept = _suggestion(
            word.term,
            words.format(heard=heard, n=len(word.lessons)),
            self.tr("Expect it"),
        )
        accept.setProperty("term", word.term)
        accept.clicked.connect(self._accept_word)
        return frame

    def _rule_row(self, rule: RuleSuggestion) -> QFrame:
        words = self.tr("you wrote it so {n} times")
        frame, accept = _suggestion(
            f"{rule.pattern}  →  {rule.replacement}",
            words.format(n=len(rule.lessons)),
            self.tr("Always write it so"),
        )
        accept.setProperty("rule", (rule.pattern, rule.replacement))
        accept.clicked.connect(self._accept_rule)
        return frame

    # What the user does

    def _of_sender(self) -> Lesson | None:
        sender = self.sender()
        if sender is None or self.shown is None:
            return None
        name = sender.property("lesson")
        return next((item for item in self.shown.lessons if item.id == name), None)

    @Slot()
    def _play(self) -> None:
        lesson = self._of_sender()
        if lesson is not None:
            length = lesson.end - lesson.start
            clip = Clip(lesson.id, self.teaching.clip(lesson), length, lesson.said)
            self.player.toggle(clip)

    @Slot(str)
    def _show_playing(self, name: str) -> None:
        for made in self.lists[0].findChildren(QWidget, "play"):
            icon = "pause" if made.property("lesson") == name else "play"
            made.setIcon(theme.icon(icon, "muted"))  # type: ignore[attr-defined]

    @Slot(bool)
    def _decide(self, teaches: bool) -> None:
        lesson = self._of_sender()
        if lesson is not None:
            state: Any = "accepted" if teaches else "refused"
            self._do(lambda: self.teaching.decide([lesson], state))

    @Slot()
    def _forget(self) -> None:
        lesson = self._of_sender()
        if lesson is not None:
            self._do(lambda: self.teaching.remove([lesson]))

    def _do(self, change: Any) -> None:
        try:
            change()
        except DictationError as error:
            self.noticed.emit(str(error))
        self.refresh()

    @Slot()
    def _accept_word(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.word_accepted.emit(str(sender.property("term")))

    @Slot()
    def _accept_rule(self) -> None:
        sender = self.sender()
        if sender is not None:
            pattern, replacement = sender.property("rule")
            self.rule_accepted.emit(pattern, replacement)
            sender.setEnabled(False)  # type: ignore[attr-defined]

    @Slot()
    def _teach(self) -> None:
        if self._is_busy:
            self.watch_requested.emit()
        elif self.shown is not None and self.shown.usable:
            self.teach_requested.emit(self.shown.usable)

    @Slot(str)
    def _choose_view(self, view: str) -> None:
        self.stack.setCurrentIndex(("corrections", "words", "rules").index(view))


def _card() -> QFrame:
    frame = QFrame()
    frame.setProperty("surface", "card")
    return frame


def _suggestion(what: str, why: str, accept: str) -> tuple[QFrame, QPushButton]:
    frame = _card()
    made = button(accept)
    text = QVBoxLayout()
    text.setSpacing(2)
    text.addWidget(label(what, "strong"))
    text.addWidget(label(why, "caption"))
    row = QHBoxLayout(frame)
    row.setContentsMargins(16, 8, 8, 8)
    row.addLayout(text, 1)
    row.addWidget(made)
    return frame, made


def _bare(text: str) -> str:
    """Lower case and without punctuation, as words are heard."""
    kept = "".join(c for c in text.lower() if c.isalnum() or c in "' ")
    return " ".join(kept.split())
