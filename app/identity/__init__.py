"""Officers, roles, key slots, sign-in and lock."""
