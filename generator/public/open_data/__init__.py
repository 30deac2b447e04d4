"""The open data: every field that is exported is declared here once, with its label, its type and where it comes from.
Files, schemas and the page that explains them are made from these declarations.

Families, names of people, stories, photos and articles are in none of them.
"""
