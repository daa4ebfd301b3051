"""Password hashing that holds a login storm on two cores."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """Argon2id with OWASP ASVS 5.0's memory and time cost (19 MiB, 2 passes); ADR 0004."""

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1
