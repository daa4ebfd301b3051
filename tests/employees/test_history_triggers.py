"""A tracked row that is written fails at nothing inside: each failure would cost as much as the transaction is long."""

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db


def test_the_functions_of_the_history_find_their_settings_without_a_failure():
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = '_pgh_attach_context'")
        assert "EXCEPTION" not in cursor.fetchone()[0]
        cursor.execute("SELECT current_setting('pgtrigger.ignore')::text[]")
        assert cursor.fetchone() == ([],)
