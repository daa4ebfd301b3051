"""The read API: what a token opens and what not, limits, pages, and that nothing but final results ever leaves."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from appraisal import api_tokens
from appraisal.models import ApiToken, Evaluation, OverallRating, ViewLog
from appraisal.opening import open_evaluations
from appraisal.views import api
from employees.models import Employee, Unit
from tests import factories, queries
from tests.factories import PASSWORD, Agency

pytestmark = pytest.mark.django_db
Scope = ApiToken.Scope


def made(agency: Agency, *scopes: str, unit: Unit | None = None) -> tuple[ApiToken, str]:
    token = ApiToken(
        name="TPP", purpose="Menghitung TPP.", contact="Bidang Keuangan", unit=unit,
        scopes=list(scopes or (Scope.PREDICATES,)), expires_on=timezone.localdate() + timedelta(days=30),
    )  # fmt: skip
    return token, api_tokens.issue(token, by=agency.personnel)


def call(secret: str, url: str = "", **asked: str) -> Any:
    """As an application calls: no cookie, only the header."""
    url = url or reverse("api_results", args=[timezone.localdate().year])
    headers = {"Authorization": f"Bearer {secret}"} if secret else {}
    return Client().get(url, asked, headers=headers)


def problem(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["galat"]["kode"]


def everybodys_final() -> None:
    """Rows as they stand at the end; how one comes there does not matter here."""
    now = timezone.now()
    open_ones = Evaluation.objects.exclude(status="FINAL").select_related("appraisal__period")
    OverallRating.objects.bulk_create(
        OverallRating(
            evaluation=one, origin="APPRAISER", by_id=one.appraisal.employee_id, results="MEETS", behaviour="MEETS",
            results_reason="Sesuai.", behaviour_reason="Sesuai.", given_at=now,
        )
        for one in open_ones
    )  # fmt: skip
    rated = {"rated_at": now, "predicate": "GOOD", "signed_at": now, "final_at": now}
    open_ones.update(status="FINAL", signed_by=Employee.objects.earliest("pk"), **rated)


@pytest.fixture
def final(agency: Agency) -> Evaluation:
    return factories.make_evaluation(agency, "FINAL")


def test_a_token_for_predicates_reads_these_and_no_more(agency: Agency, final: Evaluation) -> None:
    _token, secret = made(agency)
    answer = call(secret)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/json"
    final.refresh_from_db()
    assert final.final_at is not None
    assert answer.json() == {
        "data": [
            {
                "id": str(final.uuid),
                "nip": agency.staff.nip,
                "tahun": timezone.localdate().year,
                "jendela": "AKHIR",
                "predikat": {"kode": 2, "nama": "Baik"},
                "final_pada": timezone.localtime(final.final_at).isoformat(timespec="seconds"),
            }
        ],
        "berikutnya": None,
    }


def test_a_token_for_results_also_reads_names_units_and_ratings(agency: Agency, final: Evaluation) -> None:
    _token, secret = made(agency, Scope.RESULTS)
    row = call(secret).json()["data"][0]
    assert (row["nama"], row["unit"]["nama"]) == ("Budi Pegawai", "Bidang Guru")
    assert row["hasil_kerja"] == {"kode": 2, "nama": "Sesuai ekspektasi"}
    assert row["perilaku_kerja"]["kode"] == 2


@pytest.mark.parametrize("status", ["OPEN", "RATED", "DELIVERED"])
def test_nothing_leaves_before_it_is_final(status: str, agency: Agency) -> None:
    factories.make_evaluation(agency, status)
    assert call(made(agency, Scope.RESULTS)[1]).json()["data"] == []


def test_a_token_of_a_unit_reads_its_subtree_alone(agency: Agency, final: Evaluation) -> None:
    assert len(call(made(agency, unit=agency.office)[1]).json()["data"]) == 1
    assert call(made(agency, unit=agency.other_office)[1]).json()["data"] == []


def test_the_years_and_their_windows_are_told(agency: Agency, final: Evaluation) -> None:
    data = call(made(agency)[1], reverse("api_periods")).json()["data"]
    assert data == [
        {
            "tahun": timezone.localdate().year,
            "status": final.appraisal.period.get_status_display(),
            "jendela": [{"kode": "AKHIR", "nama": "Tahunan"}],
        }
    ]


def test_pages_follow_each_other_without_a_gap(agency: Agency) -> None:
    factories.make_appraisal(agency, "RUNNING")
    open_evaluations(timezone.localdate())
    everybodys_final()
    _token, secret = made(agency)
    seen: list[str] = []
    url = ""
    while url is not None:
        answer = call(secret, url, **({} if url else {"batas": "2"})).json()
        seen += [row["id"] for row in answer["data"]]
        url = answer["berikutnya"]
    assert seen == sorted(str(one.uuid) for one in Evaluation.objects.all())
    assert len(seen) > 4


def test_filters_narrow_it_and_what_cannot_be_read_is_told(agency: Agency, final: Evaluation) -> None:
    _token, secret = made(agency)
    assert call(secret, jendela="TW1").json()["data"] == []
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    assert call(secret, final_sejak=tomorrow).json()["data"] == []
    assert len(call(secret, final_sejak=timezone.localdate().isoformat()).json()["data"]) == 1
    for asked in (
        {"jendela": "X"},
        {"batas": "0"},
        {"batas": "1001"},
        {"sesudah": "x"},
        {"final_sejak": "x"},
    ):
        answer = call(secret, **asked)
        assert problem(answer) == (400, "permintaan_keliru")
        assert list(answer.json()["galat"]["rincian"]) == list(asked)


# --- who is not let in ----------------------------------------------------------------
@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer x", "Bearer kinerja_tidakada", "Basic a2luZXJqYV8=", "Bearer kinerja_é"]
)
def test_without_a_known_token_nobody_reads(header: str, agency: Agency, final: Evaluation) -> None:
    answer = Client().get(
        reverse("api_results", args=[2026]), headers={"Authorization": header} if header else {}
    )
    assert problem(answer) == (401, "token_tidak_dikenal")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_session_is_no_token(agency: Agency, final: Evaluation, client: Client) -> None:
    answer = factories.sign_in(client, agency.personnel).get(reverse("api_periods"))
    assert problem(answer) == (401, "token_tidak_dikenal")


def test_a_withdrawn_or_outdated_token_opens_nothing_and_the_try_is_logged(agency: Agency) -> None:
    token, secret = made(agency)
    ApiToken.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    assert problem(call(secret)) == (401, "token_tidak_berlaku")
    ApiToken.objects.update(expires_on=timezone.localdate())
    assert call(secret, reverse("api_periods")).status_code == 200
    api_tokens.withdraw(token, by=agency.personnel)
    api_tokens.withdraw(token, by=agency.personnel)
    assert problem(call(secret)) == (401, "token_tidak_berlaku")
    assert list(ViewLog.objects.order_by("pk").values_list("what", flat=True))[1:] == [
        "Ditolak: masa berlaku token sudah lewat",
        "Mengambil daftar periode",
        "Mencabut token TPP",
        "Ditolak: token sudah dicabut",
    ]


def test_every_call_with_a_token_is_counted_and_logged(agency: Agency, final: Evaluation) -> None:
    token, secret = made(agency)
    call(secret)
    call(secret, jendela="AKHIR")
    token.refresh_from_db()
    assert token.calls == 2
    assert token.last_used_at is not None
    lines = ViewLog.objects.filter(actor=None).order_by("pk")
    year = timezone.localdate().year
    assert [line.what for line in lines] == [
        f"Mengambil hasil final {year}: 1 baris", f"Mengambil hasil final {year}, AKHIR: 1 baris"
    ]  # fmt: skip
    assert {line.actor_name for line in lines} == {"aplikasi TPP"}


def test_it_only_reads_and_addresses_that_are_not_there_say_so(agency: Agency) -> None:
    _token, secret = made(agency)
    header = {"Authorization": f"Bearer {secret}"}
    for method in ("post", "put", "patch", "delete", "options"):
        assert problem(getattr(Client(), method)(reverse("api_periods"), headers=header)) == (
            405,
            "hanya_baca",
        )
    assert problem(call(secret, reverse("api_results", args=[1999]))) == (404, "tidak_ditemukan")
    assert problem(call(secret, "/api/v1/pegawai/")) == (404, "tidak_ditemukan")
    assert problem(call("", "/api/v1/pegawai/")) == (401, "token_tidak_dikenal")


def test_a_token_that_calls_too_often_waits(agency: Agency, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "CALLS_A_TOKEN", 2)
    _token, secret = made(agency)
    _other, others = made(agency)
    url = reverse("api_periods")
    assert [call(secret, url).status_code for _ in range(3)] == [200, 200, 429]
    answer = call(secret, url)
    assert problem(answer) == (429, "terlalu_sering")
    assert answer.headers["Retry-After"] == "60"
    assert call(others, url).status_code == 200


def test_an_address_that_guesses_waits_whatever_it_shows(
    agency: Agency, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api, "REFUSALS_AN_ADDRESS", 2)
    url = reverse("api_periods")
    assert [call("kinerja_salah", url).status_code for _ in range(3)] == [401, 401, 429]
    cache.clear()
    monkeypatch.setattr(api, "CALLS_AN_ADDRESS", 1)
    _token, secret = made(agency)
    assert [call(secret, url).status_code for _ in range(2)] == [200, 429]


@pytest.mark.parametrize("scope", [Scope.PREDICATES, Scope.RESULTS])
def test_it_asks_no_more_for_many_than_for_one(scope: str, agency: Agency, final: Evaluation) -> None:
    _token, secret = made(agency, scope)
    url = reverse("api_results", args=[timezone.localdate().year])
    client = Client(headers={"Authorization": f"Bearer {secret}"})

    queries.assert_constant(client, url, everybodys_final, most=20)  # of which the two limits ask fourteen
    assert len(client.get(url).json()["data"]) > 4


# --- the tokens at the desk -----------------------------------------------------------
def typed(client: Client, **fields: Any) -> dict[str, Any]:
    url = reverse("api_token_new")
    return {
        "uuid": str(client.get(url).context["form"]["uuid"].initial), "name": "TPP", "purpose": "Menghitung TPP.",
        "contact": "Bidang Keuangan", "scopes": ["PREDICATES"], "password": PASSWORD,
        "expires_on": timezone.localdate().isoformat(),
    } | fields  # fmt: skip


def test_personnel_make_a_token_see_it_once_and_take_it_back(agency: Agency, client: Client) -> None:
    factories.sign_in(client, agency.personnel)
    sent = typed(client)
    answer = client.post(reverse("api_token_new"), sent)
    secret = answer.context["secret"]
    token = ApiToken.objects.get()
    assert secret.startswith("kinerja_")
    assert len(secret) > 40
    assert secret not in str(ApiToken.objects.values().get())
    assert call(secret, reverse("api_periods")).status_code == 200
    again = client.post(reverse("api_token_new"), sent)  # sent twice: one token, and it is not shown again
    assert again.headers["Location"] == reverse("api_tokens")
    assert ApiToken.objects.count() == 1
    listed = client.get(reverse("api_tokens")).content.decode()
    assert secret not in listed
    assert "1 panggilan" in listed
    client.post(reverse("api_token_withdraw", args=[token.uuid]))
    assert call(secret, reverse("api_periods")).status_code == 401
    assert ViewLog.objects.filter(actor=agency.personnel).count() == 2  # made and taken back


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"password": ""}, "Ketik kata sandi Anda."),
        ({"password": "salah"}, "Kata sandi salah."),
        ({"scopes": []}, "scopes"),
        ({"expires_on": "2020-01-01"}, "paling lama setahun"),
        ({"expires_on": "2999-01-01"}, "paling lama setahun"),
    ],
)
def test_what_does_not_fit_makes_no_token(
    fields: dict[str, Any], words: str, agency: Agency, client: Client
) -> None:
    factories.sign_in(client, agency.personnel)
    answer = client.post(reverse("api_token_new"), typed(client, **fields))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not ApiToken.objects.exists()


def test_the_list_asks_no_more_for_fifty_than_for_one(agency: Agency, client: Client) -> None:
    made(agency)
    factories.sign_in(client, agency.personnel)
    queries.assert_constant(client, reverse("api_tokens"), lambda: [made(agency) for _ in range(49)])
