import json
import re
from dataclasses import asdict
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from dictation_app.errors import ManifestError
from dictation_app.speech.architecture import DecodingOptions
from dictation_app.training.evaluation import Evaluation, Unheard, score_clip
from dictation_app.training.manifest import Clip
from dictation_app.training.metrics import Errors, bootstrap
from dictation_app.training.report import plain_text, write_report
from dictation_app.training.summary import Confusion, compare, summarise
from dictation_app.transcript import Word

VOID = {"meta", "link", "br", "img", "hr"}


class Page(HTMLParser):
    """Checks that what is opened is closed, and gathers the text and the tables."""

    def __init__(self, text):
        super().__init__()
        self.open, self.text, self.tables, self.resources = [], [], [], []
        self.diffs = {"del": [], "ins": []}
        self.feed(text)
        self.close()
        assert self.open == [], f"never closed: {self.open}"

    def handle_starttag(self, tag, attributes):
        self.resources += [v for k, v in attributes if k in ("src", "href")]
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append("")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" in self.open:
            return
        self.text.append(data)
        if self.open and self.open[-1] in ("td", "th"):
            self.tables[-1][-1][-1] += data
        if self.open and self.open[-1] in self.diffs:
            self.diffs[self.open[-1]].append(data)


def evaluation(*clips, model="one", unheard=()):
    scores = []
    for i, (corpus, speaker, said, heard, *sure) in enumerate(clips):
        clip = Clip(f"c{i:02d}", Path("x.wav"), 2.0, said, speaker, corpus)
        words = tuple(
            Word(w, 0.0, 0.0, sure[0] if sure else 0.5) for w in heard.split()
        )
        scores.append(score_clip(clip, said, words))
    return Evaluation(
        model, DecodingOptions(beam_width=1), tuple(scores), unheard, 4.0, 2.0, 1.0
    )


CLIPS = [
    ("A", "ann", "the cat sat", "the cat sat"),
    ("A", "ann", "on the mat", "on a mat"),
    ("B", "ben", "two or three", "to or tree"),
    ("B", "ben", "two", "to to"),
    ("B", "", "gone", ""),
]


def test_a_summary_tells_groups_confusions_and_examples():
    found = summarise(evaluation(*CLIPS), data="d.jsonl")
    assert found.overall.words == Errors(6, 4, 1, 1)
    assert found.overall.wer == pytest.approx(6 / 11)
    assert [(g.name, g.n_clips) for g in found.corpora] == [("B", 3), ("A", 2)]
    assert found.corpora[1].wer == pytest.approx(1 / 6)
    assert [g.name for g in found.speakers] == ["ben", "ann"]  # the worst first
    assert found.confused[0] == Confusion("two", "to", 2)
    assert found.missed == (Confusion("gone", "", 1),)
    assert found.invented == (Confusion("", "to", 1),)
    assert found.best[0].id == "c00"
    assert found.worst[0].id == "c03"  # two errors in one word
    assert found.spread[0] == 1
    assert found.spread[-1] == 2
    assert sum(found.spread) == 5
    assert found.real_time_factor == pytest.approx(0.4)
    assert found.speed == pytest.approx(2.5)
    words = [c.words for c in evaluation(*CLIPS).clips]
    assert found.overall.wer_interval == bootstrap(words, seed=0)
    assert found.by_speakers == bootstrap(words, ["ann", "ann", "ben", "ben", ""])


def test_the_middle_clips_are_those_between_best_and_worst():
    clips = [("A", "", "a " * 10, "a " * n) for n in range(10, -1, -1)]
    found = summarise(evaluation(*clips))
    assert [c.id for c in found.best] == [f"c{i:02d}" for i in range(5)]
    assert [c.id for c in found.median] == [f"c{i:02d}" for i in range(3, 8)]
    assert [c.id for c in found.worst] == [f"c{i:02d}" for i in range(10, 5, -1)]


def test_one_speaker_has_no_interval_by_speakers():
    assert summarise(evaluation(*CLIPS[:2])).by_speakers is None


def test_calibration_is_that_of_the_words():
    sure = summarise(evaluation(("A", "", "a b", "a b", 0.75)))
    assert sure.calibration.ece == pytest.approx(0.25)


def test_html_is_well_formed_self_contained_and_says_the_numbers(tmp_path):
    summary = summarise(
        evaluation(*CLIPS, unheard=(Unheard("c99", "c99.wav is damaged."),)),
        data="d.jsonl",
    )
    write_report(tmp_path / "deep" / "r.html", summary)
    text = (tmp_path / "deep" / "r.html").read_text(encoding="utf-8")
    page = Page(text)
    assert page.resources == []
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
    assert "Word error rate 54.5 %" in " ".join(page.text)
    groups = page.tables[0]
    assert [row[0] for row in groups[1:]] == ["B", "A", "all"]
    assert groups[2][groups[0].index("WER")] == "16.7 %"
    assert ["two", "to", "2"] in page.tables[2]
    assert ["c99", "c99.wav is damaged."] in page.tables[-1]
    assert "gone" in page.diffs["del"]
    assert "to" in page.diffs["ins"]


