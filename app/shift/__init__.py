"""An officer's shift at the window: sign in, the pages in their order, lock, hand over, end."""
