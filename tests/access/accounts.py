"""Sign-in, one's own account, activation, the inbox and drafts.

Signing out is not posted here, because the cells after it would be those of nobody; test_accounts.py does.
"""

from __future__ import annotations

SIGNED_IN = (
    "appraisee", "appraiser", "reviewer", "stranger", "unit_personnel", "other_unit_personnel", "personnel",
    "auditor",
)  # fmt: skip


def cells(anonymous: int, signed_in: int, **others: int) -> dict[str, int]:
    return {"anonymous": anonymous} | dict.fromkeys(SIGNED_IN, signed_in) | others


PERSONNEL = {"unit_personnel": 200, "other_unit_personnel": 200, "personnel": 200}
NOTHING_CHOSEN = dict.fromkeys(PERSONNEL, 422)

ROWS = [
    ("account_login", "none", "GET", cells(200, 302)),
    ("account_login", "none", "POST", cells(200, 302)),
    ("mfa_authenticate", "none", "GET", cells(302, 302)),
    ("mfa_authenticate", "none", "POST", cells(302, 302)),
    ("account_logout", "none", "GET", cells(302, 200)),
    ("account_inactive", "none", "GET", cells(200, 200)),
    ("account_reset_password", "none", "GET", cells(200, 200)),
    ("account_reset_password", "none", "POST", cells(200, 200)),
    ("account_reset_password_done", "none", "GET", cells(200, 200)),
    ("account_reset_password_from_key", "reset", "GET", cells(200, 200)),
    ("account_reset_password_from_key", "reset", "POST", cells(200, 200)),
    ("account_reset_password_from_key_done", "none", "GET", cells(200, 200)),
    ("account", "none", "GET", cells(302, 200)),
    ("account", "none", "POST", cells(302, 405)),
    ("account_mail", "none", "GET", cells(302, 405)),
    ("account_mail", "none", "POST", cells(302, 302)),
    ("account_sign_out_everywhere", "none", "GET", cells(302, 405)),
    ("account_change_password", "none", "GET", cells(302, 200)),
    ("account_change_password", "none", "POST", cells(302, 200)),
    ("account_set_password", "none", "GET", cells(302, 302)),
    ("account_reauthenticate", "none", "GET", cells(302, 200)),
    ("account_reauthenticate", "none", "POST", cells(302, 200)),
    ("mfa_reauthenticate", "none", "GET", cells(302, 302)),
    ("mfa_index", "none", "GET", cells(302, 302)),
    ("mfa_activate_totp", "none", "GET", cells(302, 302)),
    ("mfa_activate_totp", "none", "POST", cells(302, 302)),
    ("mfa_deactivate_totp", "none", "GET", cells(302, 404)),
    ("mfa_deactivate_totp", "none", "POST", cells(302, 404)),
    ("mfa_view_recovery_codes", "none", "GET", cells(302, 404)),
    ("mfa_generate_recovery_codes", "none", "GET", cells(302, 302)),
    ("mfa_generate_recovery_codes", "none", "POST", cells(302, 302)),
    ("mfa_download_recovery_codes", "none", "GET", cells(302, 404)),
    ("activate_by_code", "none", "GET", cells(200, 200)),
    ("activate_by_code", "none", "POST", cells(422, 422)),
    ("activate", "token", "GET", cells(200, 200)),
    ("activate", "token", "POST", cells(200, 200)),
    ("activation_slips", "none", "GET", cells(302, 403, **PERSONNEL)),
    ("print_activation_slips", "none", "GET", cells(302, 403, **dict.fromkeys(PERSONNEL, 302))),
    ("print_activation_slips", "none", "POST", cells(302, 403, **NOTHING_CHOSEN)),
    ("mail_activation_links", "none", "GET", cells(302, 403, **dict.fromkeys(PERSONNEL, 405))),
    ("mail_activation_links", "none", "POST", cells(302, 403, **NOTHING_CHOSEN)),
    ("inbox", "none", "GET", cells(302, 200)),
    ("mark_inbox_read", "none", "GET", cells(302, 405)),
    ("mark_inbox_read", "none", "POST", cells(302, 302)),
    ("notification", "notification", "GET", cells(302, 405)),
    ("notification", "notification", "POST", cells(302, 404, appraisee=302)),
    ("drafts", "none", "GET", cells(302, 200)),
    ("drafts", "none", "POST", cells(302, 405)),
    ("page_draft", "none", "GET", cells(401, 200)),
    ("page_draft", "none", "POST", cells(401, 200)),
    ("draft", "draft", "GET", cells(401, 200)),
    ("draft", "draft", "POST", cells(401, 200)),
    ("discard_draft", "draft", "GET", cells(302, 405)),
    ("discard_draft", "draft", "POST", cells(302, 302)),
]
