"""Documents of the office as files of Word: what stands in them (`parts`), and how it is written (`docx`)."""
