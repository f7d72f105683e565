"""Photos, documents and other large pieces of a fact, addressed by SHA-256 and encrypted at rest."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.core.canonical import sha256
from app.core.errors import Trouble

NONCE_BYTES: Final = 12
KEY_BYTES: Final = 32
"""A station's key: that of SQLCipher and, through HKDF, of the blobs."""
MAX_BYTES: Final = 256 * 1024 * 1024


@dataclass(frozen=True)
class BlobRef:
    """What an entry says of a blob: its hash, kind, size in bytes and the name people know it by."""

    sha256: str
    media_type: str
    size: int
    name: str = ""

    def as_json(self) -> dict[str, str | int]:
        """The form in an entry's body."""
        return {"sha256": self.sha256, "media_type": self.media_type, "size": self.size, "name": self.name}


class Blobs(Protocol):
    """Keeps and gives back blobs; a station keeps files, the centre keeps rows."""

    def put(self, data: bytes, media_type: str, name: str = "") -> BlobRef: ...

    def get(self, digest: str) -> bytes: ...

    def has(self, digest: str) -> bool: ...


class FileBlobs:
    """A station's blobs: one AES-256-GCM file each, its hash bound in, on disk before any entry speaks of it."""

    def __init__(self, folder: Path, station_key: bytes) -> None:
        self._folder = folder
        self._cipher = AESGCM(HKDF(SHA256(), 32, None, b"tidewaiter blobs").derive(station_key))

    def _path(self, digest: str) -> Path:
        if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
            raise Trouble("store.blob_missing", digest=digest[:64])
        return self._folder / digest[:2] / digest

    def put(self, data: bytes, media_type: str, name: str = "") -> BlobRef:
        """Keep bytes durably and say what they are; keeping the same bytes twice costs nothing."""
        if len(data) > MAX_BYTES:
            raise Trouble("store.blob_too_large", name=name or media_type, limit=MAX_BYTES // 1024**2)
        digest = sha256(data)
        path = self._path(digest)
        if not path.exists():
            nonce = os.urandom(NONCE_BYTES)
            write_durably(path, nonce + self._cipher.encrypt(nonce, data, digest.encode()))
        return BlobRef(digest, media_type, len(data), name)

    def get(self, digest: str) -> bytes:
        """The bytes back, checked against their hash; Trouble when they are missing or were changed."""
        try:
            sealed = self._path(digest).read_bytes()
        except FileNotFoundError:
            raise Trouble("store.blob_missing", digest=digest) from None
        except OSError as error:
            raise Trouble("store.disk_error") from error
        try:
            data = self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], digest.encode())
        except (InvalidTag, ValueError):
            raise Trouble("store.blob_changed", digest=digest) from None
        if sha256(data) != digest:
            raise Trouble("store.blob_changed", digest=digest)
        return data

    def forget(self, digest: str) -> None:
        """Delete a blob that no entry names: something that was worked out and can be worked out again."""
        with suppress(OSError):
            self._path(digest).unlink(missing_ok=True)

    def has(self, digest: str) -> bool:
        """Whether the blob is here."""
        return self._path(digest).exists()


def write_durably(path: Path, data: bytes) -> None:
    """Write a whole file or none of it: temporary neighbour, fsync, rename, fsync of the folder."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        temporary.replace(path)
        if os.name == "posix":
            folder = os.open(path.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        key = "store.disk_full" if error.errno in {errno.ENOSPC, errno.EDQUOT} else "store.cannot_write"
        raise Trouble(key, path=path.name) from error
