"""Recordings in, model folder out: everything that learns, without Qt."""
