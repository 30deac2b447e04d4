"""Workbooks that offices fill in, made from the field declarations and prefilled from content; docs/workbook.md is the
layout.
"""
