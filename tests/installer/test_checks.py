import pytest

from installer.checks import Verdict, closing_line, pytest_arguments, summary


@pytest.mark.parametrize(
    "line",
    [
        "=================== 212 passed in 60.12s (0:01:00) ===================",
        "============ 1 failed, 2 passed, 1 skipped in 0.10s ============",
        "=== no tests ran in 0.01s ===",
        "12 passed in 0.50s",
        "1 error in 0.20s",
    ],
)
def test_the_last_word_of_pytest_is_found(line):
    assert closing_line(f"..... [100%]\n{line}\n", 0) == line


def test_the_last_word_of_pytest_is_found_behind_its_colours():
    said = (
        "\x1b[32m===== \x1b[32m\x1b[1m3 passed\x1b[0m\x1b[32m in 0.1s\x1b[0m\x1b[32m =====\x1b[0m"
    )

    assert closing_line(said + "\n", 0) == "===== 3 passed in 0.1s ====="


def test_a_test_run_that_broke_off_counts_as_a_failure():
    assert closing_line("ERROR: usage\nSegmentation fault\n", 139) == "0 passed, 1 failed"


def test_the_summary_names_what_failed():
    told = summary([Verdict("lint", held=True, seconds=1), Verdict("types", held=False, seconds=2)])

    assert told.splitlines() == [
        "lint   ok         1.0 s",
        "types  FAILED     2.0 s",
        "Failed: types.",
    ]


def test_the_summary_says_when_all_is_well():
    assert summary([Verdict("lint", held=True, seconds=1)]).endswith("Everything holds.")


def test_arguments_of_a_person_reach_pytest_untouched():
    assert pytest_arguments(["tests/ui", "-x"], 8) == ["tests/ui", "-x"]


@pytest.mark.parametrize(
    ("cores", "expected"),
    [(1, []), (2, ["-n", "2"]), (16, ["-n", "4"])],
)
def test_all_tests_are_spread_over_the_cores(cores, expected):
    assert pytest_arguments([], cores)[:2] == expected
