"""A certificate as an Open Badges 3.0 credential, still unsigned.

By the specification of 1EdTech (Open Badges 3.0, context 3.0.3) over the W3C Verifiable
Credentials Data Model 2.0. The holder is named in clear, as they agreed to; there is no e-mail and
no link anywhere. Whether the credential still stands is in the issuer's signed list, by the
licence number, which is the serial on paper.
"""

from __future__ import annotations

import uuid
from typing import Any

from facilitator.certificates.model import AwardKind, CertificateRow
from facilitator.credentials.did_key import did_of

VC_CONTEXT = "https://www.w3.org/ns/credentials/v2"
OB_CONTEXT = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"

Json = dict[str, Any]

_NAMESPACE = uuid.UUID("5f0b3f3e-3d0e-5f6e-9a57-0f4c1b2d7e10")

# Of the list of achievement types; what says no more than "was there" is no more than a badge.
_TYPES = {
    AwardKind.ATTENDANCE: "Badge",
    AwardKind.PARTICIPATION: "Badge",
    AwardKind.ACHIEVEMENT: "Achievement",
    AwardKind.MICROCREDENTIAL: "MicroCredential",
}


def open_badge(row: CertificateRow, public: bytes) -> Json:
    """The credential for one certificate, issued by the holder of this key."""
    did = did_of(public)
    day = f"{row.issued_on.isoformat()}T00:00:00Z"
    achievement = uuid.uuid5(_NAMESPACE, f"{did} {row.programme_title} {row.award} {row.title}")
    skills = [skill.title for skill in row.skills]
    narrative = row.small_print or row.statement
    return {
        "@context": [VC_CONTEXT, OB_CONTEXT],
        "id": f"urn:uuid:{row.id}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": row.title,
        "issuer": {"id": did, "type": ["Profile"], "name": row.issuer},
        "validFrom": day,
        "awardedDate": day,
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": False,
                    "identityType": "name",
                    "identityHash": row.holder,
                }
            ],
            "activityStartDate": f"{row.first_on.isoformat()}T00:00:00Z",
            "activityEndDate": f"{row.last_on.isoformat()}T00:00:00Z",
            "licenseNumber": row.printed_serial,
            "narrative": row.statement,
            "achievement": {
                "id": f"urn:uuid:{achievement}",
                "type": ["Achievement"],
                "achievementType": _TYPES[row.kind],
                "name": f"{row.title}: {row.programme_title}",
                "description": f"{row.title}: {row.programme_title}",
                "criteria": {"narrative": narrative},
                "inLanguage": row.language,
                **({"tag": skills} if skills else {}),
            },
        },
    }
