"""Sentences of the rooms below, which know no Qt, in the window's language.

Errors and notices are made as whole English sentences. Here stand those that a window
may show, with names for what is filled in; one that is not here stays English.
"""

import re
from string import Formatter

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from dictation_app.ui import borrowed_findings

SENTENCES = (
    QT_TRANSLATE_NOOP("Sentence", "{name} is empty (zero bytes)."),
    QT_TRANSLATE_NOOP("Sentence", "{name} holds no sound that can be decoded."),
    QT_TRANSLATE_NOOP("Sentence", "{name} holds no audio track."),
    QT_TRANSLATE_NOOP("Sentence", "{name} is a video without an audio track."),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "{name} holds sound in a format this program cannot decode; it may be encrypted. Convert it to WAV or MP3 first.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "Nothing of this recording can be decoded: it is damaged or encrypted.",
    ),
    QT_TRANSLATE_NOOP("Sentence", "{name} is not audio: {what}."),
    QT_TRANSLATE_NOOP("Sentence", "{name} is not audio: it is a text file."),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "{name} is not a recording this program can read: it may be damaged, incomplete or encrypted.",
    ),
    QT_TRANSLATE_NOOP("Sentence", "{name} is a folder: name the recordings in it."),
    QT_TRANSLATE_NOOP("Sentence", "{name} may not be read: ask for access to it."),
    QT_TRANSLATE_NOOP(
        "Sentence", "There is no file {name}: check the name and the folder."
    ),
    QT_TRANSLATE_NOOP(
        "Sentence", "{name} cannot be read ({reason}): check the name and the folder."
    ),
    QT_TRANSLATE_NOOP("Sentence", "{name} cannot be read ({reason})."),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "The channels of this recording cannot be mixed: save it with one or two.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentence", "The microphone {name} is not connected: choose another one."
    ),
    QT_TRANSLATE_NOOP("Sentence", "The sound system does not answer: {reason}."),
    QT_TRANSLATE_NOOP(
        "Sentence", "The microphone has no channel {channel}: it has {most}."
    ),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "There is no microphone: connect one and choose Refresh, or open a recording instead.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "Microphones need the PortAudio library. On Debian or Ubuntu: sudo apt install libportaudio2. Recordings work without it.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "The microphone cannot be opened: it may be in use by another program, unplugged or not allowed in the system's settings ({reason}).",
    ),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "The microphone sends nothing but silence: is it muted, or its volume at zero?",
    ),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "The microphone stopped sending sound: it may be unplugged. Connect it again or choose another one.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "The microphone is gone: connect it again, and dictation goes on. What was said so far is kept.",
    ),
    QT_TRANSLATE_NOOP("Sentence", "The microphone is back."),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "The microphone ended before the check was done: connect it again and check once more.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "The GPU cannot be used (its driver may be too old, or its memory full): the CPU is used.",
    ),
    QT_TRANSLATE_NOOP("Sentence", "There is no NVIDIA GPU here: the CPU is used."),
    QT_TRANSLATE_NOOP(
        "Sentence", "The GPU failed (its memory may be full): the CPU goes on."
    ),
    QT_TRANSLATE_NOOP(
        "Sentence", 'The phrase "{phrase}" has no letter that can be spoken.'
    ),
    QT_TRANSLATE_NOOP(
        "Sentence",
        'The phrase "{phrase}" has characters that the model does not know ({signs}): write it in letters, as it is spoken.',
    ),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "The emissions of this utterance were not kept: transcribe it again.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "This text is too long for the sound it is aligned to: check that they belong together.",
    ),
    QT_TRANSLATE_NOOP("Sentence", "it begins with a PDF header"),
    QT_TRANSLATE_NOOP("Sentence", "it is a PNG picture"),
    QT_TRANSLATE_NOOP("Sentence", "it is a JPEG picture"),
    QT_TRANSLATE_NOOP("Sentence", "it is a ZIP archive or an office document"),
    QT_TRANSLATE_NOOP("Sentence", "it is a web page"),
    QT_TRANSLATE_NOOP("Sentence", "it is a program"),
    QT_TRANSLATE_NOOP("Sentence", "it is a database"),
    QT_TRANSLATE_NOOP(
        "Sentence", "There is no model: import one, or install the program again."
    ),
    QT_TRANSLATE_NOOP("Sentence", 'There is no model "{name}". Models here: {known}.'),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "The weights of {name} are damaged: their sha256 is not the one in {config}. Import the model again.",
    ),
    QT_TRANSLATE_NOOP("Sentence", "The weights of {name} cannot be read ({reason})."),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "The weights of {name} are no safetensors file: import the model again.",
    ),
    QT_TRANSLATE_NOOP("Sentence", "{name} exists already: choose another name."),
    QT_TRANSLATE_NOOP("Sentence", "{folder} is no model folder: {name} is missing."),
    QT_TRANSLATE_NOOP(
        "Sentence", "{folder}/{config} is damaged ({reason}): import the model again."
    ),
    QT_TRANSLATE_NOOP("Sentence", "{name} cannot be removed ({reason})."),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "The language model of this model is damaged: import the model again.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "The language model's word list words.txt is missing from the model's folder: import the model again.",
    ),
    QT_TRANSLATE_NOOP("Sentence", "There is no file or folder {name}."),
    QT_TRANSLATE_NOOP("Sentence", "{name} holds no state dict of a network."),
    QT_TRANSLATE_NOOP("Sentence", "{name} is no safetensors file."),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "{name} was refused: it holds program code beside the weights, or is damaged. Ask for a safetensors file, or a state dict alone.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentence", "{name} is not a checkpoint that can be read: it may be damaged."
    ),
    QT_TRANSLATE_NOOP("Sentence", "{name} gives no numbers: its weights are damaged."),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "These are not the weights of a DeepSpeech 2 network: its layers have other shapes.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "These are not the weights of a DeepSpeech 2 network: its convolutions or recurrent layers are missing.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "At most {most} hotwords can be used at once, and there are {n}: keep the most important ones.",
    ),
    QT_TRANSLATE_NOOP("Sentence", "Cannot write {path}: {reason}."),
    QT_TRANSLATE_NOOP(
        "Sentence", "the disk is full: free some space or choose another folder"
    ),
    QT_TRANSLATE_NOOP(
        "Sentence", "writing there is not allowed: choose another folder"
    ),
    QT_TRANSLATE_NOOP("Sentence", "another window is using it: close that first"),
    QT_TRANSLATE_NOOP(
        "Sentence", "the folder {folder} does not exist: create or choose one"
    ),
    QT_TRANSLATE_NOOP("Sentence", "it is a folder: choose another name"),
    QT_TRANSLATE_NOOP("Sentence", "its name is too long: choose a shorter one"),
    QT_TRANSLATE_NOOP("Sentence", "the system says “{reason}”: try another folder"),
    QT_TRANSLATE_NOOP(
        "Sentence", "This rule looks for nothing: write what to replace."
    ),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "“{pattern}” is not a regular expression ({reason}): correct it, or make it a plain rule.",
    ),
    QT_TRANSLATE_NOOP("Sentence", "“{text}” cannot be written ({reason}): correct it."),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "Cannot read the dictation in {folder} ({reason}): the recording in it, audio.wav, can still be transcribed.",
    ),
    QT_TRANSLATE_NOOP("Sentence", "This note is no longer there: look in the bin."),
    QT_TRANSLATE_NOOP("Sentence", "This note is being dictated: stop listening first."),
    QT_TRANSLATE_NOOP("Sentence", "This note is no longer in the bin."),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "The text of the note in {folder} is damaged: its sound, audio.wav, can be transcribed again.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "{name} is not a list of terms: write one word or name on each line.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentence", "{name} is too large for a list of terms: one on each line."
    ),
    QT_TRANSLATE_NOOP("Sentence", "Cannot read {path} ({reason}): choose a text file."),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "The settings cannot be saved in {folder} ({reason}): free some space there, or allow the program to write.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "The settings in {path} cannot be read ({reason}): the program begins with its defaults.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "{address} is not on this computer: only http://localhost may be called.",
    ),
    QT_TRANSLATE_NOOP("Sentence", "“{line}” cannot be run: {reason}."),
    QT_TRANSLATE_NOOP("Sentence", "{address} does not answer: {reason}."),
    QT_TRANSLATE_NOOP(
        "Sentence", "Recordings of at least two phrases are needed to learn from them."
    ),
    QT_TRANSLATE_NOOP("Sentence", "The set “{name}” has no command: add one."),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "“{phrase}” has a range that is none: it must rise, up to {largest}.",
    ),
    QT_TRANSLATE_NOOP("Sentence", "A command has no label: give it one."),
    QT_TRANSLATE_NOOP("Sentence", "Two commands have the label “{label}”: rename one."),
    QT_TRANSLATE_NOOP(
        "Sentence", "The command “{label}” has no phrase: write what is said."
    ),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "“{phrase}” has a slot “{name}”, but the set has no list of that name: add one, or write a range such as {{number:0-99}}.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "The set “{name}” has more than {most} phrases, slots filled in: narrow a slot or split the set.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentence", "The command “{label}” has the phrase “{phrase}” twice: remove one."
    ),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "The phrase “{phrase}” stands for both “{first}” and “{second}”: change one.",
    ),
    QT_TRANSLATE_NOOP("Sentence", "{name} is JSON, but has no list of “commands”."),
    QT_TRANSLATE_NOOP("Sentence", "{name} was made by a newer version of Dictation."),
    QT_TRANSLATE_NOOP(
        "Sentence", "There is no command set {name}: check the name and the folder."
    ),
    QT_TRANSLATE_NOOP("Sentence", "{name} cannot be read as text: {reason}."),
    QT_TRANSLATE_NOOP("Sentence", "{name} cannot be written: {reason}."),
    QT_TRANSLATE_NOOP("Sentence", "{name} is not JSON: {reason}."),
    QT_TRANSLATE_NOOP("Sentence", "{name} is not CSV: {reason}."),
    QT_TRANSLATE_NOOP("Sentence", "{name} is no session of the lab."),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "The number of clips that can be used is {n}, too few to learn from and to measure by: record ten sentences or more; ten minutes are good.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "The process that did this ended unexpectedly; perhaps the memory ran out. What was saved is intact: try again.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "There is no correction with its sound to learn from yet: correct what was heard wrongly in your dictations, and keep their sound.",
    ),
    QT_TRANSLATE_NOOP("Sentence", "No speech was found in {name}."),
    QT_TRANSLATE_NOOP("Sentence", "There is no clip in these data."),
    QT_TRANSLATE_NOOP(
        "Sentence", "There is no clip in these data. The first trouble: {reason}"
    ),
    QT_TRANSLATE_NOOP(
        "Sentence", "There is no data set {name}: check the name and the folder."
    ),
    QT_TRANSLATE_NOOP(
        "Sentence", "{name} is no data set this program knows. It knows: {known}."
    ),
    QT_TRANSLATE_NOOP("Sentence", "{name} holds {names}: choose one of them."),
    QT_TRANSLATE_NOOP("Sentence", "{name} is not UTF-8: save it as UTF-8."),
    QT_TRANSLATE_NOOP(
        "Sentence", "{name} has no text: write what is said into {file} beside it."
    ),
    QT_TRANSLATE_NOOP("Sentence", "{name}, line {number}: {reason}"),
    QT_TRANSLATE_NOOP("Sentence", "this is not JSON: correct or remove the line."),
    QT_TRANSLATE_NOOP("Sentence", '"audio", the name of the recording, is missing.'),
    QT_TRANSLATE_NOOP("Sentence", '"text", what is said, must be a string.'),
    QT_TRANSLATE_NOOP("Sentence", "{name} holds no sound."),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "The disk is full: the features of {name} need about {size} GB. Free some space or choose another --cache.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "Not even one clip at a time fits into the GPU's memory: lower data.longest, choose a smaller network or train on the CPU (run.device).",
    ),
    QT_TRANSLATE_NOOP(
        "Sentence", "The model of this run is damaged ({reason}): train it again."
    ),
    QT_TRANSLATE_NOOP(
        "Sentence", "There is no room for a training run in {folder} ({reason})."
    ),
    QT_TRANSLATE_NOOP("Sentence", "The run in {folder} cannot be removed ({reason})."),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "The corrections in {folder} cannot be read ({reason}): check the folder.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "The correction cannot be kept in {folder} ({reason}): free some space or check the folder. Your text is unchanged.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "Of {all} subtitles {some} are too quick to read or too long, as the speech allows no better; the first at {time}.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentence", "Your own sentences are not heard better ({numbers})."
    ),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "The letters of your own sentences are not heard better ({numbers}).",
    ),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "The letters of your own sentences are heard better, their words about as well ({numbers}).",
    ),
    QT_TRANSLATE_NOOP("Sentence", "Your own sentences are heard better ({numbers})."),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "Your own sentences are heard better ({own}), but the test clips worse ({others}).",
    ),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "The letters of your own sentences are heard better ({own}), but the test clips worse ({others}).",
    ),
    *borrowed_findings.PROBLEMS,
    *borrowed_findings.WARNINGS,
    *borrowed_findings.RESULTS,
    *borrowed_findings.LAYOUTS,
)


