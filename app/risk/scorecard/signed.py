"""The scorecard's file: one line of header with its SHA-256 and Ed25519 signature, then the model as plain JSON.

Tables and numbers only: nothing in it can run, an auditor can read it, and two versions can be compared line by line.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app.core.canonical import sha256
from app.core.errors import Refused
from app.risk.scorecard.model import Scorecard, as_json, from_json

MAX_BYTES = 3_000_000


@dataclass(frozen=True)
class Signed:
    """A scorecard with the key that signed it (raw Ed25519 public key in hex) and its file's hash."""

    model: Scorecard
    signer: str
    sha256: str


def sealed(model: Scorecard, key: Ed25519PrivateKey) -> bytes:
    """The bytes of a signed model file; Refused where it would be larger than a station takes."""
    payload = json.dumps(as_json(model), ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    header = {
        "sha256": sha256(payload),
        "signature": base64.b64encode(key.sign(payload)).decode(),
        "signer": public_hex(key.public_key()),
    }
    data = json.dumps(header, sort_keys=True).encode() + b"\n" + payload
    if len(data) > MAX_BYTES:
        raise Refused("risk.model_large", size=len(data), most=MAX_BYTES)
    return data


def opened(data: bytes, file: str, trusted: frozenset[str] | None = None) -> Signed:
    """The model of a file whose signature holds; with `trusted`, only if one of those keys made it."""
    if len(data) > MAX_BYTES:
        raise Refused("risk.model_large", size=len(data), most=MAX_BYTES)
    head, _, payload = data.partition(b"\n")
    try:
        header = json.loads(head)
        signer, signature = str(header["signer"]), base64.b64decode(header["signature"], validate=True)
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(signer)).verify(signature, payload)
        document = json.loads(payload)
    except InvalidSignature as error:
        raise Refused("risk.model_forged", file=file) from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Refused("risk.model_bad", file=file) from error
    if trusted is not None and signer not in trusted:
        raise Refused("risk.model_stranger", file=file, signer=signer[:16])
    return Signed(from_json(document, file), signer, sha256(data))


def read_model(path: Path, trusted: frozenset[str] | None = None) -> Signed:
    """A signed model from its file."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise Refused("risk.model_unread", file=path.name) from error
    return opened(data, path.name, trusted)


def public_hex(key: Ed25519PublicKey) -> str:
    """A public key's raw bytes in hex."""
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw).hex()
