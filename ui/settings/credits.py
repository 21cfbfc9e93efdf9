"""Names, credit lines and licences as their makers want them; none of it is translated."""

from __future__ import annotations

FRAMEWORKS = (
    ("LifeComp", "LifeComp codes and titles © European Union, 2020", "CC BY 4.0"),
    ("DigComp 2.2", "DigComp 2.2 codes and titles © European Union, 2022", "CC BY 4.0"),
    ("GreenComp", "GreenComp codes and titles © European Union, 2022", "CC BY 4.0"),
    (
        "EntreComp",
        "EntreComp codes and titles © European Union, 2016",
        "Reproduction is authorised provided the source is acknowledged",
    ),
)
"""Public frameworks whose codes and titles are shown: name, credit, licence."""

LIBRARIES = (
    ("PySide6-Essentials", "LGPL-3.0-only"),
    ("shiboken6", "LGPL-3.0-only"),
    ("qasync", "BSD-2-Clause"),
    ("sqlite-utils", "Apache-2.0"),
    ("reportlab", "BSD-3-Clause"),
    ("uharfbuzz", "Apache-2.0"),
    ("babel", "BSD-3-Clause"),
    ("hijridate", "MIT"),
    ("zxing-cpp", "Apache-2.0"),
    ("cryptography", "Apache-2.0 or BSD-3-Clause"),
    ("pyld", "BSD-3-Clause"),
    ("lxml", "BSD-3-Clause"),
    ("rfc8785", "Apache-2.0"),
    ("miniaudio", "MIT"),
    ("wakepy", "MIT"),
    ("pypdfium2", "Apache-2.0 or BSD-3-Clause"),
    ("openpyxl", "MIT"),
    ("click", "BSD-3-Clause"),
    ("pillow", "MIT-CMU"),
    ("tzlocal", "MIT"),
    ("tzdata", "Apache-2.0"),
    ("typing_extensions", "PSF-2.0"),
)
"""Packages that come with the program, with their licences."""
