"""Last page: what it is worth, sentence by sentence; take it into use or throw it away."""

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
)

from dictation_app.errors import DictationError
from dictation_app.training.manifest import Clip, read_manifest
from dictation_app.training.runs import Changed, Judged, Outcome, Rate
from dictation_app.ui.clip_player import ClipPlayer
from dictation_app.ui.clock import span
from dictation_app.ui.controls import Segments, icon_button, label, restyle
from dictation_app.ui.model_card import ModelCard
from dictation_app.ui.row_list import RowList
from dictation_app.ui.wizard.page import Page
from dictation_app.ui.wizard.training import Training
from dictation_app.ui.word_diff import MarkedLabel

_MOST = 100
_LOSS = 0.01
"""Of the word error rate on the bundled clips: more than that is too much to lose."""


class ResultPage(Page):
    """Before and after with intervals, the changed sentences, and the model's card."""

    def __init__(self, training: Training, player: ClipPlayer) -> None:
        super().__init__(self.tr("The new model"), " ")
        self._training = training
        self._player = player
        self._clips: dict[str, Clip] = {}
        self._shown: Outcome | None = None
        self.rates = QHBoxLayout()
        self.rates.setSpacing(12)
        self.column.addLayout(self.rates)
        self.verdict = label(role="strong")
        self.verdict.setWordWrap(True)
        self.column.addSpacing(8)
        self.column.addWidget(self.verdict)
        self.column.addSpacing(8)
        self.views = Segments(
            self.tr("What to look at"),
            [
                ("changes", self.tr("Changed sentences")),
                ("card", self.tr("Model card")),
            ],
        )
        self.views.setMinimumWidth(320)
        self.views.chosen.connect(self._choose_view)
        self.column.addWidget(self.views, alignment=Qt.AlignmentFlag.AlignLeft)
        self.column.addSpacing(4)
        self.stack = QStackedWidget()
        self.changes = RowList(self.tr("Changed sentences"))
        self.stack.addWidget(self.changes)
        self.card = ModelCard()
        self.card.setAccessibleName(self.tr("Model card"))
        self.stack.addWidget(self.card)
        self.column.addWidget(self.stack, 1)
        player.playing_changed.connect(self._show_playing)

    @property
    def next_words(self) -> str:
        """What the button says that ends it."""
        outcome = self._training.outcome
        kept = outcome is None or outcome.kept
        return self.tr("Use this model") if kept else self.tr("Keep the old model")

    def initializePage(self) -> None:
        """Show the outcome; Qt calls this."""
        outcome = self._training.outcome
        if outcome is None or outcome is self._shown:
            return
        self._shown = outcome
        _clear(self.rates)
        plan = self._training.plan
        self.heading.setText(plan.title if plan is not None else "")
        self.about.setText(
            self.tr(
                "Trained for {time}, {steps:,} steps, {heard} of speech heard"
            ).format(
                time=span(outcome.seconds),
                steps=outcome.step,
                heard=span(3600 * outcome.hours_seen),
            )
        )
        for judged in outcome.judged:
            self.rates.addWidget(_RateCard(judged), 1)
        words, tone = self._verdict(outcome)
        self.verdict.setText(words)
        restyle(self.verdict, "tone", tone)
        self._clips = self._read_clips()
        self.changes.show_rows(
            [partial(self._change_card, change) for change in outcome.changes[:_MOST]],
            self.tr("No held-out sentence is heard in another way."),
        )
        self.views.setVisible(outcome.kept)
        self.views.choose("changes")
        self.stack.setCurrentIndex(0)
        self.card.show_card(outcome.model)

    def _verdict(self, outcome: Outcome) -> tuple[str, str]:
        """What the numbers mean, in a sentence."""
        if outcome.reason:
            words = DictationError.in_language(outcome.reason)
            return words, "done" if outcome.kept else "doubt"
        own = next((j for j in outcome.judged if j.name == "held-out"), None)
        other = next((j for j in outcome.judged if j.name == "bundled"), None)
        if own is None or own.difference is None:
            return self.tr("There is no model before it to compare it with."), ""
        if other is not None and other.difference is not None:
            lost = other.difference.value
            if lost > _LOSS:
                words = self.tr(
                    "It hears others worse, by {n:.1f} points: better keep the old model."
                )
                return words.format(n=100 * lost), "doubt"
        gain = own.difference
        if gain.value >= 0:
            words = self.tr("It did not get better: better keep the old model.")
            return words, "doubt"
        if gain.interval.high < 0:
            return self.tr("It hears you better, and that is no chance."), "done"
        words = self.tr(
            "It seems to hear you better; with so few sentences that may be chance."
        )
        return words, ""

    def _read_clips(self) -> dict[str, Clip]:
        run = self._training.run
        if run is None:
            return {}
        try:
            return {clip.id: clip for clip in read_manifest(run.held_out)}
        except DictationError as error:
            self.noticed.emit(str(error))
            return {}

    def _change_card(self, change: Changed) -> "_ChangeCard":
        card = _ChangeCard(change)
        card.play_button.setEnabled(change.clip in self._clips)
        card.play_button.clicked.connect(self._play)
        return card

    @Slot()
    def _play(self) -> None:
        card = self.sender().parent()
        if isinstance(card, _ChangeCard):
            self._player.toggle(self._clips[card.change.clip])

    @Slot(str)
    def _show_playing(self, name: str) -> None:
        for card in self.cards:
            card.show_playing(card.change.clip == name)

    @property
    def cards(self) -> "list[_ChangeCard]":
        """The sentences that are shown."""
        return [row for row in self.changes.rows if isinstance(row, _ChangeCard)]

    @Slot(str)
    def _choose_view(self, view: str) -> None:
        self.stack.setCurrentIndex(0 if view == "changes" else 1)

    def leave(self) -> None:
        """Be silent."""
        self._player.player.pause()


