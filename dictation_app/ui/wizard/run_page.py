"""Fifth page: the run while it goes on; it may be left and come back to."""

import math

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout

from dictation_app.errors import DictationError
from dictation_app.ui.chart import Line, LinePlot
from dictation_app.ui.clock import span
from dictation_app.ui.controls import label, restyle
from dictation_app.ui.plot_card import PlotCard
from dictation_app.ui.wizard.blank_card import BlankCard, capitalised
from dictation_app.ui.wizard.page import Page
from dictation_app.ui.wizard.sentence_card import SentenceCard
from dictation_app.ui.wizard.training import State, Training

_N_SENTENCES = 3
_REDRAW = 250
"""Milliseconds between two drawings, however fast the steps are."""


_WAITING = (State.NONE, State.STARTING, State.ENDING, State.PAUSING)


class RunPage(Page):
    """Shows the training; it holds nothing of it."""

    def __init__(self, training: Training) -> None:
        super().__init__(self.tr("Learning"), " ")
        self._training = training
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1_000)
        self.bar.setAccessibleName(self.tr("How far the training has come"))
        self.column.addWidget(self.bar)
        self.column.addSpacing(10)
        self.column.addLayout(self._build_plots(), 2)
        self.column.addSpacing(10)
        self.column.addWidget(self._build_warning())
        self.watch_label = label(self.tr("Three sentences to watch"), "section")
        self.column.addWidget(self.watch_label)
        self.column.addSpacing(2)
        self.cards = [SentenceCard() for _ in range(_N_SENTENCES)]
        for card in self.cards:
            self.column.addWidget(card)
            self.column.addSpacing(4)
            card.hide()
        self.column.addStretch(1)
        self.blanks = BlankCard()
        self.column.addWidget(self.blanks)
        self._later = QTimer(self, singleShot=True, interval=_REDRAW)
        self._later.timeout.connect(self._draw)
        training.told.connect(self._note)
        training.changed.connect(self._draw)

    def _build_plots(self) -> QHBoxLayout:
        self.loss = LinePlot(self.tr("Loss by step"), describe="{:.2g}".format)
        self.wer = LinePlot(
            self.tr("Word error rate by step"), describe=lambda v: f"{100 * v:.3g}"
        )
        self.rate = LinePlot(self.tr("Learning rate by step"), describe=_rate)
        for plot in (self.loss, self.wer, self.rate):
            plot.empty_text = self.tr("not yet")
        self.loss_card = PlotCard(self.tr("Loss"), self.loss)
        self.wer_card = PlotCard(self.tr("WER, held out, %"), self.wer)
        self.rate_card = PlotCard(self.tr("Learning rate"), self.rate)
        for card in (self.loss_card, self.wer_card, self.rate_card):
            card.setMaximumHeight(210)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.loss_card, 5)
        row.addWidget(self.wer_card, 5)
        row.addWidget(self.rate_card, 3)
        return row

    def _build_warning(self) -> QFrame:
        self.warning = QFrame()
        self.warning.setProperty("surface", "warning")
        self.warning_name = label(role="strong")
        self.warning_words = label()
        self.warning_words.setWordWrap(True)
        column = QVBoxLayout(self.warning)
        column.setContentsMargins(14, 8, 14, 8)
        column.setSpacing(2)
        column.addWidget(self.warning_name)
        column.addWidget(self.warning_words)
        self.warning.hide()
        return self.warning

    def initializePage(self) -> None:
        """Show it as it is now; Qt calls this."""
        self._draw()

    @Slot(object)
    def _note(self, _: object) -> None:
        if not self._later.isActive():
            self._later.start()

    @Slot()
    def _draw(self) -> None:
        self._draw_head()
        self._draw_plots()
        self._draw_sentences()
        self._draw_warning()
        self.completeChanged.emit()

    def _draw_head(self) -> None:
        training, last = self._training, self._training.history.last
        plan = training.plan
        titles = {
            "adapt": self.tr("Learning your voice"),
            "teach": self.tr("Learning from your corrections"),
            "fine-tune": self.tr("Learning your data"),
            "scratch": self.tr("Learning to hear"),
        }
        words = self.tr("Learning")  # while the measurement gives way, there is no run
        self.heading.setText(titles[plan.goal] if plan is not None else words)
        restyle(self.about, "tone", "doubt" if training.state == State.FAILED else "")
        self.about.setText("  ·  ".join(filter(None, self._told())))
        share = training.doing.share
        if training.state in (State.STARTING, State.JUDGING) and share is not None:
            self.bar.setRange(0, 1_000)
            self.bar.setValue(round(1_000 * share))
        elif training.state in _WAITING:
            self.bar.setRange(0, 0)
        else:
            self.bar.setRange(0, 1_000)
            self.bar.setValue(round(1_000 * last.progress) if last else 0)

    def _told(self) -> list[str]:
        training, last = self._training, self._training.history.last
        match training.state:
            case State.NONE:
                return [self.tr("Ending the measurement of the speed…")]
            case State.STARTING | State.JUDGING:
                return self._told_of_doing()
            case State.FAILED:
                return [training.problem]
            case State.PAUSING:
                return [self.tr("Writing a checkpoint…")]
            case State.ENDING:
                return [self.tr("Stopping; the best weights are judged next")]
            case State.PAUSED:
                step = last.step if last is not None else 0
                words = self.tr("Paused at step {step:,}; it goes on from there")
                return [words.format(step=step)]
        if last is None:
            return []
        left = ""
        if math.isfinite(last.remaining):
            left = self.tr("{time} left").format(time=span(last.remaining))
        steps = self.tr("step {step:,} of about {n:,}").format(
            step=last.step, n=training.history.n_steps
        )
        speed = self.tr("{speed:.0f}× real time").format(speed=last.speed)
        meanwhile = self.tr("you can close this window and dictate meanwhile")
        return [left, steps, speed, meanwhile]

    def _told_of_doing(self) -> list[str]:
        """What goes on besides steps: first what, then how far and how much longer."""
        doing = self._training.doing
        done = left = ""
        if doing.share is not None:
            done = self.tr("{n} % done").format(n=round(100 * doing.share))
        if doing.left is not None and doing.left >= 1:
            left = self.tr("{time} left").format(time=span(doing.left))
        return [doing.words, done, left]

    def _draw_plots(self) -> None:
        history = self._training.history
        last = float(max(history.n_steps, 1))
        lines = [
            Line(self.tr("each step"), history.losses, "edge", 1.0),
            Line(self.tr("training"), history.smooth, "accent"),
            Line(self.tr("held out"), history.dev_losses, "done", dots=True),
        ]
        self.loss.show_lines([line for line in lines if line.points], last=last)
        notes = []
        if history.smooth:
            notes.append(self.tr("training {:.2f}").format(history.smooth[-1][1]))
        if history.dev_losses:
            notes.append(self.tr("held out {:.2f}").format(history.dev_losses[-1][1]))
        self.loss_card.note.setText("  ·  ".join(notes))
        wers = [Line(self.tr("WER"), history.wers, "done", dots=True)]
        self.wer.show_lines(
            wers if history.wers else [], last=last, level=history.baseline
        )
        notes = []
        if history.baseline is not None:
            notes.append(self.tr("{:.1f} before").format(100 * history.baseline))
        if history.wers:
            notes.append(self.tr("{:.1f} now").format(100 * history.wers[-1][1]))
        self.wer_card.note.setText("  ·  ".join(notes))
        rates = [Line(self.tr("rate"), history.rates, "accent")]
        self.rate.show_lines(rates if history.rates else [], last=last)
        now = _rate(history.rates[-1][1]) if history.rates else ""
        self.rate_card.note.setText(now)

    def _draw_sentences(self) -> None:
        watched = list(self._training.history.watched.values())[:_N_SENTENCES]
        self.watch_label.setVisible(bool(watched))
        for number, card in enumerate(self.cards):
            card.setVisible(number < len(watched))
            if number < len(watched):
                sentence = watched[number]
                card.show_sentence(sentence.reference, sentence.first, sentence.now)

    def _draw_warning(self) -> None:
        history = self._training.history
        self.blanks.show_blanks(history.blank_share, history.blank_warning)
        last = history.warning
        self.warning.setVisible(last is not None)
        if last is not None:
            say = DictationError.in_language
            self.warning_name.setText(capitalised(say(last.name)))
            self.warning_words.setText(f"{say(last.message)} {say(last.remedy)}")

    def isComplete(self) -> bool:
        """Whether there is a result to show; Qt calls this."""
        return self._training.state == State.DONE


def _rate(value: float) -> str:
    if value == 0:
        return "0"
    return f"{value:.1e}".replace(".0e", "e").replace("e-0", "e-")
