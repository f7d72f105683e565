"""What a declaration's codes are called, in both languages: the one home of these words for every later step."""

from __future__ import annotations

from app.core.errors import Say


def direction_said(direction: str) -> Say:
    """Import, export or transit."""
    return Say(f"intake.direction_{direction}")


def channel_said(channel: str) -> Say:
    """How goods travel."""
    return Say(f"intake.channel_{channel}")
