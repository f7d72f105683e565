"""What a supervisor says of the rules on the Settings page: the word on unverified ones, and the office's own days."""

from __future__ import annotations

from app.detention.screen.default_rules import DefaultRules
from app.detention.screen.office_days import OfficeDaysDesk

__all__ = ["DefaultRules", "OfficeDaysDesk"]
