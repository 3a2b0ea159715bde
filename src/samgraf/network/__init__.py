"""Who works with whom: reports' graphs become networks of actors and goals, measured, drawn and written for other programs.

facts -> build (networkx) -> measures -> tables, pictures (layout, picture, page) and files (GraphML, GEXF, CSV, XLSX).
"""
