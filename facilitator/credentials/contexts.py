"""The two JSON-LD contexts of an Open Badge, from the product's own files; nothing else is read."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from facilitator.credentials.open_badge import OB_CONTEXT, VC_CONTEXT
from facilitator.errors import Refused
from facilitator.resources import resource

_FILES = {VC_CONTEXT: "credentials-v2.json", OB_CONTEXT: "open-badges-3.0.3.json"}


def load_context(url: str, _options: object = None) -> dict[str, Any]:
    """As PyLD asks for a document. Refused ``badge-unreadable`` for any address but the two."""
    if url not in _FILES:
        raise Refused("badge-unreadable")
    return {
        "contextUrl": None,
        "documentUrl": url,
        "document": _content(url),
        "contentType": "application/ld+json",
    }


@cache
def _content(url: str) -> Any:  # noqa: ANN401 - JSON-LD is made of anything
    return json.loads(resource("credentials", _FILES[url]).read_text(encoding="utf-8"))
