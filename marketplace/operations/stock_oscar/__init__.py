"""django-oscar as its sandbox sets it up: the shop that the bench compares ours with.

A site of its own: settings, process and database. Nothing of ours runs in it, and our settings
never load it. Views, templates and models are Oscar's, unchanged; only the search engine and the
thumbnailer, which Oscar leaves open, are given here, at no cost to it (docs/speed.md).
"""
