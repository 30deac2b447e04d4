"""Papers that a home prints for its wall and for people's hands: from its public view alone, in the site's own look."""
