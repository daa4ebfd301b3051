"""What big operations and pages cost beside a named reference in the same run; README.md has the last figures.

Importing the package sets Django up, so that every module below may import models.
"""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings_test")
django.setup()
