"""The Qt ground that every screen stands on; it knows no step."""
