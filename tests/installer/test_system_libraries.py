import shutil
import subprocess
import sys
from pathlib import Path

import PySide6
import pytest

from installer import system_libraries
from installer.system_libraries import DRAWING, EVERYTHING, WAYLAND, X11
from installer.trouble import SetupTrouble

LINUX_ONLY = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="Qt needs nothing of the system elsewhere"
)
DEBIAN = {"ID": "debian"}
# Every Linux has these, or Python itself would not run.
EVERYWHERE = (
    "libc.so",
    "libm.so",
    "libgcc_s.so",
    "libresolv.so",
    "ld-linux",
    "libpthread",
    "libdl",
)


@pytest.fixture
def no_root(monkeypatch):
    monkeypatch.setattr(system_libraries, "is_root", lambda: False)


@pytest.fixture
def with_apt(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, {*DRAWING}),
        ({"DISPLAY": ":0"}, {*DRAWING, *X11}),
        ({"WAYLAND_DISPLAY": "wayland-0"}, {*DRAWING, *WAYLAND}),
        ({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, {*DRAWING, *X11}),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, {*DRAWING}),
    ],
)
def test_a_session_needs_what_its_display_needs(environ, expected):
    assert set(system_libraries.needed_here(environ)) == expected


@LINUX_ONLY
def test_a_library_that_is_nowhere_is_missing():
    assert system_libraries.missing(["libno-such-thing.so.9"]) == ["libno-such-thing.so.9"]


@LINUX_ONLY
def test_the_c_library_is_not_missing():
    assert system_libraries.missing(["libc.so.6"]) == []


@pytest.mark.parametrize(
    ("system", "expected"),
    [
        (
            {"ID": "linuxmint", "ID_LIKE": "ubuntu debian"},
            "run `sudo apt-get install -y --no-install-recommends libegl1 libxcb-cursor0`",
        ),
        (
            {"ID": "fedora"},
            "run `sudo dnf install 'libEGL.so.1()(64bit)' 'libxcb-cursor.so.0()(64bit)'`",
        ),
        (
            {"ID": "opensuse-leap", "ID_LIKE": "suse opensuse"},
            "run `sudo zypper install 'libEGL.so.1()(64bit)' 'libxcb-cursor.so.0()(64bit)'`",
        ),
        ({"ID": "manjaro", "ID_LIKE": "arch"}, "run `sudo pacman -S --needed libglvnd"),
        ({"ID": "slackware"}, "install the packages of your system that bring them"),
    ],
)
@pytest.mark.usefixtures("no_root", "with_apt")
def test_each_system_has_its_own_command(system, expected):
    told = system_libraries.way_to_install(["libEGL.so.1", "libxcb-cursor.so.0"], system)

    assert told.startswith(expected)


@LINUX_ONLY
@pytest.mark.usefixtures("no_root", "with_apt")
def test_somebody_without_root_is_told_what_is_missing_and_the_command(tmp_path, monkeypatch):
    monkeypatch.setattr(system_libraries, "os_release", lambda: DEBIAN)
    monkeypatch.setattr(system_libraries, "missing", lambda names: [n for n in names if "EGL" in n])

    with pytest.raises(SetupTrouble) as told:
        system_libraries.ensure(tmp_path, {})

    assert "lacks (libEGL.so.1)" in str(told.value)
    assert "`sudo apt-get install -y --no-install-recommends libegl1`" in str(told.value)


@LINUX_ONLY
@pytest.mark.usefixtures("with_apt")
def test_root_on_debian_gets_the_missing_ones_installed(tmp_path, monkeypatch):
    (tmp_path / ".venv").mkdir()
    absent = {"libEGL.so.1", "libxcb-cursor.so.0"}
    commands = []

    def installing(command, *_):
        commands.append(command)
        if "install" in command:
            absent.clear()

    monkeypatch.setattr(system_libraries, "is_root", lambda: True)
    monkeypatch.setattr(system_libraries, "os_release", lambda: DEBIAN)
    monkeypatch.setattr(
        system_libraries, "missing", lambda names: [n for n in names if n in absent]
    )
    monkeypatch.setattr(system_libraries, "run_quietly", installing)

    system_libraries.ensure(tmp_path, {})

    assert [command[0] for command in commands] == ["apt-get", "apt-get"]
    assert commands[0][-1] == "update"
    assert commands[1][-2:] == ["libegl1", "libxcb-cursor0"]


@LINUX_ONLY
@pytest.mark.usefixtures("with_apt")
def test_root_on_debian_is_told_the_command_if_installing_fails(tmp_path, monkeypatch):
    (tmp_path / ".venv").mkdir()
    monkeypatch.setattr(system_libraries, "is_root", lambda: True)
    monkeypatch.setattr(system_libraries, "os_release", lambda: DEBIAN)
    monkeypatch.setattr(system_libraries, "missing", lambda names: [n for n in names if "EGL" in n])
    monkeypatch.setattr(system_libraries, "run_quietly", lambda *_: None)

    with pytest.raises(SetupTrouble, match=r"`apt-get install .* libegl1`"):
        system_libraries.ensure(tmp_path, {})


@LINUX_ONLY
def test_the_lists_hold_all_that_the_installed_qt_names_as_needed():
    if shutil.which("readelf") is None:
        pytest.skip("readelf (binutils) is not installed, so the wheel cannot be looked into")
    qt = Path(PySide6.__file__).parent
    parts = ("Core", "Gui", "Widgets", "Svg", "DBus", "PrintSupport", "Network", "Test", "XcbQpa")
    objects = [
        *(qt / "Qt" / "lib" / f"libQt6{part}.so.6" for part in (*parts, "WaylandClient")),
        *(
            qt / "Qt" / "plugins" / "platforms" / f"libq{name}.so"
            for name in ("offscreen", "xcb", "wayland")
        ),
    ]
    listed = subprocess.run(
        ["readelf", "-dW", *objects], capture_output=True, text=True, check=True
    ).stdout
    needed = {
        line.rpartition("[")[2].rstrip("]") for line in listed.splitlines() if "(NEEDED)" in line
    }
    carried = {path.name for path in (qt / "Qt" / "lib").iterdir()}

    foreign = {name for name in needed - carried if not name.startswith(EVERYWHERE)}

    # The common part of brotli comes in the package of its decoder, which is listed.
    assert foreign - {"libbrotlicommon.so.1"} <= set(EVERYTHING)
