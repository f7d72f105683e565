"""The register page: search as you type, the whole record beside it, its history, and imports."""

from __future__ import annotations

from app.register.screen.page import RegisterPage

__all__ = ["RegisterPage"]
