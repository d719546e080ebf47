from xml.etree import ElementTree

from dictation_app.training.learning_curve import learning_curve

SVG = "{http://www.w3.org/2000/svg}"


def steps(n):
    return [
        {"event": "StepDone", "hours_seen": i / 10, "loss": 2.0 - i / n}
        for i in range(1, n + 1)
    ]


def read(rows):
    return ElementTree.fromstring(learning_curve(rows))


def points(picture, kind):
    line = picture.find(f"{SVG}polyline[@class='{kind}']")
    return [
        tuple(map(float, pair.split(","))) for pair in line.get("points", "").split()
    ]


def test_losses_fall_from_left_to_right_in_a_line_of_few_points():
    line = points(read(steps(1000)), "loss")
    assert 100 < len(line) <= 200
    assert line == sorted(line)  # y grows downwards
    assert line[-1][1] - line[0][1] > 50


def test_every_trial_is_a_dot_on_the_line():
    trials = [
        {"event": "Evaluated", "hours_seen": 1.0, "wer": 0.8},
        {"event": "Evaluated", "hours_seen": 2.0, "wer": 0.4},
    ]
    picture = read([*steps(20), *trials])
    dots = [
        (float(dot.get("cx")), float(dot.get("cy")))
        for dot in picture.findall(f"{SVG}circle")
    ]
    assert dots == points(picture, "wer")
    names = [text.text for text in picture.findall(f"{SVG}text")]
    assert "80 %" in names


def test_a_run_that_has_not_begun_has_an_empty_picture():
    picture = read([])
    assert points(picture, "loss") == points(picture, "wer") == []
