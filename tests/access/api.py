"""The read API knows no session: without a token nobody gets anything; its tokens are the agency's."""

from __future__ import annotations

from typing import Any

from appraisal.models import Evaluation
from tests.access.desk import cells
from tests.appraisal.test_api import made


def kinds(world: Any, _evaluation: Evaluation) -> dict[str, dict[str, Any]]:
    token, _secret = made(world.agency)
    return {"api_token": {"uuid": token.uuid}, "api_rest": {"_rest": "v2/"}}


NO_TOKEN = cells(401, anonymous=401)
READ_ONLY = cells(405, anonymous=405)

ROWS = [
    ("api_periods", "none", "GET", NO_TOKEN),
    ("api_periods", "none", "POST", READ_ONLY),
    ("api_results", "year", "GET", NO_TOKEN),
    ("api_results", "year", "POST", READ_ONLY),
    ("api_unknown", "api_rest", "GET", NO_TOKEN),
    ("api_unknown", "api_rest", "POST", READ_ONLY),
    ("api_tokens", "none", "GET", cells(403, personnel=200)),
    ("api_tokens", "none", "POST", cells(403, personnel=405)),
    ("api_token_new", "none", "GET", cells(403, personnel=200)),
    ("api_token_new", "none", "POST", cells(403, personnel=422)),
    ("api_token_withdraw", "api_token", "GET", cells(403, personnel=405)),
    ("api_token_withdraw", "api_token", "POST", cells(403, personnel=302)),
]
