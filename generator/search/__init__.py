"""Finding a home: a name list that answers as one types, and a full-text index of what homes do."""
