"""The real start, in a process of its own: paint first, end cleanly."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("reportlab", "openpyxl", "sqlite_utils", "sqlite3", "uharfbuzz", "segno", "tzlocal")
STORY = """
import json, sys
import ui.app as app
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

real = app.load_script_families
facts = {}

def after_the_first_paint():
    [window] = [w for w in QApplication.topLevelWidgets() if w.objectName() == "main_window"]
    facts["visible"] = window.isVisible()
    facts["modules"] = sorted(sys.modules)
    def wait_for_the_file():
        there = window.route is not None and window.route.screen != "welcome"
        if len(sys.argv) > 1 and not (there or window._trouble_bar.isVisible()):
            QTimer.singleShot(20, window, wait_for_the_file)
            return
        facts["route"] = window.route.screen
        facts["trouble"] = window._trouble_bar._headline.text()
        QTimer.singleShot(50, window, window.close)
    QTimer.singleShot(0, window, wait_for_the_file)
    return real()

app.load_script_families = after_the_first_paint
code = app.main()
print(json.dumps({**facts, "code": code}))
"""


def play(tmp_path, *arguments):
    done = subprocess.run(
        [sys.executable, "-X", "dev", "-W", "error::ResourceWarning", "-c", STORY, *arguments],
        cwd=ROOT,
        env={
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "FACILITATOR_CONFIG_DIR": str(tmp_path / "config"),
            "HOME": str(tmp_path),
            "PYTHONPATH": str(ROOT),
        },
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    noise = ("OpenType support missing", "This plugin does not support", " took 0.")
    assert [line for line in done.stderr.splitlines() if not any(n in line for n in noise)] == []
    return json.loads(done.stdout.splitlines()[-1])


def test_nothing_heavy_is_read_from_disk_before_the_first_paint(tmp_path):
    facts = play(tmp_path)

    assert facts["visible"] is True
    assert [name for name in HEAVY if name in facts["modules"]] == []
    assert "facilitator.workbook" not in facts["modules"]
    assert (facts["route"], facts["code"]) == ("welcome", 0)


def test_a_workbook_that_was_named_is_opened(tmp_path, sample_path):
    facts = play(tmp_path, str(sample_path))

    assert facts["trouble"] == ""
    assert facts["route"] == "today"
    assert facts["code"] == 0
    # Nothing but the complete file and its backups is left.
    left = {path.name for path in sample_path.parent.iterdir()}
    assert not {name for name in left if name.endswith(("-wal", "-shm", ".lock"))}


@pytest.mark.parametrize("name", ["nothing.facilitator"])
def test_a_named_file_that_is_not_there_is_said(tmp_path, name):
    facts = play(tmp_path, str(tmp_path / name))

    assert name in facts["trouble"]
    assert facts["route"] == "welcome"
