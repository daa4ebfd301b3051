"""The pages' scripts in a real browser, against a small server that answers as told, under our own CSP."""

import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect, sync_playwright

STATE = "[data-autosave-state]"
pytestmark = pytest.mark.browser
ROOT = Path(settings.BASE_DIR)
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'"
)
PAGE = """<!DOCTYPE html><html lang="id"><head><title>x</title><link rel="icon" href="data:,">
<script src="/static/js/kinerja.js" defer></script>
<script src="/static/js/autosave.js" defer></script></head><body>
<form id="long" method="post" action="/kirim" data-autosave="/draf" novalidate>
  <input type="hidden" name="csrfmiddlewaretoken" value="lama">
  <input type="hidden" name="_submission" value="1">
  <label>Target <input name="target"></label>
  <label>Berkas <input type="file" name="berkas"></label>
  <div data-formset="i">
    <input type="hidden" name="i-TOTAL_FORMS" value="1">
    <input type="hidden" name="i-MAX_NUM_FORMS" value="3">
    <div data-formset-rows><div data-formset-row><input name="i-0-nama" aria-label="Nama 0"></div></div>
    <template data-formset-empty><div data-formset-row>
      <label for="id_i-__prefix__-nama">Nama <span data-formset-number></span></label>
      <input id="id_i-__prefix__-nama" name="i-__prefix__-nama"></div></template>
    <button type="button" data-formset-add hidden>Tambah</button>
  </div>
  <button>Simpan</button> <p data-autosave-state></p>
</form>
<form method="post" action="/hapus" data-confirm="Hapus rencana ini?" data-confirm-label="Ya, hapus">
  <button>Hapus</button>
</form>
<form method="post" action="/tetapkan" data-confirm="Tetapkan yang dipilih?" data-confirm-chosen="pilih">
  <label><input type="checkbox" name="pilih" value="1"> Pilih</label> <button>Tetapkan</button>
</form>
<details data-menu><summary>Menu</summary><a href="#x">Akun</a></details>
DIALOG</body></html>"""


