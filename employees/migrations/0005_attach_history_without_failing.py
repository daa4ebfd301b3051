"""The history's trigger asks for a setting that may be missing, instead of failing and catching it for each row.

A failure rolls a subtransaction back, and PostgreSQL then looks through every reference that waits for the commit: in one
long transaction (opening a year, an import, the demo) each row cost more than the one before. The words are pghistory's
but for `current_setting(…, true)`.
"""

from django.db import migrations

ATTACH = """
CREATE OR REPLACE FUNCTION _pgh_attach_context() RETURNS pghistory_context.id%TYPE AS $$
DECLARE
  _pgh_context_id UUID := NULLIF(current_setting('pghistory.context_id', true), '');
  _pgh_context_metadata JSONB := NULLIF(current_setting('pghistory.context_metadata', true), '');
BEGIN
  IF _pgh_context_id IS NULL OR _pgh_context_metadata IS NULL THEN
    RETURN NULL;
  END IF;
  INSERT INTO pghistory_context (id, metadata, created_at, updated_at)
    VALUES (_pgh_context_id, _pgh_context_metadata, NOW(), NOW())
    ON CONFLICT (id) DO UPDATE SET metadata = EXCLUDED.metadata, updated_at = EXCLUDED.updated_at
    WHERE pghistory_context.metadata != EXCLUDED.metadata;
  RETURN _pgh_context_id;
END;
$$ LANGUAGE plpgsql
"""


class Migration(migrations.Migration):
    dependencies = [
        ("employees", "0004_record_sign_ins"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]
    operations = [migrations.RunSQL(ATTACH, migrations.RunSQL.noop)]
