"""Where exceptions go, and how problems read."""

from __future__ import annotations

import pytest

from pith.base import Problem, ProblemError, Severity, report_exception, set_exception_reporter


def test_a_reporter_is_given_the_error_and_the_occasion() -> None:
    got: list[tuple[BaseException, str]] = []
    before = set_exception_reporter(lambda error, during: got.append((error, during)))
    try:
        error = KeyError()
        report_exception(error, "while testing")
    finally:
        set_exception_reporter(before)
    assert got == [(error, "while testing")]


def test_without_a_reporter_standard_error_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    before = set_exception_reporter(None)
    try:
        report_exception(KeyError("gone"), "while testing")
    finally:
        set_exception_reporter(before)
    said = capsys.readouterr().err
    assert "pith: error while testing" in said
    assert "KeyError: 'gone'" in said


def test_a_reporter_that_fails_loses_neither_error(capsys: pytest.CaptureFixture[str]) -> None:
    def fail(error: BaseException, during: str) -> None:
        raise ValueError("the reporter broke")

    before = set_exception_reporter(fail)
    try:
        report_exception(KeyError("gone"), "while testing")
    finally:
        assert set_exception_reporter(before) is fail
    said = capsys.readouterr().err
    assert "KeyError: 'gone'" in said
    assert "ValueError: the reporter broke" in said


def test_a_reporter_that_counts_as_false_is_a_reporter() -> None:
    class Collector(list[str]):
        def __call__(self, error: BaseException, during: str) -> None:
            self.append(during)

    collector = Collector()
    before = set_exception_reporter(collector)
    try:
        report_exception(KeyError(), "while testing")
    finally:
        set_exception_reporter(before)
    assert collector == ["while testing"]


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (Problem("is wrong"), "is wrong"),
        (Problem("is wrong", "a.toml"), "a.toml: is wrong"),
        (Problem("is wrong", "a.toml", 3), "a.toml:3: is wrong"),
        (Problem("is wrong", "a.toml", 3, 7), "a.toml:3:7: is wrong"),
        (Problem("is wrong", "a.toml", None, 7), "a.toml: is wrong"),
        (Problem("is wrong", "", 3), "3: is wrong"),
        (Problem("is wrong", advice="say it otherwise"), "is wrong (say it otherwise)"),
    ],
)
def test_a_problem_reads(problem: Problem, text: str) -> None:
    assert str(problem) == text


def test_a_problem_error_says_every_problem_on_a_line() -> None:
    problems = (Problem("first", "a", 1), Problem("second", severity=Severity.WARNING))
    error = ProblemError(*problems)
    assert str(error) == "a:1: first\nsecond"
    assert error.problems == problems