class Server(ThreadingHTTPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: list[int] = []
        self.posts: list[tuple[str, dict[str, list[str]]]] = []

    def to(self, path: str) -> list[dict[str, list[str]]]:
        return [body for where, body in self.posts if where == path]


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        if self.path.startswith("/static/"):
            self.reply(200, (ROOT / self.path.lstrip("/")).read_bytes(), "text/javascript")
        else:
            dialog = (ROOT / "templates" / "_confirm.html").read_text().split("{% endcomment %}")[1]
            self.reply(200, PAGE.replace("DIALOG", dialog).encode(), "text/html; charset=utf-8")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.posts.append((self.path, parse_qs(body, keep_blank_values=True)))
        self.reply(self.server.answers.pop(0) if self.server.answers else 204, b"", "text/plain")

    def reply(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", CSP)
        if status == 302:
            self.send_header("Location", "/masuk/")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Silence."""


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    page = browser.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if "Security Policy" in line.text else None)
    page.goto(f"http://127.0.0.1:{server.server_port}/")
    yield page
    page.close()
    assert complaints == []


def test_what_is_typed_is_sent_raw_with_the_tabs_id_once_a_field_is_left(page: Page, server: Server) -> None:
    page.get_by_label("Target").fill("12,5 kira-kira")
    page.get_by_label("Nama 0").focus()
    expect(page.locator(STATE)).to_contain_text("Tersimpan")
    (body,) = server.to("/draf")
    assert body["target"] == ["12,5 kira-kira"]
    assert len(body["_tab"][0]) == 24
    assert "_submission" not in body
    assert "berkas" not in body


def test_two_seconds_of_rest_save_too(page: Page, server: Server) -> None:
    page.get_by_label("Target").fill("7")
    expect(page.locator(STATE)).to_contain_text("Tersimpan", timeout=4000)
    assert [body["target"] for body in server.to("/draf")] == [["7"]]


def test_nothing_is_sent_when_nothing_changed(page: Page, server: Server) -> None:
    page.get_by_label("Target").focus()
    page.get_by_label("Nama 0").focus()
    page.get_by_label("Target").fill("1")
    page.get_by_label("Target").fill("")
    page.wait_for_timeout(2500)
    assert server.to("/draf") == []


def test_a_failure_is_told_and_tried_again(page: Page, server: Server) -> None:
    server.answers = [503]
    page.get_by_label("Target").fill("8")
    page.get_by_label("Nama 0").focus()
    expect(page.locator(STATE)).to_contain_text("Akan dicoba lagi")
    expect(page.locator(STATE)).to_contain_text("Tersimpan", timeout=6000)
    assert [body["target"] for body in server.to("/draf")] == [["8"], ["8"]]


def test_an_ended_session_is_told_and_the_new_token_is_taken_over(page: Page, server: Server) -> None:
    server.answers = [302]
    page.get_by_label("Target").fill("9")
    page.get_by_label("Nama 0").focus()
    expect(page.locator(STATE)).to_contain_text("Sesi berakhir")
    expect(page.get_by_role("link", name="Masuk lagi di tab baru")).to_have_attribute("href", "/masuk/")
    page.evaluate("document.cookie = 'csrf=baru'; window.dispatchEvent(new Event('focus'))")
    expect(page.locator(STATE)).to_contain_text("Tersimpan")
    assert [body["csrfmiddlewaretoken"] for body in server.to("/draf")] == [["lama"], ["baru"]]


def test_leaving_with_unsaved_text_asks_first(page: Page, server: Server) -> None:
    server.answers = [503]
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_label("Target").fill("8")
    page.get_by_label("Nama 0").focus()
    expect(page.locator(STATE)).to_contain_text("Akan dicoba lagi")
    page.reload()
    assert asked == ["beforeunload"]


def test_a_form_is_sent_once_however_often_the_button_is_pressed(page: Page, server: Server) -> None:
    page.get_by_role("button", name="Simpan").dblclick()
    page.wait_for_timeout(300)
    page.get_by_role("button", name="Simpan").click(force=True)
    page.wait_for_timeout(300)
    assert len(server.to("/kirim")) == 1


def test_an_act_that_asks_first_is_sent_only_after_yes(page: Page, server: Server) -> None:
    page.get_by_role("button", name="Hapus").click()
    expect(page.get_by_role("dialog")).to_contain_text("Hapus rencana ini?")
    page.get_by_role("button", name="Batal").click()
    page.get_by_role("button", name="Hapus").click()
    page.keyboard.press("Escape")
    assert server.to("/hapus") == []
    page.get_by_role("button", name="Hapus").click()
    with page.expect_request("**/hapus"):
        page.get_by_role("button", name="Ya, hapus").click()
    page.wait_for_timeout(200)
    assert len(server.to("/hapus")) == 1


def test_a_question_about_what_is_chosen_is_asked_only_when_something_is(page: Page, server: Server) -> None:
    page.get_by_role("checkbox", name="Pilih").check()
    page.get_by_role("button", name="Tetapkan").click()
    expect(page.get_by_role("dialog")).to_contain_text("Tetapkan yang dipilih?")
    page.get_by_role("button", name="Batal").click()
    assert server.to("/tetapkan") == []
    page.get_by_role("checkbox", name="Pilih").uncheck()
    with page.expect_request("**/tetapkan"):
        page.get_by_role("button", name="Tetapkan").click()


def test_rows_are_added_up_to_the_limit_and_numbered(page: Page, server: Server) -> None:
    add = page.get_by_role("button", name="Tambah")
    add.click()
    add.click()
    expect(add).to_be_hidden()
    names = page.locator("[data-formset-row] input").evaluate_all("all => all.map(one => one.name)")
    assert names == ["i-0-nama", "i-1-nama", "i-2-nama"]
    assert page.locator("[name=i-TOTAL_FORMS]").input_value() == "3"
    expect(page.locator("#id_i-2-nama")).to_be_focused()


def test_the_label_of_an_added_row_names_its_field(page: Page) -> None:
    page.get_by_role("button", name="Tambah").click()
    assert page.locator("label[for=id_i-1-nama]").inner_text() == "Nama 2"


def test_a_menu_closes_on_escape_and_outside(page: Page) -> None:
    menu = page.locator("details")
    page.get_by_text("Menu").click()
    page.keyboard.press("Escape")
    assert menu.get_attribute("open") is None
    page.get_by_text("Menu").click()
    page.get_by_label("Target").click()
    assert menu.get_attribute("open") is None


def test_without_javascript_the_form_is_sent_as_it_is(browser: Browser, server: Server) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"http://127.0.0.1:{server.server_port}/")
    page.get_by_label("Target").fill("5")
    with page.expect_request("**/kirim"):
        page.get_by_role("button", name="Simpan").click()
    with page.expect_request("**/hapus"):
        page.get_by_role("button", name="Hapus").click()
    page.wait_for_timeout(200)
    assert server.to("/kirim")[0]["target"] == ["5"]
    page.close()
