"""The manual page of the Debian package, from what the command line says of itself."""

import sys
from datetime import UTC, datetime
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent.parent

_PAGE = """\
.TH DICTATION-APP 1 "{date}" "Dictation {version}" "User Commands"
.SH NAME
dictation\\-app \\- offline dictation and transcription
.SH SYNOPSIS
.B dictation\\-app
[\\fB\\-\\-safe\\-mode\\fR] [\\fB\\-\\-verbose\\fR] [\\fIFILE\\fR...]
.br
.B dictation\\-app
\\fICOMMAND\\fR [\\fIargument\\fR...]
.SH DESCRIPTION
Writes what is said into a microphone or in a recording. All of it happens on this machine;
nothing is sent anywhere.
.PP
Without a command a window opens. Recordings that are named are opened in it.
.SH COMMANDS
.B dictation\\-app
\\fICOMMAND\\fR
.B \\-\\-help
tells how each is used.
{commands}
.SH OPTIONS
.TP
.B \\-\\-safe\\-mode
Open the window with the default settings, on the processor, with nothing that others
added to Qt.
.TP
.B \\-\\-verbose
Log what happens.
.TP
.B \\-\\-version
Show the version.
.TP
.BR \\-h ", " \\-\\-help
Show what can be asked for.
.SH EXIT STATUS
0 where all went well, 1 where something failed, 2 where the command was not understood.
.SH FILES
.TP
.I $XDG_DATA_HOME/Dictation
Notes with their sound, models, command sets and training runs; by default
.IR ~/.local/share/Dictation .
.TP
.I $XDG_CONFIG_HOME/Dictation/settings.json
The settings; by default under
.IR ~/.config .
.TP
.I $XDG_STATE_HOME/Dictation/log
What happened, without any dictated text; by default under
.IR ~/.local/state .
"""


def manual_page(version: str, when: int) -> str:
    """The page in troff; `when` is the date in seconds since 1970."""
    sys.path.insert(0, str(_ROOT))
    try:
        from dictation_app.cli import COMMANDS
    finally:
        sys.path.remove(str(_ROOT))
    date = datetime.fromtimestamp(when, UTC).date().isoformat()
    commands = "\n".join(
        f".TP\n.B {_escaped(command.name)}\n{_escaped(command.help.capitalize())}."
        for command in COMMANDS
    )
    return _PAGE.format(date=date, version=version, commands=commands)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\e").replace("-", "\\-")
