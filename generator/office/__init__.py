"""Tools for editors and staff: new folders, findings in four formats, schemas, the field reference, reports."""
