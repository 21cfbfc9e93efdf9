"""The libraries that Qt takes from the system on Linux: which are missing, and how to get them.

Qt's wheels carry Qt itself but not what every desktop has anyway; a bare server or container has
none of it. Each list below is what the shared objects in the wheel name as needed (`readelf -d` on
QtCore, QtGui, QtWidgets, QtSvg, QtPrintSupport, QtNetwork and the platform plugins).
"""

from __future__ import annotations

import ctypes
import os
import platform
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from installer.quiet import run_quietly
from installer.stamp import LOG_NAME, environment_folder
from installer.trouble import SetupTrouble


@dataclass(frozen=True)
class Packages:
    """Which package brings a library: on Debian and its kin, and on Arch Linux."""

    debian: str
    arch: str


DRAWING: Mapping[str, Packages] = {
    "libstdc++.so.6": Packages("libstdc++6", "gcc-libs"),
    "libz.so.1": Packages("zlib1g", "zlib"),
    "libzstd.so.1": Packages("libzstd1", "zstd"),
    "libbrotlidec.so.1": Packages("libbrotli1", "brotli"),
    "libgssapi_krb5.so.2": Packages("libgssapi-krb5-2", "krb5"),
    "libglib-2.0.so.0": Packages("libglib2.0-0", "glib2"),
    "libgthread-2.0.so.0": Packages("libglib2.0-0", "glib2"),
    "libdbus-1.so.3": Packages("libdbus-1-3", "dbus"),
    "libfreetype.so.6": Packages("libfreetype6", "freetype2"),
    "libfontconfig.so.1": Packages("libfontconfig1", "fontconfig"),
    "libX11.so.6": Packages("libx11-6", "libx11"),
    "libxkbcommon.so.0": Packages("libxkbcommon0", "libxkbcommon"),
    "libEGL.so.1": Packages("libegl1", "libglvnd"),
    "libGL.so.1": Packages("libgl1", "libglvnd"),
}
"""Needed to draw at all, even into memory without a display."""

X11: Mapping[str, Packages] = {
    "libX11-xcb.so.1": Packages("libx11-xcb1", "libx11"),
    "libxcb.so.1": Packages("libxcb1", "libxcb"),
    "libxcb-cursor.so.0": Packages("libxcb-cursor0", "xcb-util-cursor"),
    "libxcb-icccm.so.4": Packages("libxcb-icccm4", "xcb-util-wm"),
    "libxcb-image.so.0": Packages("libxcb-image0", "xcb-util-image"),
    "libxcb-keysyms.so.1": Packages("libxcb-keysyms1", "xcb-util-keysyms"),
    "libxcb-randr.so.0": Packages("libxcb-randr0", "libxcb"),
    "libxcb-render.so.0": Packages("libxcb-render0", "libxcb"),
    "libxcb-render-util.so.0": Packages("libxcb-render-util0", "xcb-util-renderutil"),
    "libxcb-shape.so.0": Packages("libxcb-shape0", "libxcb"),
    "libxcb-shm.so.0": Packages("libxcb-shm0", "libxcb"),
    "libxcb-sync.so.1": Packages("libxcb-sync1", "libxcb"),
    "libxcb-util.so.1": Packages("libxcb-util1", "xcb-util"),
    "libxcb-xfixes.so.0": Packages("libxcb-xfixes0", "libxcb"),
    "libxcb-xkb.so.1": Packages("libxcb-xkb1", "libxcb"),
    "libxkbcommon-x11.so.0": Packages("libxkbcommon-x11-0", "libxkbcommon-x11"),
}
"""Needed besides for a window on an X11 display."""

WAYLAND: Mapping[str, Packages] = {
    "libwayland-client.so.0": Packages("libwayland-client0", "wayland"),
    "libwayland-cursor.so.0": Packages("libwayland-cursor0", "wayland"),
}
"""Needed besides for a window on a Wayland display."""

EVERYTHING: Mapping[str, Packages] = {**DRAWING, **X11, **WAYLAND}


def needed_here(environ: Mapping[str, str]) -> list[str]:
    """List the libraries that this session needs: to draw, and for the display that it has."""
    names = list(DRAWING)
    if environ.get("QT_QPA_PLATFORM", "xcb").startswith("xcb") and environ.get("DISPLAY"):
        names += X11
    elif environ.get("WAYLAND_DISPLAY"):
        names += WAYLAND
    return names


def missing(names: Iterable[str]) -> list[str]:
    """List those of the libraries that the system's loader cannot load."""
    return [name for name in names if not _loads(name)]


def ensure(root: Path, environ: Mapping[str, str]) -> None:
    """See that Qt finds its libraries; install them where that is ours to do, or say how to.

    Raises SetupTrouble naming the libraries and the command for this system.
    """
    if not sys.platform.startswith("linux"):
        return
    needed = needed_here(environ)
    system = os_release()
    if is_debian(system) and is_root() and missing(EVERYTHING):
        _install_on_debian(root, missing(EVERYTHING))
    absent = missing(needed)
    if absent:
        raise SetupTrouble(
            f"Qt needs libraries that this system lacks ({', '.join(absent)}): "
            f"{way_to_install(absent, system)}, and run this again."
        )


def way_to_install(names: Sequence[str], system: Mapping[str, str]) -> str:
    """Tell how the libraries are installed on the system that `os_release` described."""
    sudo = "" if is_root() else "sudo "
    families = {system.get("ID", ""), *system.get("ID_LIKE", "").split()}
    if is_debian(system):
        packages = " ".join(debian_packages(names))
        return f"run `{sudo}apt-get install -y --no-install-recommends {packages}`"
    if "arch" in families:
        return f"run `{sudo}pacman -S --needed {' '.join(_packages_on_arch(names))}`"
    # RPM knows which package brings a library, so it can be asked for the library itself.
    capabilities = " ".join(f"'{name}()(64bit)'" for name in names)
    if families & {"suse", "opensuse"}:
        return f"run `{sudo}zypper install {capabilities}`"
    if families & {"fedora", "rhel", "centos"}:
        return f"run `{sudo}dnf install {capabilities}`"
    return "install the packages of your system that bring them"


def debian_packages(names: Iterable[str]) -> list[str]:
    """Name the Debian packages that bring the libraries."""
    return sorted({EVERYTHING[name].debian for name in names})


def is_debian(system: Mapping[str, str]) -> bool:
    """Tell whether the system is Debian, Ubuntu or of their kin, with apt at hand."""
    families = {system.get("ID", ""), *system.get("ID_LIKE", "").split()}
    return bool(families & {"debian", "ubuntu"}) and shutil.which("apt-get") is not None


def is_root() -> bool:
    """Tell whether this process may install system packages without sudo."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def os_release() -> Mapping[str, str]:
    """Read what the system calls itself; empty if it does not say."""
    try:
        return platform.freedesktop_os_release()
    except OSError:
        return {}


def _packages_on_arch(names: Iterable[str]) -> list[str]:
    return sorted({EVERYTHING[name].arch for name in names})


def _install_on_debian(root: Path, names: Sequence[str]) -> None:
    """Install what is missing; what could not be is found missing again by the caller."""
    log = environment_folder(root) / LOG_NAME
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    wait = ["-o", "DPkg::Lock::Timeout=120", "-o", "Acquire::Retries=2"]
    run_quietly(["apt-get", *wait, "update"], "Reading the system's package lists", log, environ)
    run_quietly(
        ["apt-get", *wait, "install", "-y", "--no-install-recommends", *debian_packages(names)],
        f"Installing {len(names)} system libraries that Qt needs",
        log,
        environ,
    )


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
