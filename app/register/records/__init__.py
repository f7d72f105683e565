"""The register's tables and queries: rights as they stand, as they stood, and how an edition comes in."""

from __future__ import annotations

from app.register.records.current import (
    Editions,
    count_changed_since,
    digest_of,
    digests,
    edition_days,
    editions,
    last_edition,
    named,
    prefix_holders,
    recordations,
    standing_editions,
)
from app.register.records.past import (
    added_in,
    changed_again_in,
    changed_between,
    image_of,
    picture_named,
    recordation,
    recordations_as_of,
    recordations_of_edition,
    recordations_under,
    versions,
)
from app.register.records.tables import edition_table, kept_index_table
from app.register.records.taking import APPLIES

__all__ = [
    "APPLIES",
    "Editions",
    "added_in",
    "changed_again_in",
    "changed_between",
    "count_changed_since",
    "digest_of",
    "digests",
    "edition_days",
    "edition_table",
    "editions",
    "image_of",
    "kept_index_table",
    "last_edition",
    "named",
    "picture_named",
    "prefix_holders",
    "recordation",
    "recordations",
    "recordations_as_of",
    "recordations_of_edition",
    "recordations_under",
    "standing_editions",
    "versions",
]
