"""Tidewaiter: from a declaration file to a printed detention notice, with proof at each step."""
