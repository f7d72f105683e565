"""The tables of custody and its end, as the journal's facts leave them."""

from __future__ import annotations

from app.custody.records import ending, keeping, telling
from app.journal.applying import Applies

APPLIES: Applies = {**keeping.APPLIES, **ending.APPLIES, **telling.APPLIES}
