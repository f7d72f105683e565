"""The evidence pack: a case as a sealed bundle that anyone can check without this program."""
