"""What comes back from the homes: sheets of any office program are read, compared, and put into the inbox."""
