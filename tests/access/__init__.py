"""Who may open what: one literal table per part of the site, read by tests/test_access.py."""
