"""That the benchmarks still run; what they measure is nobody's condition."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_case_runs_on_tiny_sizes_and_tells_its_figures(tmp_path: Path):
    out = tmp_path / "figures.json"
    command = [sys.executable, "-m", "tests.benchmarks", "--quick", "--json", str(out)]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    figures = json.loads(out.read_text(encoding="utf-8"))["figures"]
    assert len(figures) >= 30
    assert all(figure["value"] >= 0 for figure in figures)
    assert all(figure["peak_megabytes"] > 0 for figure in figures)
    assert {figure["name"] for figure in figures if figure["unit"] == "%"} != set()
