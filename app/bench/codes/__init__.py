"""Codes on goods and papers: found in pictures, read by two engines, and told what they mean."""