class Interpreter:
    """Knows English sentences by their shape, and says them in another language."""

    def __init__(self) -> None:
        # Those with the most words of their own first: others fit too, but worse.
        shapes = [(str(sentence), *_shape(str(sentence))) for sentence in SENTENCES]
        shapes.sort(key=lambda shape: -shape[2])
        self._shapes = [(sentence, pattern) for sentence, pattern, _ in shapes]

    def say(self, sentence: str) -> str:
        """A sentence in the window's language, or as it is where there is no other."""
        for template, pattern in self._shapes:
            match = pattern.fullmatch(sentence)
            if match is None:
                continue
            translated = QCoreApplication.translate("Sentence", template)
            if translated == template:
                return sentence
            # What is filled in may be a sentence too: the reason of another one.
            filled = {name: self.say(text) for name, text in match.groupdict().items()}
            return translated.format(**filled)
        return sentence


def _shape(template: str) -> tuple[re.Pattern[str], int]:
    """What matches a sentence made from a template, and the letters of its own words."""
    parts, n_letters = [], 0
    for literal, name, _, _ in Formatter().parse(template):
        parts.append(re.escape(literal))
        n_letters += len(literal)
        if name:
            parts.append(f"(?P<{name}>.+?)")
    return re.compile("".join(parts), re.DOTALL), n_letters
