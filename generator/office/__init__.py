"""For those who keep the content: new folders, messages in four formats, schemas and the field reference."""
