"""Documents become reports: the template is laid over the text, and what was written is recognised."""
