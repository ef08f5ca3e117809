"""Every function against live TFT on the same small data, and the table of them in Lessons/conformance.md."""
import concurrent.futures
import functools
import json
import os
import pathlib
import subprocess
import sys

import numpy as np
import pytest
import tft_cases
from conftest import ROOT, check_table

FAMILIES = sorted(path.stem.removeprefix("cases_") for path in pathlib.Path(__file__).parent.glob("cases_*.py"))


def ask(family):
    """The family's fixture as live TFT answers now: in a process of its own, for TFT works on one core."""
    script = pathlib.Path(tft_cases.__file__)
    done = subprocess.run([sys.executable, script, "--print", family], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


@functools.cache
def answers():
    """A thread for each family, as many at once as there are cores."""
    pool = concurrent.futures.ThreadPoolExecutor(os.cpu_count())
    return {family: pool.submit(ask, family) for family in FAMILIES}


def live(family):
    return answers()[family].result()


@functools.cache
def ours(tool, family):
    """Our answers by case."""
    path = tft_cases.FIXTURES / f"{family}.json"
    done = subprocess.run([tool, path], capture_output=True, text=True, check=True)
    return {line["id"]: line["answer"] for line in map(json.loads, done.stdout.splitlines())}


@pytest.fixture(scope="session")
def tool(request):
    return (ROOT / request.config.getoption("--lessons")).with_name("tft-cases")


def is_close(found, expected, type, case):
    if type != "float32":
        return str(found) == str(expected)
    found, expected = np.float32(found), np.float32(expected)
    if not (np.isfinite(found) and np.isfinite(expected)):
        return found == expected or (np.isnan(found) and np.isnan(expected))
    distance = abs(float(found) - float(expected))
    ulp = float(np.spacing(np.float32(max(abs(found), abs(expected)))))
    return distance <= case["ulps"] * ulp or distance <= case["relative"] * max(1.0, abs(float(expected)))


def agrees(answer, expected, case):
    """Whether our answer is the expected one: any error for an error, values within the case's tolerance."""
    if "error" in answer or "error" in expected:
        return "error" in answer and "error" in expected
    return answer.keys() == expected.keys() and all(
        len(answer[name]["rows"]) == len(column["rows"])
        and all(
            len(found) == len(wanted) and all(map(lambda f, w: is_close(f, w, column["type"], case), found, wanted))
            for found, wanted in zip(answer[name]["rows"], column["rows"])
        )
        for name, column in expected.items()
    )


@pytest.mark.parametrize("family", FAMILIES)
def test_fixtures_are_what_live_tft_answers(family):
    """A newer TFT, or an edited fixture, shows here: run tft_cases.py and look at the difference.

    Floats may differ by the case's tolerance, for TensorFlow's kernels depend on the processor. Where we differ on purpose
    TFT's own answer is often undefined, and only what is said of the case is compared.
    """
    written = json.loads((tft_cases.FIXTURES / f"{family}.json").read_text())["cases"]
    answers = {case["id"]: case for case in live(family)["cases"]}
    assert [case["id"] for case in written] == list(answers)
    for case in written:
        now = answers[case["id"]]
        assert case | {"tft": None} == now | {"tft": None}
        assert "deviation" in case or agrees(case["tft"], now["tft"], case), case["id"]


@pytest.mark.parametrize("family", FAMILIES)
def test_our_answers_are_those_of_live_tft_or_a_stated_deviation(family, tool):
    answers = ours(tool, family)
    wrong = [
        f"{case['id']}: found {answers[case['id']]}, expected {case.get('ours', case['tft'])}"
        for case in live(family)["cases"]
        if not agrees(answers[case["id"]], case.get("ours", case["tft"]), case)
    ]
    assert not wrong, "\n".join(wrong)


def tolerance(cases):
    ulps, relative = max(case["ulps"] for case in cases), max(case["relative"] for case in cases)
    words = ([f"{ulps} ulp"] if ulps else []) + ([f"{relative:g}"] if relative else [])
    return ", ".join(words) or "exact"


def scoreboard(tool):
    """A line per function: cases, how many agree, the tolerance, and each reason to differ."""
    rows, totals, reasons = [], [0, 0, 0], {}
    for family in FAMILIES:
        functions = {}
        for case in live(family)["cases"]:
            functions.setdefault(case["function"], []).append(case)
        for function, cases in functions.items():
            differing = [case for case in cases if "deviation" in case]
            passed = sum(
                agrees(ours(tool, family)[case["id"]], case["tft"], case) for case in cases if "deviation" not in case
            )
            notes = {reasons.setdefault(case["deviation"], len(reasons) + 1) for case in differing}
            marks = " ".join(f"[{note}](#deviations)" for note in sorted(notes))
            rows.append(f"| `{function}` | {len(cases)} | {passed} | {len(differing) or ''} {marks} | {tolerance(cases)} |")
            totals = [a + b for a, b in zip(totals, (len(cases), passed, len(differing)))]
    lines = [f"{totals[0]} cases of {len(rows)} functions: {totals[1]} agree, {totals[2]} differ on purpose.\n"]
    lines += ["| function | cases | agree | differ on purpose | tolerance |", "|---|---:|---:|---|---|", *sorted(rows)]
    lines += ["", "### Deviations", ""]
    lines += [f"{number}. {reason}" for reason, number in reasons.items()]
    return "\n".join(lines) + "\n"


def test_the_table_in_the_page_is_what_was_measured(tool):
    check_table("scoreboard", scoreboard(tool))
