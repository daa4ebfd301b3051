"""What big operations and pages cost beside a named reference in the same run; README.md has the last figures.

Importing the package sets Django up, so that every module below may import models.
"""

import os

import django

os.environ["DJANGO_SETTINGS_MODULE"] = (
    "config.settings_test"  # whoever starts the servers names the site's own
)
django.setup()
