"""The text the user works on and the files it leaves in, without Qt and torch."""
