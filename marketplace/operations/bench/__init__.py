"""How fast the site is: beside stock django-oscar, and beside a view that does nothing.

Both shops get the same goods in scratch databases of their own, are served by gunicorn with two
sync workers, and are asked in turns by four clients; docs/speed.md says how to read the result.
"""
