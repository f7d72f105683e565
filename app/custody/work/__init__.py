"""The acts of custody, each one transaction."""
