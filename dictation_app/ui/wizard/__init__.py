"""The training wizard: from recordings to a model of one's own, in six pages."""
