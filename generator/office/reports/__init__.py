"""Reports for the federation and for each home: who meets the standard, why not, what to do next and by when.

Never public.
"""
