"""What every answer of the site must carry (security.md section 3, ASVS 3.4)."""

from __future__ import annotations

from django.http import HttpResponseBase

REQUIRED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def complaints(response: HttpResponseBase) -> list[str]:
    """What is wrong with the headers and cookies of an answer; empty when all is right."""
    headers = response.headers
    found = [
        f"{name} is {headers.get(name)!r}" for name, value in REQUIRED.items() if headers.get(name) != value
    ]
    policy = headers.get("Content-Security-Policy", "")
    if "default-src" not in policy and "sandbox" not in policy:
        found.append("no Content-Security-Policy")
    if "unsafe-inline" in policy or "unsafe-eval" in policy:
        found.append("Content-Security-Policy allows inline code")
    if "no-store" not in headers.get("Cache-Control", ""):
        found.append("may be stored by a browser or proxy")
    if "Access-Control-Allow-Origin" in headers:
        found.append("answers other sites")
    for name, morsel in response.cookies.items():
        if morsel["samesite"] != "Lax" or (
            name != "csrf" and morsel["max-age"] != 0 and not morsel["httponly"]
        ):
            found.append(f"cookie {name} lacks SameSite or HttpOnly")
    return found
