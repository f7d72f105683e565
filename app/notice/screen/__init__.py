"""The Detain page, and documents on screen and on the printer."""
