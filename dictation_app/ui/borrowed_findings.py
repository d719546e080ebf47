"""What the training says of data, runs and results, for `borrowed_sentences`."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

PROBLEMS = (
    QT_TRANSLATE_NOOP("Sentence", "{clip} is silence ({level} dB)."),
    QT_TRANSLATE_NOOP("Sentence", "{share} of {clip} is cut off at full scale."),
    QT_TRANSLATE_NOOP(
        "Sentence", "{clip} is {length} s long, and should be {wanted} s."
    ),
    QT_TRANSLATE_NOOP("Sentence", "{clip} is {length} s long: training wants less."),
    QT_TRANSLATE_NOOP("Sentence", "{clip} has no text."),
    QT_TRANSLATE_NOOP("Sentence", "“{text}” holds {signs}."),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "{clip} gives {frames} frames, and its text needs {needed}: CTC cannot learn “{text}” from it.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "“{text}” is heard as “{heard}”: {share} of the letters differ, and {usual} in most clips.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "Hear it and correct its text, or leave it out; where many are wrong, the list may have slipped by a line.",
    ),
    QT_TRANSLATE_NOOP("Sentence", "{clip} sounds exactly like {first}."),
    QT_TRANSLATE_NOOP("Sentence", "{speaker} says “{text}” in {first} already."),
    QT_TRANSLATE_NOOP("Sentence", "Correct the entry, or take it out."),
    QT_TRANSLATE_NOOP("Sentence", "Replace the recording, or take the clip out."),
    QT_TRANSLATE_NOOP("Sentence", "Record it again, or take it out."),
    QT_TRANSLATE_NOOP(
        "Sentence", "Record it again further from the microphone, or with less gain."
    ),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "Correct the duration: “dataset convert” measures it where it is missing.",
    ),
    QT_TRANSLATE_NOOP("Sentence", "Cut it into sentences with “dataset cut”."),
    QT_TRANSLATE_NOOP("Sentence", "Write down what is said, or take the clip out."),
    QT_TRANSLATE_NOOP(
        "Sentence", "Write it as it is spoken, in the letters of the alphabet."
    ),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "Check that the text belongs to this sound; otherwise take the clip out.",
    ),
    QT_TRANSLATE_NOOP("Sentence", "Keep one of them."),
    QT_TRANSLATE_NOOP("Sentence", "Keep it only if it was recorded twice on purpose."),
)
"""What is wrong with clips, of training.audit, and what to do."""

WARNINGS = (
    QT_TRANSLATE_NOOP("Sentence", "blank collapse"),
    QT_TRANSLATE_NOOP("Sentence", "blank collapse: stuck"),
    QT_TRANSLATE_NOOP("Sentence", "blank collapse: it could write before"),
    QT_TRANSLATE_NOOP(
        "Sentence", "The network could write, and now writes nothing but blanks."
    ),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "Stop: the best weights are kept. Go on from them with optimizer.learning_rate at {rate}; look for wrong texts.",
    ),
    QT_TRANSLATE_NOOP("Sentence", "loss and words part"),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "The loss on dev rises, from {best} (step {step}) to {now}, and yet fewer words are wrong: the network is surer of everything, also of what it hears wrongly.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "Go on while the words get better: the weights with the fewest wrong words are kept.",
    ),
    QT_TRANSLATE_NOOP("Sentence", "worse than the model before"),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "{now} % of the words are wrong at step {step}, and {before} % were before it began.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "Wait for some evaluations; if it stays so, begin anew with a third of optimizer.learning_rate. The old model is kept.",
    ),
    QT_TRANSLATE_NOOP("Sentence", "too little speech"),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "{minutes} minutes of speech teach a network from scratch these sentences and nothing else, however few words of them are wrong.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "Begin with a trained model (--from), or with twenty hours of speech and more.",
    ),
    QT_TRANSLATE_NOOP("Sentence", "loss infinite"),
    QT_TRANSLATE_NOOP("Sentence", "loss not a number"),
    QT_TRANSLATE_NOOP("Sentence", "alphabet mismatch"),
    QT_TRANSLATE_NOOP("Sentence", "every word wrong"),
    QT_TRANSLATE_NOOP("Sentence", "overfit"),
    QT_TRANSLATE_NOOP("Sentence", "learning rate too high"),
    QT_TRANSLATE_NOOP("Sentence", "unreadable clips"),
    QT_TRANSLATE_NOOP("Sentence", "text too long"),
    QT_TRANSLATE_NOOP("Sentence", "wrong transcripts"),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "Left out for texts that do not fit their sound: {n} of {all} clips.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "Hear them and correct their texts: they may have slipped by a line.",
    ),
    QT_TRANSLATE_NOOP("Sentence", "damaged checkpoint"),
    QT_TRANSLATE_NOOP("Sentence", "data changed"),
    QT_TRANSLATE_NOOP("Sentence", "GPU memory"),
    QT_TRANSLATE_NOOP("Sentence", "device"),
    QT_TRANSLATE_NOOP(
        "Sentence", "The loss of step {step} is no number; the step was left out."
    ),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "One such step does no harm. If they go on, lower optimizer.learning_rate or set run.precision to float32.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "The text of {n} clips in step {step} does not fit their sound, which makes an infinite loss; they count nothing.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "Look for wrong transcripts and for clips that were cut too short with dictation-app dataset check.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "The network writes nothing but blanks. That is normal until about step {step}: it first learns how rare letters are.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "Wait. Clean recordings of one speaker, short clips first and no augmentation get it over with sooner.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "Stuck: after {hours} hours of audio the network still writes nothing but blanks.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "Begin with clean, short clips without augmentation, or from a trained model (--from); check that the texts belong to the recordings.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "The loss has risen from {lowest} to {recent}: the learning rate is too high.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "Stop, and go on from the best model with optimizer.learning_rate at {rate}.",
    ),
    QT_TRANSLATE_NOOP("Sentence", "Every word of dev is wrong: {reason}."),
    QT_TRANSLATE_NOOP("Sentence", "the network writes nothing yet"),
    QT_TRANSLATE_NOOP("Sentence", "Wait until the loss falls below 2.5 per character."),
    QT_TRANSLATE_NOOP("Sentence", "letters are heard, words are not yet whole"),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "Go on: the character error rate shows the progress; a language model mends many such words.",
    ),
    QT_TRANSLATE_NOOP("Sentence", "dev is another world than the training clips"),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "Check that dev has the same language, spelling and kind of sound as the training data.",
    ),
    QT_TRANSLATE_NOOP("Sentence", "the letters do not fit the sound yet"),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "If that stays so, check that the texts belong to the recordings and have not slipped by a line.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "The loss on dev rose from {best} (step {step}) to {now} while that of the training clips fell: the network learns them by heart.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "Stop: the best weights are kept. More data, more augmentation or more dropout help.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentence", "{n} of {all} clips cannot be read; they are left out."
    ),
    QT_TRANSLATE_NOOP(
        "Sentence", "See which with dictation-app dataset check, and fetch them again."
    ),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "{n} of {all} texts have characters outside the alphabet, such as {signs}; they are left out.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentence",
        'Write the texts with the letters "{letters}" (numbers as words), or give the model another alphabet in its configuration.',
    ),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "{n} of {all} texts have more characters than the network has frames for them; they are left out.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "Check that the texts belong to the recordings; very fast speech needs a network with a smaller stride.",
    ),
    QT_TRANSLATE_NOOP("Sentence", "Training on a CPU takes longer."),
    QT_TRANSLATE_NOOP("Sentence", "The one before it is used instead."),
    QT_TRANSLATE_NOOP(
        "Sentence", "The data or the batches are not those of the checkpoint."
    ),
    QT_TRANSLATE_NOOP(
        "Sentence", "The present pass over the data begins again; the weights are kept."
    ),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "The GPU ran out of memory: the batch is now gone through in halves. The result is the same, only slower.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentence", "A smaller run.batch_seconds or data.longest avoids it."
    ),
)
"""What is said of a run while it goes on: names, sentences and remedies."""

RESULTS = (
    QT_TRANSLATE_NOOP("Sentence", "{before} of the words wrong before, {after} now"),
    QT_TRANSLATE_NOOP("Sentence", "{before} before, {after} now"),
)
"""Numbers in the sentence that says what a run came to."""

LAYOUTS = (
    QT_TRANSLATE_NOOP("Sentence", "JSON Lines manifest"),
    QT_TRANSLATE_NOOP("Sentence", "Coqui or DeepSpeech CSV"),
    QT_TRANSLATE_NOOP("Sentence", "audio with same-named .txt"),
)
"""How data sets may be laid out, of training.importers."""
