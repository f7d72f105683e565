"""One fact: what was done, when, by whom, to what; chained to the one before and signed by its station."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from app.core.canonical import canonical, sha256

GENESIS: Final = "0" * 64


@dataclass(frozen=True)
class Entry:
    """An entry as it stands in a station's stream; `hash` covers every field before it, `signature` the hash."""

    stream: str
    seq: int
    entry_id: str
    kind: str
    kind_version: int
    occurred_at: str
    officer: str
    subject: str
    body: Mapping[str, Any]
    prev_hash: str
    hash: str
    signature: str

    def blobs(self) -> Iterable[Mapping[str, Any]]:
        """The blobs this entry speaks of: the list under `blobs` in its body."""
        found = self.body.get("blobs", ())
        return found if isinstance(found, list) else ()


def hash_of(entry: Entry) -> str:
    """SHA-256 over the canonical JSON of everything but the hash and the signature."""
    return sha256(
        canonical(
            {
                "stream": entry.stream,
                "seq": entry.seq,
                "entry_id": entry.entry_id,
                "kind": entry.kind,
                "kind_version": entry.kind_version,
                "occurred_at": entry.occurred_at,
                "officer": entry.officer,
                "subject": entry.subject,
                "body": entry.body,
                "prev_hash": entry.prev_hash,
            }
        )
    )


class Signer:
    """A station's Ed25519 key (RFC 8032), which signs the hash of each of its entries."""

    def __init__(self, private: bytes | None = None) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(private) if private else Ed25519PrivateKey.generate()

    def private_bytes(self) -> bytes:
        """The 32 secret bytes, for the encrypted station database only."""
        return self._key.private_bytes_raw()

    def public_hex(self) -> str:
        """The public key as hex, which the first entry of the stream carries."""
        return self._key.public_key().public_bytes_raw().hex()

    def sign(self, digest: str) -> str:
        """The signature over a hash, as hex."""
        return self._key.sign(bytes.fromhex(digest)).hex()


def is_signed(digest: str, signature: str, public_hex: str) -> bool:
    """Whether a signature over a hash was made with the key of that public half."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_hex)).verify(
            bytes.fromhex(signature), bytes.fromhex(digest)
        )
    except (InvalidSignature, ValueError):
        return False
    return True
