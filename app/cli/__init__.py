"""One thin module a step: everything the window does is also a command."""
