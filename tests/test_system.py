import os
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from dictation_app import system


def niceness():
    return os.getpriority(os.PRIO_PROCESS, 0)  # of the thread that asks


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has it")
def test_work_that_stands_back_makes_way_and_so_do_its_helpers():
    def work():
        system.stand_back()
        with ThreadPoolExecutor(1) as helper:
            return niceness(), helper.submit(niceness).result()

    before = niceness()
    with ThreadPoolExecutor(1) as background:
        assert background.submit(work).result() == (max(before, 10),) * 2
    assert niceness() == before
