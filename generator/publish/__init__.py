"""The look at what was written, and what a release carries with it."""
