import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from dictation_app.training.configuration import OptimizerConfig
from dictation_app.training.schedule import learning_rate

SCHEDULES = ("cosine", "linear", "one-cycle", "constant")


def rate(schedule, step, progress, **more):
    config = OptimizerConfig(learning_rate=1.0, schedule=schedule, warm_up=10, **more)
    return learning_rate(config, step, progress)


@given(
    st.sampled_from(SCHEDULES),
    st.integers(0, 10_000),
    st.floats(-1, 2, allow_nan=False),
)
def test_the_rate_is_above_zero_and_never_above_its_peak(schedule, step, progress):
    assert 0 < rate(schedule, step, progress, final_rate=0.01) <= 1.0


@pytest.mark.parametrize("schedule", ["cosine", "linear", "constant"])
def test_the_rate_rises_in_equal_steps_at_first(schedule):
    assert [rate(schedule, n, 0.0) for n in (0, 4, 9, 10)] == [0.1, 0.5, 1.0, 1.0]


def test_cosine_falls_to_the_final_rate_with_its_half_in_the_middle():
    assert rate("cosine", 99, 0.5, final_rate=0.0) == pytest.approx(0.5)
    assert rate("cosine", 99, 1.0, final_rate=0.02) == pytest.approx(0.02)


def test_linear_stays_at_the_peak_for_half_the_run_and_then_falls_straight():
    found = [rate("linear", 99, p, final_rate=0.0) for p in (0.3, 0.5, 0.75, 1.0)]
    assert found == pytest.approx([1.0, 1.0, 0.5, 0.0])


def test_one_cycle_is_that_of_torch():
    parameter = torch.nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([parameter], lr=1.0)
    scheduler = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, max_lr=1.0, total_steps=101, anneal_strategy="linear"
    )
    for step in range(101):
        wanted = optimizer.param_groups[0]["lr"]
        # torch has its peak a step earlier.
        assert rate("one-cycle", step, step / 100) == pytest.approx(wanted, abs=0.035)
        optimizer.step()
        if step < 100:
            scheduler.step()


def test_constant_stays():
    assert rate("constant", 99, 1.0) == 1.0
