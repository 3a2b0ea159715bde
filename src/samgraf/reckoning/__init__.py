"""What follows from the words and figures of a report, for the shapes to judge: `reckon` gives it as triples.

SHACL compares what triples say; it does not know that "82 %" in brackets is the share of the "27 stöd" before it.
What stands where is found here, the figures are reckoned exactly (`samgraf.arithmetic`), and each thing worth
judging is written as a reckoning: `?quantity sgs:shareReckoned [ sgs:outcome "edge" ; sgs:told "…"@sv , "…"@en ]`.
Which outcome is a finding, how grave it is and what to do about it, the shapes say.
"""

from samgraf.reckoning.all import reckon

__all__ = ["reckon"]
