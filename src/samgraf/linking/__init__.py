"""Links from a report to open data of others: proposals with method, confidence, grounds, source and date.

`things` says what in a report can be linked, `offline` proposes from the reference data, one module a source asks what the user
lets it ask (`wikidata`, `eu_projects`, `dataportal`, `kolada`), `proposals` gathers them, `records` keeps what people decided,
`graph` writes the graph of a report's links. What was reported is never changed.
"""
