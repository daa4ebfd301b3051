"""Public identifiers: what stands in a URL never tells how many rows there are."""

import uuid


def new_uuid() -> uuid.UUID:
    return uuid.uuid4()
