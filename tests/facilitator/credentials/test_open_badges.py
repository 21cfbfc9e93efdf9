"""Open Badges made and checked here; code of other hands checks them too where it is installed.

The other hands are Digital Bazaar's verifiers and jose. They are not installed by any test: point
FACILITATOR_BADGE_VERIFIERS at a folder whose node_modules holds them (names in verify_badges.mjs).
"""

import json
import os
import shutil
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.certificates.model import AwardKind, CertificateRow, CertificateState, PageSkill
from facilitator.credentials.baking import bake_png, bake_svg, unbaked
from facilitator.credentials.contexts import load_context
from facilitator.credentials.did_key import base58, did_of, from_base58, public_of
from facilitator.credentials.emblem import emblem_png, emblem_svg
from facilitator.credentials.open_badge import open_badge
from facilitator.credentials.proofs import Suite, as_jwt, proven, with_proof
from facilitator.errors import Refused
from facilitator.signing.key_pair import KeyPair
from tests.facilitator.signing.builders import OTHER, PAIR

NOW = datetime(2026, 10, 20, 10, 0, tzinfo=UTC)
DAY = date(2026, 10, 15)
HERE = Path(__file__).parent


def a_row(**changes):
    values = {
        "id": "0199f000-0000-7000-8000-000000000001",
        "serial": "LQC-2026-0001",
        "participant_id": "p",
        "programme_id": "g",
        "rule_id": "r",
        "award": "certificate-of-achievement",
        "kind": AwardKind.ACHIEVEMENT,
        "title": "Certificate of achievement",
        "holder": "محمد بن عبد الله",
        "holder_native": "",
        "programme_title": "Future Skills in our City",
        "statement": "This certifies <b>& “so on”</b>.",
        "small_print": "Skills shown: Creativity (Confident).",
        "issuer": "Community Workshop Żółć",
        "place": "Novaport",
        "signatories": (),
        "skills": (PageSkill("Creativity", "", "Confident"),),
        "workshops_attended": 5,
        "workshops_planned": 5,
        "contact_minutes": 550,
        "offered_minutes": 550,
        "first_on": date(2026, 9, 17),
        "last_on": DAY,
        "issued_on": DAY,
        "issued_at": "2026-10-15T10:00:00.000Z",
        "language": "en",
        "template": "guilloche",
        "state": CertificateState.ISSUED,
        "state_reason": "",
        "replaces_id": None,
        "prints": 0,
    }
    return CertificateRow(**{**values, **changes})


def signed(form, pair=PAIR, **changes):
    badge = open_badge(a_row(**changes), pair.public)
    if form == "jwt":
        return as_jwt(badge, pair)
    return json.dumps(with_proof(badge, pair, Suite(form), NOW), ensure_ascii=False)


FORMS = ["eddsa-jcs-2022", "eddsa-rdfc-2022", "jwt"]


@pytest.mark.parametrize("form", FORMS)
def test_a_badge_proves_what_its_issuer_said(form):
    credential, public, holds = proven(signed(form))

    assert holds
    assert public == PAIR.public
    assert credential == open_badge(a_row(), PAIR.public)


@pytest.mark.parametrize("form", FORMS)
def test_a_badge_that_was_changed_proves_nothing(form):
    text = signed(form)
    if form == "jwt":
        other = signed(form, holder="Somebody Else").split(".")
        head, _, signature = text.split(".")
        changed = f"{head}.{other[1]}.{signature}"
    else:
        changed = text.replace("Future Skills", "Future Sk1lls")

    assert changed != text
    assert proven(changed)[2] is False


@pytest.mark.parametrize("form", FORMS[:2])
def test_a_badge_signed_by_another_key_than_its_issuers_proves_nothing(form):
    badge = open_badge(a_row(), PAIR.public)
    forged = with_proof(badge, OTHER, Suite(form), NOW)

    assert proven(json.dumps(forged))[2] is False


def test_nothing_but_the_name_is_personal_and_no_mail_or_link_is_inside():
    text = json.dumps(open_badge(a_row(), PAIR.public), ensure_ascii=False)
    links = [part for part in text.split('"') if part.startswith("http")]

    assert "@" not in text.replace('"@context"', "")
    assert links == [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ]


def test_every_property_is_one_that_the_contexts_know():
    """What JSON-LD does not know is dropped from what is signed: nothing may be."""
    from pyld import jsonld

    badge = open_badge(a_row(), PAIR.public)
    options = {"documentLoader": load_context}
    expanded = jsonld.expand(badge, options)
    back = jsonld.compact(expanded, badge["@context"], options)

    def keys(value):
        if isinstance(value, dict):
            return {*value, *(key for each in value.values() for key in keys(each))}
        return {key for each in value for key in keys(each)} if isinstance(value, list) else set()

    assert keys(badge) == keys(back)


