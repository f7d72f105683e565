"""The same records cut for others: WCO, EU, China, OECD and GS1."""
