"""A report becomes a graph: names, addresses, statements and the evidence for each of them."""
