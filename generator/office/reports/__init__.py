"""Reports for the federation and for each home: who meets the standard, what is missing, what is due when.

Never public.
"""
