"""The voice-command lab: which commands will be misheard, told before they ship."""