def test_what_the_specification_asks_for_is_there():
    badge = open_badge(a_row(), PAIR.public)
    subject, achievement = badge["credentialSubject"], badge["credentialSubject"]["achievement"]

    assert {"@context", "id", "type", "name", "issuer", "validFrom"} <= set(badge)
    assert badge["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert subject["identifier"][0]["identityType"] == "name"
    assert {"id", "type", "name", "description", "criteria"} <= set(achievement)
    assert {"id", "type", "name"} <= set(badge["issuer"])


@pytest.mark.parametrize(
    "text",
    ["", "{", "{}", "a.b.c", "..", "[" * 1000, '{"proof": []}', "x" * 500_001, "é.é.é",
     '{"issuer": {"id": "did:web:x"}, "proof": {"cryptosuite": "eddsa-jcs-2022"}}'],
)  # fmt: skip
def test_what_is_no_badge_is_refused(text):
    with pytest.raises(Refused, match="badge-unreadable"):
        proven(text)


def test_a_badge_with_a_context_from_elsewhere_is_refused_without_asking_for_it():
    badge = open_badge(a_row(), PAIR.public)
    badge["@context"].append("https://example.org/context")
    with pytest.raises(Refused, match="badge-unreadable"):
        with_proof(badge, PAIR, Suite.RDFC, NOW)


@given(st.binary(max_size=60))
def test_base_58_is_read_as_it_was_written(content):
    assert from_base58(base58(content)) == content


@given(st.binary(min_size=32, max_size=32))
def test_an_issuer_is_its_key(private):
    public = KeyPair.from_private(private).public

    assert public_of(did_of(public)) == public


# Baking -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_a_badge_is_baked_into_a_png_that_stays_a_picture(form):
    from io import BytesIO

    from PIL import Image

    text = signed(form)
    baked = bake_png(emblem_png(), text)
    with Image.open(BytesIO(baked)) as image:
        image.load()
        assert image.size == (400, 400)
        assert image.text["openbadgecredential"] == text
    assert unbaked(baked) == text
    assert bake_png(baked, text) == baked


@pytest.mark.parametrize("form", FORMS)
def test_a_badge_is_baked_into_an_svg_that_stays_sound(form):
    from xml.etree import ElementTree as ET

    text = signed(form)
    baked = bake_svg(emblem_svg("A <title> & more", "Żółć"), text)
    root = ET.fromstring(baked)
    element = root.find("{https://purl.imsglobal.org/ob/v3p0}credential")
    assert text in (element.get("verify"), element.text)
    assert unbaked(baked.encode()) == text
    assert bake_svg(baked, text) == baked
    assert unbaked(bake_svg("<svg xmlns='http://www.w3.org/2000/svg'/>", text).encode()) == text


@pytest.mark.parametrize(
    "picture", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", emblem_png()[:-20], emblem_png()[:50]]
)
def test_what_is_no_sound_png_is_not_baked(picture):
    with pytest.raises(Refused, match="badge-picture-wrong"):
        bake_png(picture, "x")


@settings(max_examples=60)
@given(st.binary(max_size=200), st.booleans())
def test_reading_a_baked_picture_takes_anything_calmly(content, is_png):
    picture = b"\x89PNG\r\n\x1a\n" + content if is_png else b"<svg>" + content
    with pytest.raises(Refused):
        unbaked(picture)


def test_a_picture_without_a_badge_says_so():
    for picture in (emblem_png(), emblem_svg("A", "B").encode()):
        with pytest.raises(Refused, match="badge-unreadable"):
            unbaked(picture)


# Other hands ------------------------------------------------------------------------------------


def test_libraries_of_other_hands_verify_the_same_badges(tmp_path):
    folder = os.environ.get("FACILITATOR_BADGE_VERIFIERS", "")
    node = shutil.which("node")
    if not node or not (Path(folder) / "node_modules" / "@digitalbazaar" / "vc").is_dir():
        pytest.skip("no verifiers of other hands are installed")
    for form in FORMS:
        name = "badge.jwt" if form == "jwt" else f"{form}.json"
        (tmp_path / name).write_text(signed(form), encoding="utf-8")
    script = Path(folder) / "verify_badges.mjs"
    script.write_bytes((HERE / "verify_badges.mjs").read_bytes())
    done = subprocess.run(
        [node, script, tmp_path], cwd=folder, capture_output=True, encoding="utf-8", check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout) == {
        "eddsa-jcs-2022": {"genuine": True, "changed": False},
        "eddsa-rdfc-2022": {"genuine": True, "changed": False},
        "jwt": {"genuine": True, "changed": False},
    }
