"""`appraisal_acting(person, day)`: the party rows through which somebody acts (docs/adr/0014)."""

from django.db import migrations

# Each branch is found by its own index. PL/pgSQL keeps the plan for the session; as plain SQL it was planned anew inside
# every statement that asks, which took longer than the answer.
ACTING = """
CREATE FUNCTION appraisal_acting(person bigint, day date) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 20 AS $$
BEGIN
  RETURN QUERY
    SELECT own.id
    FROM appraisal_party own
    WHERE own.employee_id = person
      AND own.starts_on <= day AND (own.ends_on IS NULL OR own.ends_on >= day)
  UNION
    -- Whose unit he leads as Plt or Plh; never in his own appraisal, and who appraises does not review.
    SELECT head.id
    FROM employees_placement mine
    JOIN employees_employee delegate ON delegate.id = mine.employee_id
    JOIN employees_unit led ON led.id = mine.unit_id
    JOIN appraisal_party head ON head.employee_id = led.head_id
    JOIN appraisal_appraisal appraised ON appraised.id = head.appraisal_id
    JOIN employees_unit place ON place.id = appraised.unit_id
    WHERE mine.employee_id = person AND mine.kind IN ('PLT', 'PLH')
      AND mine.starts_on <= day AND (mine.ends_on IS NULL OR mine.ends_on >= day)
      AND delegate.active AND delegate.duplicate_of_id IS NULL
      AND head.role IN ('APPRAISER', 'REVIEWER') AND head.appraisee_id <> person
      AND head.starts_on <= day AND (head.ends_on IS NULL OR head.ends_on >= day)
      AND starts_with(place.path, led.path)
      AND NOT (head.role = 'REVIEWER' AND EXISTS (
        SELECT FROM appraisal_party rater
        WHERE rater.appraisal_id = head.appraisal_id AND rater.role = 'APPRAISER'
          AND rater.employee_id = person
          AND rater.starts_on <= day AND (rater.ends_on IS NULL OR rater.ends_on >= day)))
  UNION
    -- Where the appraiser's Plt or Plh is the appraisee himself, the next superior up acts.
    SELECT rater.id
    FROM appraisal_party above
    JOIN appraisal_party rater ON rater.appraisal_id = above.appraisal_id AND rater.role = 'APPRAISER'
    JOIN employees_placement own ON own.employee_id = rater.appraisee_id AND own.kind IN ('PLT', 'PLH')
    JOIN employees_employee delegate ON delegate.id = own.employee_id
    JOIN employees_unit led ON led.id = own.unit_id AND led.head_id = rater.employee_id
    WHERE above.employee_id = person AND above.role = 'REVIEWER'
      AND above.starts_on <= day AND (above.ends_on IS NULL OR above.ends_on >= day)
      AND rater.starts_on <= day AND (rater.ends_on IS NULL OR rater.ends_on >= day)
      AND own.starts_on <= day AND (own.ends_on IS NULL OR own.ends_on >= day)
      AND delegate.active AND delegate.duplicate_of_id IS NULL;
END
$$;
"""


class Migration(migrations.Migration):
    replaces = [("appraisal", "0012_say_who_acts_in_one_function")]

    dependencies = [("appraisal", "0001_record_the_year")]

    operations = [migrations.RunSQL(ACTING, "DROP FUNCTION appraisal_acting(bigint, date);")]
