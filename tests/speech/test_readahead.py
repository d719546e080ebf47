import itertools
import threading

import pytest

from dictation_app.speech.readahead import ReadAhead


def test_yields_everything_in_order():
    ahead = ReadAhead(range(500), n_ahead=4)
    assert [item for item in ahead if item is not None] == list(range(500))
    ahead.close()


def test_a_slow_source_gives_the_consumer_a_turn():
    go = threading.Event()

    def slow():
        go.wait(10)
        yield 1

    ahead = ReadAhead(slow(), patience=0.01)
    items = iter(ahead)
    assert next(items) is None
    go.set()
    assert [item for item in items if item is not None] == [1]
    ahead.close()


def test_an_error_of_the_source_is_raised_after_what_came_before():
    def broken():
        yield 1
        raise OSError("torn")

    ahead = ReadAhead(broken())
    items = iter(ahead)
    assert next(i for i in items if i is not None) == 1
    with pytest.raises(OSError, match="torn"):
        list(items)
    ahead.close()


def test_closing_ends_the_thread_and_closes_the_source_in_it():
    closed_in = []

    def endless():
        try:
            yield from itertools.count()
        finally:
            closed_in.append(threading.current_thread().name)

    ahead = ReadAhead(endless(), n_ahead=2)
    assert next(iter(ahead)) == 0
    ahead.close()
    assert closed_in == ["read-ahead"]
    assert not any(t.name == "read-ahead" for t in threading.enumerate())
