"""Between the window and all that learns: training, teaching, and how accurate it is.

Every window here is made, and imported, when it is first wanted.
"""

import importlib
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from dictation_app import paths
from dictation_app.settings import Settings, WritingRule
from dictation_app.speech.store import ModelInfo
from dictation_app.ui import learning
from dictation_app.ui.collector import Collector
from dictation_app.ui.job import Job
from dictation_app.ui.model_choice import ModelChoice
from dictation_app.ui.notices import Notices
from dictation_app.ui.preferences import Preferences
from dictation_app.ui.workbench import Workbench

if TYPE_CHECKING:
    from dictation_app.training.runs import Outcome, Run
    from dictation_app.training.teaching import Lesson, Teaching
    from dictation_app.ui.accuracy.compare_dialog import CompareDialog
    from dictation_app.ui.accuracy.window import AccuracyWindow
    from dictation_app.ui.teach_panel import TeachPanel
    from dictation_app.ui.wizard.training import Training
    from dictation_app.ui.wizard.wizard import TrainingWizard


_REST = 100
"""Milliseconds between two modules that are read ahead."""


class TrainingDesk(QObject):
    """Connects the actions "train", "teach" and "accuracy" with their windows."""

    def __init__(
        self,
        window: QWidget,
        workbench: Workbench,
        preferences: Preferences,
        notices: Notices,
        actions: Mapping[str, QAction],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._workbench = workbench
        self._preferences = preferences
        self._notices = notices
        self.models = ModelChoice(workbench, preferences)
        self._training: Training | None = None
        self.wizard: TrainingWizard | None = None
        self.teach_panel: TeachPanel | None = None
        self.accuracy: AccuracyWindow | None = None
        self.compare: CompareDialog | None = None
        self._jobs: list[Job] = []
        self._learned: tuple[str, bool] = ("", False)
        """What came of the last lesson in a sentence, and whether it is better."""
        self._unread = list(learning.MODULES)
        self.collector = Collector(
            workbench, preferences, learning.lessons_folder(), self
        )
        self.collector.failed.connect(notices.tell)
        self.collector.collected.connect(self._show_lessons)
        actions["train"].triggered.connect(self.open_wizard)
        actions["teach"].triggered.connect(self.open_teach)
        actions["accuracy"].triggered.connect(self.open_accuracy)
        preferences.changed.connect(self._apply)

    # Windows

    @property
    def training(self) -> "Training":
        """The run of this window; made when it is first asked for."""
        from dictation_app.ui.wizard.training import Training

        if self._training is None:
            self._training = Training(learning.conduct, self)
            self._training.changed.connect(self._show_training)
            self._training.finished.connect(self._finish_training)
        return self._training

    @property
    def teaching(self) -> "Teaching":
        """The user's corrections."""
        from dictation_app.training.teaching import Teaching

        return Teaching(learning.lessons_folder())

    @Slot()
    def open_wizard(self) -> None:
        """Show the training where it stands."""
        from dictation_app.ui.wizard.wizard import TrainingWizard
        from dictation_app.ui.wizard.workplace import Workplace

        if self.wizard is None:
            runs = paths.user_data() / "runs"
            place = Workplace(
                runs=runs,
                recordings=paths.user_data() / "recordings",
                prompts=paths.bundled("resources") / "prompts.txt",
                user_models=paths.user_models(),
                find_models=self.models.all,
                open_microphone=self._workbench.dictation.open_microphone,
                use_model=self.models.use,
                replay=learning.own_clips("replay"),
            )
            self.wizard = TrainingWizard(self.training, place, self._window)
            self.wizard.installed.connect(self._tell_installed)
        self.wizard.open()

    @Slot(object)
    def _tell_installed(self, info: ModelInfo) -> None:
        words = self.tr("“{title}” is in use now.")
        has_parent = "parent" in info.provenance
        back = self.tr("Go back one") if has_parent else ""
        self._notices.tell(words.format(title=info.title), back, self.go_back)

    @Slot()
    def open_teach(self) -> None:
        """Show what was corrected and what follows from it."""
        from dictation_app.ui.teach_panel import TeachPanel

        if self.teach_panel is None:
            panel = self.teach_panel = TeachPanel(self.teaching, self._window)
            panel.word_accepted.connect(self._expect_word)
            panel.rule_accepted.connect(self._write_by_rule)
            panel.teach_requested.connect(self.teach)
            panel.back_requested.connect(self.go_back)
            panel.watch_requested.connect(self.open_wizard)
        self.collector.collect()
        self.teach_panel.set_known(self._preferences.settings.vocabulary.terms)
        self.teach_panel.set_can_go_back(self.models.before() is not None)
        self.teach_panel.set_busy(self.training.is_working)
        self._show_learned()
        self.teach_panel.open()

    @Slot()
    def open_accuracy(self) -> None:
        """Show how well the user is heard."""
        from dictation_app.ui.accuracy.window import AccuracyWindow

        if self.accuracy is None:
            self.accuracy = AccuracyWindow(
                self.teaching, self.models.title_of, self._window
            )
            self.accuracy.compare_requested.connect(self.open_compare)
        self.collector.collect()
        self.accuracy.open()

    @Slot()
    def open_compare(self) -> None:
        """Let two models be compared."""
        from dictation_app.ui.accuracy.compare_dialog import CompareDialog

        if self.compare is None:
            self.compare = CompareDialog(self.models.all, self.teaching, self.accuracy)
        self.compare.open()

    @Slot()
    def begin(self) -> None:
        """Offer to go on with a run that was cut off; the model is loaded, or never."""
        self._job_of(
            lambda: learning.look_for_run(paths.user_data() / "runs"), self._offer
        )
        if self._workbench.engine.loaded is not None:  # with torch the rest is quick
            self._job_of(learning.warm_up, self._import_windows)

    @Slot()
    def _import_windows(self) -> None:
        """One module after the other, in the window's own thread while it rests."""
        if self._unread:
            importlib.import_module(f"dictation_app.ui.{self._unread.pop(0)}")
            QTimer.singleShot(_REST, self, self._import_windows)

    def stop(self) -> None:
        """Keep everything and end; the window calls it before it closes."""
        self.collector.stop()
        for made in (self.wizard, self.teach_panel, self.accuracy, self.compare):
            if made is not None:
                made.shut_down()
        if self._training is not None:
            self._training.shut_down()
        for job in list(self._jobs):
            job.stop()

    # Models

    @Slot()
    def go_back(self) -> None:
        """Use the model from before the last lesson."""
        before = self.models.before()
        if before is None:
            self._notices.tell(self.tr("There is no earlier model to go back to."))
            return
        self.models.use(before.name)
        words = self.tr("“{title}” is in use again.")
        self._notices.tell(words.format(title=before.title))
        self._learned = ("", False)
        self._show_learned()
        if self.teach_panel is not None:
            self.teach_panel.set_can_go_back(False)

    # The run

    @Slot(object)
    def _offer(self, found: "learning.Waiting | None") -> None:
        if found is None or self.training.is_working:
            return
        run, outcome = found.run, found.outcome
        if outcome is not None:
            words = self.tr("“{title}” is trained and waits for your decision.")
            action = self.tr("Show the result")
        else:
            words = self.tr(
                "The training of “{title}” was interrupted at step {step:,}."
            )
            action = self.tr("Go on")
        self._notices.tell(
            words.format(title=run.plan.title, step=run.last_step),
            action,
            lambda: self._go_on(run, outcome),
        )

    def _go_on(self, run: "Run", outcome: "Outcome | None") -> None:
        if outcome is None:
            self.training.start(run)
        else:
            self.training.show_end(run, outcome)
        self.open_wizard()

    @Slot()
    def _show_lessons(self) -> None:
        if self.teach_panel is not None and self.teach_panel.isVisible():
            self.teach_panel.refresh_soon()

    @Slot()
    def _show_training(self) -> None:
        training = self.training
        if self.teach_panel is not None:
            self.teach_panel.set_busy(self.training.is_working)
        if training.problem and (self.wizard is None or not self.wizard.isVisible()):
            self._tell(training.problem)

    def _tell(self, sentence: str) -> None:
        """Say it where the user looks."""
        panel = self.teach_panel
        if panel is not None and panel.isVisible():
            panel.noticed.emit(sentence)
        else:
            self._notices.tell(sentence)

    @Slot(object)
    def _finish_training(self, outcome: "Outcome") -> None:
        plan = self.training.plan
        if plan is None or (self.wizard is not None and self.wizard.isVisible()):
            return  # the wizard shows the result
        if plan.goal == "teach":
            self._take_lesson(outcome)
        else:
            words = self.tr("“{title}” is trained.")
            self._notices.tell(
                words.format(title=plan.title),
                self.tr("Show the result"),
                self.open_wizard,
            )

    @Slot(object)
    def teach(self, lessons: "Sequence[Lesson]") -> None:
        """Learn from corrections in the background."""
        models = self.models.all()
        if self.training.is_working or not models:
            return
        chosen = list(lessons)
        teaching, parent = self.teaching, models[0]
        runs = paths.user_data() / "runs"
        self._learned = ("", False)
        self._show_learned()
        self.training.prepare(lambda: learning.prepare(teaching, chosen, parent, runs))

    def _take_lesson(self, outcome: "Outcome") -> None:
        """Keep what was learned from corrections if it is better; say so either way."""
        run = self.training.run
        if run is None:
            return
        self._learned = (outcome.reason, outcome.kept)
        if not outcome.kept:
            self._show_learned()
            if self.teach_panel is None or not self.teach_panel.isVisible():
                words = self.tr("Show the corrections")
                self._notices.tell(outcome.reason, words, self.open_teach)
            self._clear_run(run)
            return
        models = paths.user_models()
        self._job_of(lambda: learning.install(outcome, run, models), self._use_lesson)

    @Slot(object)
    def _use_lesson(self, info: ModelInfo) -> None:
        run, outcome = self.training.run, self.training.outcome
        self.models.use(info.name)
        reason = outcome.reason if outcome is not None else ""
        self._notices.tell(reason, self.tr("Go back one"), self.go_back)
        if run is not None:
            self._clear_run(run)
        if self.teach_panel is not None:
            self.teach_panel.set_can_go_back(True)
        self._show_learned()

    def _show_learned(self) -> None:
        if self.teach_panel is not None:
            sentence, is_better = self._learned
            self.teach_panel.show_result(sentence, is_better=is_better)

    def _clear_run(self, run: "Run") -> None:
        self.training.forget()
        self._job_of(lambda: learning.discard(run))

    @Slot(float)
    def set_speed(self, speed: float) -> None:
        """How fast the last recording was heard, in times real time."""
        self.collector.speed = speed

    # What follows from corrections

    @Slot(str)
    def _expect_word(self, term: str) -> None:
        settings = self._preferences.settings
        terms = settings.vocabulary
        if term not in terms.terms:
            more = replace(terms, terms=(*terms.terms, term))
            self._preferences.change(replace(settings, vocabulary=more))

    @Slot(str, str)
    def _write_by_rule(self, pattern: str, replacement: str) -> None:
        settings = self._preferences.settings
        rule = WritingRule(pattern, replacement)
        if rule not in settings.writing.rules:
            rules = (*settings.writing.rules, rule)
            writing = replace(settings.writing, rules=rules)
            self._preferences.change(replace(settings, writing=writing))

    @Slot(object)
    def _apply(self, settings: Settings) -> None:
        if self.teach_panel is not None:
            self.teach_panel.set_known(settings.vocabulary.terms)

    # Small work in the background

    def _job_of(
        self,
        task: Callable[[], Generator[object, None, object]],
        then: Callable[..., None] | None = None,
    ) -> Job:
        job = Job(task)
        self._jobs.append(job)
        if then is not None:
            job.succeeded.connect(then)
        job.failed.connect(self._fail)
        job.finished.connect(self._forget_job)
        job.start()
        return job

    @Slot()
    def _forget_job(self) -> None:
        job = self.sender()
        if isinstance(job, Job) and job in self._jobs:
            job.wait()
            self._jobs.remove(job)

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        self._tell(str(error))
