"""The procedure engine: the law is a pack, and these pure functions say what it allows and what it costs."""
