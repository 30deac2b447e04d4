"""What machines read: the site map, the table of holidays, calendars."""
