"""What the law asks of the site: its exact wordings, closed lists and model texts.

Stands at the bottom of the house: imports nothing but Django, python-stdnum and the standard
library, holds no model. Statutory wordings are French constants, never translated strings.
"""
