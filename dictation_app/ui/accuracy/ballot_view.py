"""A vote between two hearings, without telling whose they are until the end."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from dictation_app.ui.controls import button, label
from dictation_app.ui.word_diff import MarkedLabel

if TYPE_CHECKING:
    from dictation_app.training.comparing import Ballot, Votes


class BallotView(QWidget):
    """One sentence after the other: hear it, and say which text is nearer."""

    play_requested = Signal(str)
    """Id of the clip to hear."""

    def __init__(self) -> None:
        super().__init__()
        self._ballots: Sequence[Ballot] = ()
        self._names = ("", "")
        self._at = 0
        self.votes: Votes | None = None
        self.count = label(role="caption")
        self.texts = (MarkedLabel(token="accent"), MarkedLabel(token="accent"))
        cards = []
        for text in self.texts:
            card = QFrame()
            card.setProperty("surface", "card")
            inside = QHBoxLayout(card)
            inside.setContentsMargins(16, 12, 16, 12)
            inside.addWidget(text)
            cards.append(card)
        self.play_button = button(self.tr("Play (P)"), "play")
        self.play_button.clicked.connect(self._play)
        self.choices = (
            button(self.tr("As good (0)")),
            button(self.tr("The upper one (1)")),
            button(self.tr("The lower one (2)")),
        )
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.play_button)
        row.addStretch(1)
        for number in (1, 2, 0):
            self.choices[number].setProperty("vote", number)
            self.choices[number].clicked.connect(self._vote)
            row.addWidget(self.choices[number])
        self._cards = cards
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.count)
        for card in cards:
            column.addWidget(card)
        column.addLayout(row)
        column.addStretch(1)

    @property
    def is_open(self) -> bool:
        """Whether there is a sentence to vote on."""
        return self._at < len(self._ballots)

    def begin(self, drawn: "Sequence[Ballot]", first: str, second: str) -> None:
        """Begin a vote between two models, named by their titles."""
        from dictation_app.training.comparing import Votes

        self._ballots, self._names, self._at = drawn, (first, second), 0
        self.votes = Votes()
        self._show()

    def press(self, event: QKeyEvent) -> bool:
        """Vote by a key; False where it says nothing here."""
        keys = {Qt.Key.Key_1: 1, Qt.Key.Key_2: 2, Qt.Key.Key_0: 0}
        if not self.isVisible() or not self.is_open:
            return False
        if event.key() == Qt.Key.Key_P:
            self.play_button.animateClick()
            return True
        choice = keys.get(Qt.Key(event.key()))
        if choice is None:
            return False
        self.choices[choice].animateClick()
        return True

    @Slot()
    def _play(self) -> None:
        if self.is_open:
            self.play_requested.emit(self._ballots[self._at].clip)

    @Slot()
    def _vote(self) -> None:
        sender = self.sender()
        if sender is None or self.votes is None or not self.is_open:
            return
        self.votes.add(self._ballots[self._at], int(sender.property("vote")))
        self._at += 1
        self._show()

    def _show(self) -> None:
        for part in (*self._cards, self.play_button, *self.choices):
            part.setVisible(self.is_open)
        if self.is_open:
            ballot = self._ballots[self._at]
            words = self.tr("Sentence {n} of {all}: which is nearer to what you hear?")
            self.count.setText(words.format(n=self._at + 1, all=len(self._ballots)))
            self.texts[0].show_heard(ballot.other, ballot.one)
            self.texts[1].show_heard(ballot.one, ballot.other)
            return
        self.count.setText(self._result())

    def _result(self) -> str:
        votes = self.votes
        if votes is None or not self._ballots:
            return self.tr("They hear everything alike: there is nothing to vote on.")
        words = self.tr(
            "{first}: {a} votes. {second}: {b} votes. As good: {c}. So clear a result "
            "comes by chance with p = {p:.2f}."
        )
        first, second = self._names
        return words.format(
            first=first,
            a=votes.first,
            second=second,
            b=votes.second,
            c=votes.equal,
            p=votes.p,
        )
