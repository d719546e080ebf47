"""The microphones of this machine, before any is opened."""

import pytest

from dictation_app.speech.microphone import BLOCK, SHORT_BLOCK
from dictation_app.ui.microphones import SystemMicrophones


@pytest.mark.parametrize("block", [BLOCK, SHORT_BLOCK])
def test_a_microphone_has_blocks_of_the_wanted_length(block):
    made = SystemMicrophones().open(None, anew=False, block=block)
    assert made._microphone._block == block
