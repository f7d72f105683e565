"""The station's random key, wrapped once for each officer under their own passphrase; never in the clear on disk.

One small file beside the database. A slot holds an argon2id salt (RFC 9106) and the key sealed with AES-256-GCM
under what the passphrase gives; officers come and go without re-encrypting the database.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.core.errors import Refused, Trouble
from app.identity.rules import check_passphrase, locked_until
from app.store.blobs import KEY_BYTES, write_durably

SALT_BYTES: Final = 16
NONCE_BYTES: Final = 12


@dataclass(frozen=True)
class Cost:
    """How dear one guess is (argon2id): passes, memory in KiB, lanes."""

    passes: int
    memory_kib: int
    lanes: int


# RFC 9106, second recommended option: for machines where 2 GiB a sign-in is too much.
DESK_COST: Final = Cost(passes=3, memory_kib=64 * 1024, lanes=4)
DEAREST: Final = Cost(passes=32, memory_kib=4 * 1024 * 1024, lanes=64)


@dataclass(frozen=True)
class Slot:
    """One officer's way to the key, with the failures in a row that guard it."""

    officer: str
    name_zh: str
    name_en: str
    passes: int
    memory_kib: int
    lanes: int
    salt: str
    nonce: str
    sealed: str
    failures: int = 0
    last_failure: str = ""


class KeySlots:
    """The slots file of a station's home."""

    @classmethod
    def of(cls, home: Path) -> KeySlots:
        """The slots of a home."""
        return cls(home / "keyslots.json")

    def __init__(self, path: Path) -> None:
        self._path = path

    def exists(self) -> bool:
        """Whether the station has been made."""
        return self._path.exists()

    def slots(self) -> list[Slot]:
        """Every slot; Trouble when the file can't be read or is not a slots file."""
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
            return [_sound(Slot(**slot)) for slot in found["slots"]]
        except FileNotFoundError:
            raise Refused("identity.no_station") from None
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise Trouble("identity.slots_damaged") from error

    def add(
        self, key: bytes, officer: str, passphrase: str, *, name_zh: str = "", name_en: str = "", cost: Cost = DESK_COST
    ) -> None:
        """Wrap the key for an officer, replacing the slot they had."""
        check_passphrase(passphrase)
        salt, nonce = os.urandom(SALT_BYTES), os.urandom(NONCE_BYTES)
        sealed = AESGCM(_stretched(passphrase, salt, cost)).encrypt(nonce, key, officer.encode())
        slot = Slot(
            officer, name_zh, name_en, cost.passes, cost.memory_kib, cost.lanes, salt.hex(), nonce.hex(), sealed.hex()
        )
        others = [other for other in self.slots() if other.officer != officer] if self.exists() else []
        self._write([*others, slot])

    def remove(self, officer: str) -> None:
        """Take an officer's way to the key away; the last slot stays, or nobody could open the station again."""
        left = [slot for slot in self.slots() if slot.officer != officer]
        if not left:
            raise Refused("identity.last_slot")
        self._write(left)

    def unlock(self, officer: str, passphrase: str, now: datetime) -> bytes:
        """The station's key, or Refused: unknown officer and wrong passphrase are told alike, and count."""
        slots = self.slots()
        slot = next((slot for slot in slots if slot.officer == officer), None)
        if slot is None:
            raise Refused("identity.wrong_passphrase", field="passphrase")
        self._refuse_if_locked(slot, now)
        # Counted before it is tried: pulling the plug in the middle does not give a free guess.
        self._write_slot(slots, replace(slot, failures=slot.failures + 1, last_failure=now.isoformat()))
        cost = Cost(slot.passes, slot.memory_kib, slot.lanes)
        stretched = _stretched(passphrase, bytes.fromhex(slot.salt), cost)
        try:
            key = AESGCM(stretched).decrypt(bytes.fromhex(slot.nonce), bytes.fromhex(slot.sealed), officer.encode())
        except InvalidTag:
            raise Refused("identity.wrong_passphrase", field="passphrase") from None
        self._write_slot(slots, replace(slot, failures=0, last_failure=""))
        return key

    def _refuse_if_locked(self, slot: Slot, now: datetime) -> None:
        if not slot.last_failure:
            return
        until = locked_until(slot.failures, datetime.fromisoformat(slot.last_failure))
        if until is not None and now < until:
            raise Refused("identity.locked_out", field="passphrase", until=until)

    def _write_slot(self, slots: list[Slot], changed: Slot) -> None:
        self._write([changed if slot.officer == changed.officer else slot for slot in slots])

    def _write(self, slots: list[Slot]) -> None:
        document = {"format": 1, "slots": [asdict(slot) for slot in slots]}
        write_durably(self._path, json.dumps(document, ensure_ascii=False, indent=1).encode())


def _sound(slot: Slot) -> Slot:
    """A slot that can be tried; ValueError or TypeError for what no program of ours has written."""
    bytes.fromhex(slot.sealed)
    sizes = (len(bytes.fromhex(slot.salt)), len(bytes.fromhex(slot.nonce)))
    # A cost beyond reason would take the machine's memory before it could be called wrong.
    dear = slot.passes > DEAREST.passes or slot.memory_kib > DEAREST.memory_kib or slot.lanes > DEAREST.lanes
    if sizes != (SALT_BYTES, NONCE_BYTES) or dear or min(slot.passes, slot.lanes, slot.failures + 1) < 1:
        raise ValueError("not a key slot")
    if slot.last_failure:
        datetime.fromisoformat(slot.last_failure)
    return slot


def new_key() -> bytes:
    """A station's key: 32 random bytes."""
    return os.urandom(KEY_BYTES)


def _stretched(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    return hash_secret_raw(
        passphrase.encode(), salt, cost.passes, cost.memory_kib, cost.lanes, hash_len=32, type=Type.ID
    )
