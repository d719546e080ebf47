"""Offline dictation and transcription with a trainable DeepSpeech 2 network."""

__version__ = "0.1.0"
