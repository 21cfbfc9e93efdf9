import random

import pytest
import segno
import zxingcpp
from PIL import Image

from facilitator.documents.qr import QUIET_MODULES, qr_code, qr_path
from facilitator.errors import Refused

CAPITALS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


def read(code):
    side = code.modules + 2 * QUIET_MODULES
    image = Image.new("L", (side, side), 255)
    for place, bit in enumerate(code.bits):
        if bit == "1":
            row, column = divmod(place, code.modules)
            image.putpixel((column + QUIET_MODULES, row + QUIET_MODULES), 0)
    found = zxingcpp.read_barcodes(image.resize((side * 5, side * 5), Image.Resampling.NEAREST))
    return found[0].text if found else None


@pytest.mark.parametrize("error", "lmqh")
@pytest.mark.parametrize("length", [1, 12, 60, 170, 230, 600, 1200])
@pytest.mark.parametrize("letters", [CAPITALS, "abcÄ ñ漢"])
def test_a_code_is_read_back_by_another_program(error, length, letters):
    drawn = random.Random(length)
    text = "A" + "".join(drawn.choice(letters) for _ in range(length)) + "A"
    try:
        code = qr_code(text, error)
    except Refused:
        assert (length, letters) == (1200, "abcÄ ñ漢")
        return

    assert read(code) == text


@pytest.mark.parametrize("length", [1, 8, 15, 36, 57, 92, 113, 200, 500])
def test_a_code_is_the_one_that_another_encoder_makes(length):
    drawn = random.Random(length)
    text = "A" + "".join(drawn.choice(CAPITALS) for _ in range(length - 1))
    other = segno.make(text, error="m", micro=False, mask=2, boost_error=False)

    assert qr_code(text, "m").rows == ["".join(map(str, row)) for row in other.matrix]


def test_what_no_code_can_hold_is_refused():
    with pytest.raises(Refused, match="qr-too-long"):
        qr_code("x" * 4000)


def test_a_path_has_as_many_dark_modules_as_the_code():
    path, modules = qr_path("LQC-2026-0001")
    runs = [part.split() for part in path.removesuffix(" f").split(" re") if part.strip()]

    assert modules == 21
    assert sum(int(run[2]) for run in runs) == qr_code("LQC-2026-0001").bits.count("1")