def test_plots_are_valid_svg_with_a_title(tmp_path):
    write_report(tmp_path / "r.html", summarise(evaluation(*CLIPS), data="d"))
    text = (tmp_path / "r.html").read_text(encoding="utf-8")
    plots = re.findall(r"<svg.*?</svg>", text, flags=re.DOTALL)
    assert len(plots) == 3
    for plot in plots:
        tree = ElementTree.fromstring(plot)
        width = float(tree.attrib["viewBox"].split()[2])
        assert tree.find("{*}title").text
        for shape in tree.findall(".//{*}rect"):
            assert 0 <= float(shape.attrib["x"]) <= width
            assert float(shape.attrib["x"]) + float(shape.attrib["width"]) <= width
    bars = ElementTree.fromstring(plots[0])
    lengths = [float(r.attrib["width"]) for r in bars.findall(".//{*}rect")]
    assert lengths[0] / lengths[1] == pytest.approx((5 / 5) / (1 / 6), rel=0.01)


def test_what_people_say_and_call_things_is_no_markup(tmp_path):
    nasty = [("<i>C</i>", "<script>", 'a <b> & "c"', "a <u> | *d* _e_ `f`")] * 2
    nasty.append(("D", "x", "y", "z"))
    summary = summarise(evaluation(*nasty, model="<m>"), data="&d")
    write_report(tmp_path / "r.html", summary)
    page = Page((tmp_path / "r.html").read_text(encoding="utf-8"))
    assert "<m> on &d" in page.text
    assert any(row[0] == "<i>C</i>" for row in page.tables[0])
    write_report(tmp_path / "r.md", summary)
    text = (tmp_path / "r.md").read_text(encoding="utf-8")
    assert r"\<u\>" in text
    assert r"\*d\*" in text
    for line in text.splitlines():
        if line.startswith("| "):  # no cell breaks its row
            assert len(re.findall(r"(?<!\\)\|", line)) in (3, 4, 11)


def test_markdown_has_the_same_numbers_and_bars(tmp_path):
    write_report(tmp_path / "r.md", summarise(evaluation(*CLIPS), data="d.jsonl"))
    text = (tmp_path / "r.md").read_text(encoding="utf-8")
    assert text.startswith("# one on d.jsonl\n")
    assert "Word error rate 54.5 %" in text
    assert "| A | 2 |" in text
    assert "█" in text
    assert "~~gone~~" in text
    assert "**to**" in text


def test_the_summary_is_plain_json():
    summary = summarise(evaluation(*CLIPS))
    again = json.loads(json.dumps(asdict(summary)))
    assert again["overall"]["wer"] == summary.overall.wer
    assert again["options"]["beam_width"] == 1


def test_plain_text_for_the_terminal():
    text = plain_text(summarise(evaluation(*CLIPS, unheard=(Unheard("x", "y"),))))
    assert "Word error rate 54.5 %" in text
    assert "two→to" in text
    assert "1 clip left out" in text


def test_a_comparison_tells_the_difference_and_the_changed_sentences(tmp_path):
    better = [(c, s, said, said if c == "B" else heard) for c, s, said, heard in CLIPS]
    found = compare(evaluation(*CLIPS), evaluation(*better, model="two"), data="d")
    assert found.wer.value == pytest.approx(1 / 11 - 6 / 11)
    assert (found.n_better, found.n_worse) == (3, 0)
    assert [(c.id, c.gained) for c in found.changes] == [
        ("c02", 2),
        ("c03", 2),
        ("c04", 1),
    ]
    by_corpus = {g.name: (g.first, g.second) for g in found.corpora}
    assert by_corpus["A"] == (pytest.approx(1 / 6), pytest.approx(1 / 6))
    assert by_corpus["B"] == (pytest.approx(1.0), 0.0)
    assert found.corpora[0].difference.p == 1.0
    assert found.by_speakers is not None
    write_report(tmp_path / "c.html", found)
    page = Page((tmp_path / "c.html").read_text(encoding="utf-8"))
    assert "3 clips are heard differently" in page.text
    assert page.tables[0][1][:4] == ["A", "2", "16.7 %", "16.7 %"]
    write_report(tmp_path / "c.md", found)
    assert "c02: 2 words better" in (tmp_path / "c.md").read_text(encoding="utf-8")
    assert "one" in plain_text(found)


def test_clips_that_only_one_model_heard_are_not_compared():
    found = compare(evaluation(*CLIPS), evaluation(*CLIPS[:2]))
    assert sum(g.n_clips for g in found.corpora) == 2
    assert found.changes == ()


def test_a_report_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ManifestError, match=r"r\.html cannot be written"):
        write_report(tmp_path / "file" / "r.html", summarise(evaluation(*CLIPS)))
