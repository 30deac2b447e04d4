"""The standard as rules: a module for each of the seven haves, the district's, recognition's, and rules of our own."""
