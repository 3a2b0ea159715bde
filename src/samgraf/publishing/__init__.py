"""What is known is written out: the report in its form, registers, views for others, and the open data with its pages."""
