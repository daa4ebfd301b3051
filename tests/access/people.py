"""Who may open the people's pages and the import."""

EVERYBODY = {"appraisee": 403, "appraiser": 403, "reviewer": 403, "stranger": 403, "auditor": 403}
LIST = {"anonymous": 302, **EVERYBODY, "unit_personnel": 200, "other_unit_personnel": 200, "personnel": 200}
AGENCY = {"anonymous": 302, **EVERYBODY, "unit_personnel": 403, "other_unit_personnel": 403, "personnel": 200}
PERSON = {"anonymous": 302, **EVERYBODY, "unit_personnel": 200, "other_unit_personnel": 404, "personnel": 200}
NO_GET = dict.fromkeys(LIST, 405) | {"anonymous": 302, **EVERYBODY}

ROWS = [
    ("people", "none", "GET", LIST),
    ("person", "person", "GET", PERSON),
    ("person", "unknown", "GET", PERSON | {"unit_personnel": 404, "personnel": 404}),
    ("person_contact", "person", "GET", PERSON),
    ("person_contact", "person", "POST", PERSON | {"unit_personnel": 302, "personnel": 302}),
    ("deactivate_person", "person", "GET", NO_GET),
    ("deactivate_person", "person", "POST", PERSON | {"unit_personnel": 422, "personnel": 422}),
    ("reactivate_person", "person", "GET", NO_GET),
    ("reactivate_person", "person", "POST", PERSON | {"unit_personnel": 302, "personnel": 302}),
    ("imports", "none", "GET", AGENCY),
    ("imports", "none", "POST", AGENCY | {"personnel": 422}),
    ("import", "unknown", "GET", AGENCY | {"personnel": 404}),
    ("import_problems", "unknown_file", "GET", AGENCY | {"personnel": 404}),
    ("apply_import", "unknown", "POST", AGENCY | {"personnel": 404}),
]
