"""Certificates as Open Badges: made, baked and checked with no network, and only if wanted.

Opt-in: the holder must have answered the purpose ``badge`` with yes, as the file names them and
goes wherever they send it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from facilitator.certificates import store
from facilitator.certificates.certificates import Certificates
from facilitator.certificates.model import CertificateState
from facilitator.credentials.baking import bake_png, bake_svg, unbaked
from facilitator.credentials.emblem import emblem_png, emblem_svg
from facilitator.credentials.open_badge import Json, open_badge
from facilitator.credentials.proofs import Suite, as_jwt, proven, with_proof
from facilitator.errors import Refused
from facilitator.signing.key_pair import key_id_of
from facilitator.signing.signing import Signing
from facilitator.signing.status_list import Listed
from facilitator.signing.verdict import KnownIssuer
from facilitator.storage import Database
from facilitator.whole_files import whole_file

CONSENT = "badge"


class Form(StrEnum):
    """How a badge is signed."""

    DATA_INTEGRITY = "data-integrity"
    DATA_INTEGRITY_JCS = "data-integrity-jcs"
    JWT = "jwt"


@dataclass(frozen=True, slots=True)
class BadgeCheck:
    """What is to be thought of a badge. `holds`: its issuer signed exactly this; `issuer` None:
    that key is not known here; `taken_back`: the issuer's list says it no longer stands.
    """

    holds: bool
    credential: Json
    key_id: str
    issuer: KnownIssuer | None
    taken_back: Listed | None


class Badges:
    """The badges of one open workbook."""

    def __init__(self, database: Database, certificates: Certificates, signing: Signing) -> None:
        self._database = database
        self._certificates = certificates
        self._signing = signing

    def credential(self, certificate_id: str, form: Form | str = Form.DATA_INTEGRITY) -> str:
        """The signed credential of a valid certificate, as JSON or as a compact JWS.

        Refused: ``certificate-not-valid``, ``consent-missing``, ``signing-key-locked``.
        """
        row = self._certificates.certificate(certificate_id)
        if row.state is not CertificateState.ISSUED or not row.participant_id:
            raise Refused("certificate-not-valid", serial=row.serial)
        if store.latest_answers(self._database, CONSENT).get(row.participant_id) != "yes":
            raise Refused("consent-missing", name=row.holder, purpose=CONSENT)
        pair = self._signing.pair()
        badge = open_badge(row, pair.public)
        if Form(form) is Form.JWT:
            return as_jwt(badge, pair)
        suite = Suite.RDFC if Form(form) is Form.DATA_INTEGRITY else Suite.JCS
        signed = with_proof(badge, pair, suite, self._database.clock.now())
        return json.dumps(signed, ensure_ascii=False, indent=1)

    def baked(
        self,
        certificate_id: str,
        kind: str,
        form: Form | str = Form.JWT,
        picture: bytes | None = None,
    ) -> bytes:
        """A badge's picture (``png`` or ``svg``) with the credential inside; the product's own
        emblem where no picture is given. Refused: ``badge-picture-wrong``, and as `credential`.
        """
        credential = self.credential(certificate_id, form)
        row = self._certificates.certificate(certificate_id)
        if kind == "png":
            return bake_png(picture if picture is not None else emblem_png(), credential)
        if kind != "svg":
            raise Refused("badge-picture-wrong")
        try:
            drawn = picture.decode() if picture is not None else emblem_svg(row.title, row.issuer)
        except UnicodeDecodeError:
            raise Refused("badge-picture-wrong") from None
        return bake_svg(drawn, credential).encode()

    def write(self, certificate_id: str, out: Path, form: Form | str = Form.DATA_INTEGRITY) -> None:
        """Write a badge: by the ending of `out` a baked ``.png`` or ``.svg``, else the credential
        alone.
        """
        ending = out.suffix.lower().removeprefix(".")
        if ending in {"png", "svg"}:
            content = self.baked(certificate_id, ending, form)
        else:
            content = self.credential(certificate_id, form).encode()
        with whole_file(out) as stream:
            stream.write(content)

    def check(self, content: bytes) -> BadgeCheck:
        """What to think of a badge: JSON, JWS, or a picture with one inside. Refused:
        ``badge-unreadable``, ``badge-picture-wrong``.
        """
        text = badge_text(content)
        credential, public, holds = proven(text)
        key_id = key_id_of(public)
        listed = self._signing.status_lists().get(key_id)
        serial = credential.get("credentialSubject", {}).get("licenseNumber", "")
        taken_back = listed.of(serial) if listed and isinstance(serial, str) else None
        return BadgeCheck(
            holds, credential, key_id, self._signing.issuers().get(key_id), taken_back
        )


def badge_text(content: bytes) -> str:
    """The credential's text in a file. Refused: ``badge-unreadable``, ``badge-picture-wrong``."""
    if content.startswith(b"\x89PNG") or b"<svg" in content[:4000]:
        return unbaked(content)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("badge-unreadable") from None
