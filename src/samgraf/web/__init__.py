"""The local web: what is served to this machine alone, for reading alone.

`guard` stands before everything (hosts, headers, sizes), `app` puts the parts together, `reconcile` is the first of them. A new part
is a module with a function that returns its routes, put in `app.make_app`.
"""
