"""Files that people take away: documents of Word and Excel, articles to copy, and packs of all of these."""
