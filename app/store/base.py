"""One schema for both databases: the metadata, its naming rule, and the column types that mean the same in each."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from sqlalchemy import BigInteger, Dialect, MetaData, Table
from sqlalchemy.types import TypeDecorator

metadata: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# What a table is, kept in Table.info: a reading can be rebuilt from the journal, a local table can't and need not.
READING: Final = {"kind": "reading"}
LOCAL: Final = {"kind": "local"}
JOURNAL: Final = {"kind": "journal"}


def readings() -> list[Table]:
    """The tables that replaying the journal must give again, parents first."""
    return [table for table in metadata.sorted_tables if table.info.get("kind") == "reading"]


class Scaled(TypeDecorator[Decimal]):
    """A decimal kept as a whole number of its smallest step, so that sums are exact on SQLite and PostgreSQL alike."""

    impl = BigInteger
    cache_ok = True

    def __init__(self, places: int) -> None:
        super().__init__()
        self.places = places

    def process_bind_param(self, value: Decimal | int | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        scaled = Decimal(value).scaleb(self.places)
        whole = int(scaled)
        if scaled != whole:
            raise ValueError(f"{value} has more than {self.places} decimal places")
        return whole

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(int(value)).scaleb(-self.places)

    def coerce_compared_value(self, op: Any, value: Any) -> Any:
        return self


def money() -> Scaled:
    """An amount to the hundredth of its currency."""
    return Scaled(2)


def quantity() -> Scaled:
    """A counted or weighed quantity to the thousandth of its unit."""
    return Scaled(3)
