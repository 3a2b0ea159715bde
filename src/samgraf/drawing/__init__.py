"""Pictures as SVG, written by us: elements and escaping, the width of text, marks, boxes that must not overlap, PNG and PDF."""
