"""Matrices and charts of what reports tell: counted from the library's answers, drawn, and written as tables.

counts -> Matrix -> table (terminal, CSV, Markdown, JSON), picture (heat, bars), page, workbook.
"""
