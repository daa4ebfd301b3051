"""Mail of other processes, written down in one file: a line a mail, with its reader and its Message-ID."""

from __future__ import annotations

import os
from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class FileOfMails(BaseEmailBackend):
    """A line is appended in one write, so that processes do not mix theirs and a kill leaves whole ones."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        lines = [f"{one.to[0]} {one.extra_headers['Message-ID']}\n" for one in email_messages]
        file = os.open(os.environ["KINERJA_TEST_MAILS"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        try:
            os.write(file, "".join(lines).encode())
        finally:
            os.close(file)
        return len(lines)
