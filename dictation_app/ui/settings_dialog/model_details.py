"""A model's card to read, and the figures that experts ask for."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from dictation_app.speech.store import ModelInfo
from dictation_app.training.assessment import Assessment
from dictation_app.ui import controls
from dictation_app.ui.model_card import ModelCard, read_card
from dictation_app.ui.settings_dialog import model_facts


class ModelDetails(QDialog):
    """The card that lies in the model's folder, and all that its config says."""

    def __init__(
        self,
        info: ModelInfo,
        assessment: Assessment | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(info.title)
        self.resize(640, 520)
        self.text = ModelCard()
        self.text.setAccessibleName(self.tr("Card of {}").format(info.title))
        self.text.show_card(info.folder, self._written(info, assessment))
        close = controls.button(self.tr("Close"))
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        column.addWidget(self.text)
        column.addLayout(row)

    def _written(self, info: ModelInfo, assessment: Assessment | None) -> str:
        without = f"# {info.title}\n\n" + self.tr("No card came with this model.")
        card = read_card(info.folder) or without
        network, features = info.architecture, info.features
        facts = {
            self.tr("Folder"): str(info.folder),
            "SHA-256": info.sha256,
            self.tr("Parameters"): f"{network.n_parameters:,}",
            self.tr("Network"): (
                f"{len(network.stem)} + {2 * network.residual_blocks} conv, "
                f"{network.recurrent_layers} × {network.rnn_type.upper()} "
                f"{network.hidden}"
            ),
            self.tr("Features"): (
                f"{features.n_mels} mel, {features.sample_rate:,} Hz"
            ),
            self.tr("Alphabet"): "".join(info.alphabet.labels),
        }
        for rate in model_facts.rates(info):
            facts[f"WER {rate.measured_on}".strip()] = model_facts.percent(rate.value)
        if assessment is not None:
            facts |= self._found_here(assessment)
        lines = "\n".join(f"- **{name}**: `{value}`" for name, value in facts.items())
        return f"{card}\n\n---\n\n{lines}\n"

    def _found_here(self, assessment: Assessment) -> dict[str, str]:
        """What the evaluation on this computer found, as facts."""
        found = {self.tr("Evaluated here on"): assessment.when}
        if assessment.test is not None:
            words = self.tr("WER on the {n} test clips of the program")
            name = words.format(n=assessment.test.n_clips)
            found[name] = model_facts.score(assessment.test)
        if assessment.own is not None:
            words = self.tr("WER on {n} sentences that you corrected")
            name = words.format(n=assessment.own.n_clips)
            found[name] = model_facts.score(assessment.own)
        return found | {self.tr("Times real time"): f"{assessment.speed:.1f}"}
