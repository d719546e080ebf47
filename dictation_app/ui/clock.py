"""Times as a person writes them."""

from dictation_app.transcript import Seconds


def clock(time: Seconds) -> str:
    """A moment of a recording: 0:17, 48:06 or 1:02:03."""
    minutes, seconds = divmod(int(time + 1e-6), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def moment(text: str) -> Seconds | None:
    """The moment that a user wrote as 90, 1:30, 1.30 or 1:02:03; None if none."""
    parts = text.strip().replace(".", ":").split(":")
    if not 1 <= len(parts) <= 3 or not all(p.isascii() and p.isdigit() for p in parts):
        return None
    total = 0
    for part in parts:
        total = total * 60 + int(part)
    return float(total)


def span(duration: Seconds) -> str:
    """A length: 42 s, 1 min 20 s, 18 min or 1 h 12 min."""
    seconds = round(duration)
    if seconds < 60:
        return f"{seconds} s"
    minutes, seconds = divmod(seconds, 60)
    if minutes < 10 and seconds:
        return f"{minutes} min {seconds} s"
    hours, minutes = divmod(minutes + (seconds >= 30), 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"
