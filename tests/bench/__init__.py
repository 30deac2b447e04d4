"""How fast the project builds a city of any size, and what it costs."""
