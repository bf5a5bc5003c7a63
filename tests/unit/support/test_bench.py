"""The benchmarks' harness."""

from __future__ import annotations

import pytest

from tests.bench import harness
from tests.bench.__main__ import run, table
from tests.bench.harness import CannotRun, Case, Row, bench_data, case, in_rounds, percentile


@pytest.mark.parametrize(
    ("count", "percent", "expected"),
    [(100, 99, 99), (100, 50, 50), (1, 99, 1), (3, 50, 2), (200, 99, 198), (101, 99, 100)],
)
def test_percentile(count: int, percent: float, expected: int) -> None:
    samples = [float(number) for number in range(count, 0, -1)]
    assert percentile(samples, percent) == expected


def test_a_row_is_in_its_unit_and_beside_its_yardstick() -> None:
    row = Row.of("ours", [0.001, 0.003, 0.002], yardstick=("theirs", [0.004]))
    assert (row.median, row.max, row.unit) == (2.0, 3.0, "ms")
    assert row.ratio == pytest.approx(0.5)
    assert "0.50 of theirs" in table([row])


def test_rounds_take_turns_and_the_first_does_not_count() -> None:
    order: list[str] = []

    def variant(name: str) -> float:
        order.append(name)
        return float(len(order))

    samples = in_rounds({"a": lambda: variant("a"), "b": lambda: variant("b")}, rounds=2)
    assert order == ["a", "b"] * 3
    assert samples == {"a": [3.0, 5.0], "b": [4.0, 6.0]}


def test_missing_data_is_said_and_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PITH_BENCH_DATA", raising=False)

    def needs_data() -> list[Row]:
        bench_data("trace.json")
        return []

    rows, good = run(Case("needs data", needs_data))
    assert good
    assert "not run: trace.json: PITH_BENCH_DATA" in table(rows)


def test_data_that_is_not_in_the_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("data")
    monkeypatch.setenv("PITH_BENCH_DATA", str(folder))
    with pytest.raises(CannotRun, match="not there"):
        bench_data("trace.json")
    (folder / "trace.json").write_text("[]")
    assert bench_data("trace.json") == folder / "trace.json"


def test_a_case_that_raises_is_a_failure_and_the_table_says_so(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def broken() -> list[Row]:
        raise ValueError("too fast")

    rows, good = run(Case("broken", broken))
    assert not good
    assert "FAILED: ValueError: too fast" in table(rows)
    assert "Traceback" in capsys.readouterr().err


def test_two_cases_of_one_name_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(harness, "_cases", {})
    case("one")(list)
    with pytest.raises(ValueError, match="two cases"):
        case("one")(list)