class _RateCard(QFrame):
    """Word error rate before and after on one set of clips."""

    def __init__(self, judged: Judged) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        titles = {
            "held-out": self.tr("Your held-out clips"),
            "bundled": self.tr("The program's test clips"),
        }
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(0)
        name = label(titles.get(judged.name, judged.name), "strong")
        grid.addWidget(name, 0, 0, 1, 2)
        grid.setRowMinimumHeight(1, 6)
        shown = [(self.tr("before"), judged.before), (self.tr("after"), judged.after)]
        for column, (words, rate) in enumerate(shown):
            figure = label(_percent(rate), "figure")
            if column and judged.difference is not None:
                better = judged.difference.value < 0
                figure.setProperty("tone", "done" if better else "")
            grid.addWidget(figure, 2, column)
            grid.addWidget(label(f"{words}, {_range(rate)}", "caption"), 3, column)
        grid.setColumnStretch(2, 1)
        n = self.tr("{clips} clips, {words:,} words").format(
            clips=judged.n_clips, words=judged.n_words
        )
        grid.addWidget(label(n, "caption"), 0, 2, Qt.AlignmentFlag.AlignRight)


class _ChangeCard(QFrame):
    """One sentence: said, heard before, heard after; and its sound."""

    def __init__(self, change: Changed) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self.change = change
        self.play_button = icon_button("play", self.tr("Hear it"))
        self.play_button.setParent(self)
        grid = QGridLayout(self)
        grid.setContentsMargins(8, 8, 14, 8)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.setColumnMinimumWidth(1, 46)
        grid.setColumnStretch(2, 1)
        grid.addWidget(self.play_button, 0, 0, 3, 1, Qt.AlignmentFlag.AlignTop)
        said = label(change.reference, "strong")
        said.setWordWrap(True)
        grid.addWidget(said, 0, 1, 1, 2)
        for row, (words, heard) in enumerate(
            ((self.tr("before"), change.before), (self.tr("after"), change.after)), 1
        ):
            text = MarkedLabel(change.reference, heard)
            grid.addWidget(label(words, "caption"), row, 1, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(text, row, 2)
        grid.addWidget(self._pill(), 0, 3, Qt.AlignmentFlag.AlignTop)

    def _pill(self) -> QLabel:
        gained = self.change.gained
        if gained == 1:
            return label(self.tr("a word better"), "pill", "done")
        if gained == -1:
            return label(self.tr("a word worse"), "pill", "doubt")
        if gained > 0:
            return label(self.tr("{n} words better").format(n=gained), "pill", "done")
        if gained < 0:
            return label(self.tr("{n} words worse").format(n=-gained), "pill", "doubt")
        return label(self.tr("as many wrong"), "pill")

    def show_playing(self, playing: bool) -> None:
        """Show whether it is heard now."""
        from dictation_app.ui import theme

        self.play_button.setIcon(theme.icon("pause" if playing else "play", "muted"))


def _percent(rate: Rate | None) -> str:
    return "–" if rate is None else f"{100 * rate.wer:.1f} %"


def _range(rate: Rate | None) -> str:
    if rate is None:
        return "–"
    return f"{100 * rate.interval.low:.0f}–{100 * rate.interval.high:.0f} %"


def _clear(layout: QHBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.deleteLater()
