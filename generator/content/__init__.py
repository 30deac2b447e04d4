"""Bytes to values: the text of files, and the line and column of each value."""
