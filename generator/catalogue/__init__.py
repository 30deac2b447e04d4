"""The city as a whole: addresses and their collisions, coordinates and distances, the assessment of all homes."""
