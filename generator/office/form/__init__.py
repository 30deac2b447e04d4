"""Forms in one file that a home fills in offline, made from the field declarations; docs/form.md is the layout."""
