"""Review: what is uncertain is handed out as a sheet, and what a person decides holds from then on.

things.py       report -> what can be reviewed, each with a key that survives another reading
uncertain.py    things -> rows to decide, most uncertain and most consequential first
allowed.py      what a new value may be, and what it means
sheet.py page.py    rows -> XLSX, HTML;  decisions.py  XLSX -> decisions
records.py      decisions as JSON Lines, one file a report
corrections.py  report + records -> corrected report and what became of each record
statements.py   records -> the review graph
register.py     confirmed names -> the workspace's own register of actors
work.py         all of it over a workspace
"""
