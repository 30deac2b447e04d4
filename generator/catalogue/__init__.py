"""The city seen whole: addresses and their collisions, places and distances, who is next to whom."""
