"""The tallies page: figures, charts, a table by cuts, and the cases behind each."""
