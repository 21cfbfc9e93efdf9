"""Proofs on credentials: Data Integrity (``eddsa-jcs-2022``, ``eddsa-rdfc-2022``) and JWT.

Data Integrity EdDSA Cryptosuites 1.0 (W3C): the SHA-256 of the canonical proof options and that of
the canonical document, one after the other, are signed. JCS (RFC 8785) makes JSON canonical, and
RDFC-1.0 the statements that it makes in JSON-LD; the latter is the one that Open Badges 3.0 asks
every verifier to know. The JWT form is a JWS (RFC 7515) with the credential as its payload and the
key in its head, signed with EdDSA (RFC 8037).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from facilitator.credentials.contexts import load_context
from facilitator.credentials.did_key import (
    base58,
    did_of,
    from_base58,
    public_of,
    verification_method,
)
from facilitator.errors import Refused
from facilitator.signing.key_pair import KeyPair, is_signed_by

Json = dict[str, Any]

MAX_TEXT = 500_000
"""Characters of a credential that are looked at."""


class Suite(StrEnum):
    """How a document is made canonical."""

    JCS = "eddsa-jcs-2022"
    RDFC = "eddsa-rdfc-2022"


def with_proof(credential: Json, pair: KeyPair, suite: Suite, created: datetime) -> Json:
    """The credential with a Data Integrity proof."""
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": suite.value,
        "created": created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "verificationMethod": verification_method(pair.public),
        "proofPurpose": "assertionMethod",
    }
    signature = pair.sign(_hashed(credential, options, suite))
    shown = _options_shown(credential, options, suite)
    return {**credential, "proof": [{**shown, "proofValue": f"z{base58(signature)}"}]}


def as_jwt(credential: Json, pair: KeyPair) -> str:
    """The credential as a compact JWS."""
    head = {
        "alg": "EdDSA",
        "typ": "JWT",
        "kid": verification_method(pair.public),
        "jwk": {"kty": "OKP", "crv": "Ed25519", "x": _base64(pair.public)},
    }
    valid_from = datetime.fromisoformat(credential["validFrom"])
    payload = {
        **credential,
        "iss": credential["issuer"]["id"],
        "jti": credential["id"],
        "sub": credential["credentialSubject"].get("id", credential["id"]),
        "nbf": int(valid_from.timestamp()),
    }
    signed = f"{_base64(_json(head))}.{_base64(_json(payload))}"
    return f"{signed}.{_base64(pair.sign(signed.encode()))}"


def proven(text: str) -> tuple[Json, bytes, bool]:
    """The credential of a text (JSON with a proof, or a JWS), the public key of its issuer, and
    whether the proof holds. Refused: ``badge-unreadable``.
    """
    if len(text) > MAX_TEXT:
        raise Refused("badge-unreadable")
    try:
        if text.lstrip().startswith("{"):
            return _proven_document(json.loads(text))
        return _proven_jwt(text.strip())
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
        raise Refused("badge-unreadable") from None


def _proven_document(document: Json) -> tuple[Json, bytes, bool]:
    credential = {key: value for key, value in document.items() if key != "proof"}
    proof = document["proof"]
    options = dict(proof[0] if isinstance(proof, list) else proof)
    value = options.pop("proofValue")
    suite = Suite(options["cryptosuite"])
    public = public_of(credential["issuer"]["id"])
    signature = from_base58(value.removeprefix("z"))
    if public is None or signature is None:
        raise Refused("badge-unreadable")
    # Only the issuer's own key proves anything about what it issued.
    fits = (
        options["type"] == "DataIntegrityProof"
        and options["proofPurpose"] == "assertionMethod"
        and options["verificationMethod"] == verification_method(public)
    )
    stripped = {key: value for key, value in options.items() if key != "@context"}
    content = _hashed(credential, stripped, suite)
    return credential, public, fits and is_signed_by(public, signature, content)


def _proven_jwt(text: str) -> tuple[Json, bytes, bool]:
    head_text, payload_text, signature_text = text.split(".")
    head = json.loads(_from_base64(head_text))
    payload = json.loads(_from_base64(payload_text))
    public = public_of(payload["issuer"]["id"])
    if public is None or head["alg"] not in {"EdDSA", "Ed25519"}:
        raise Refused("badge-unreadable")
    fits = payload["iss"] == did_of(public) and payload["jti"] == payload["id"]
    signed = f"{head_text}.{payload_text}".encode()
    holds = is_signed_by(public, _from_base64(signature_text), signed)
    claims = {"iss", "jti", "sub", "nbf", "exp", "iat"}
    credential = {key: value for key, value in payload.items() if key not in claims}
    return credential, public, fits and holds


def _options_shown(credential: Json, options: Json, suite: Suite) -> Json:
    # The JCS suite keeps the context of the document inside the proof too.
    if suite is Suite.JCS:
        return {**options, "@context": credential["@context"]}
    return options


def _hashed(credential: Json, options: Json, suite: Suite) -> bytes:
    shown = {**options, "@context": credential["@context"]}
    return b"".join(
        hashlib.sha256(_canonical(each, suite)).digest() for each in (shown, credential)
    )


def _canonical(document: Json, suite: Suite) -> bytes:
    if suite is Suite.JCS:
        import rfc8785  # noqa: PLC0415

        return rfc8785.dumps(document)
    # Slow to load, and only badges need it.
    from pyld import jsonld  # noqa: PLC0415

    options = {
        "algorithm": "URDNA2015",
        "format": "application/n-quads",
        "documentLoader": load_context,
    }
    try:
        written: str = jsonld.normalize(document, options)
    except jsonld.JsonLdError as error:
        raise Refused("badge-unreadable") from error
    return written.encode()


def _json(values: Json) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()


def _base64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _from_base64(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error:
        raise Refused("badge-unreadable") from None
