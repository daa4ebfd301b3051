// Keeps what is typed: forms marked data-autosave="<url>" send their raw content, invalid input included.
(function () {
  "use strict";

  const PAUSE = 2000;
  const LONGEST_WAIT = 60000;
  const MOST_KEPT_ALIVE = 60000;  // browsers drop longer requests of a page that is being left

  // One id per browser tab, so that two tabs with the same form keep two drafts.
  function tabId() {
    let id = sessionStorage.getItem("tab");
    if (!id) {
      id = Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
      sessionStorage.setItem("tab", id);
    }
    return id;
  }

  function content(form) {
    const data = new FormData(form);
    for (const [name, value] of [...data]) {
      if (value instanceof File) data.delete(name);
    }
    data.delete("_submission");
    data.set("_tab", tabId());
    return new URLSearchParams(data);
  }

  // What counts as a change: all but the token, which is renewed behind the user's back.
  function typed(body) {
    const copy = new URLSearchParams(body);
    copy.delete("csrfmiddlewaretoken");
    return copy.toString();
  }

  function now() {
    const time = new Date();
    return [time.getHours(), time.getMinutes()].map((part) => String(part).padStart(2, "0")).join(".");
  }

  function keep(form) {
    const place = form.querySelector("[data-autosave-state]") || document.querySelector("[data-autosave-state]");
    let last = typed(content(form));
    let timer = 0;
    let wait = PAUSE;
    let sending = false;
    let submitted = false;
    let stopped = false;

    const changed = () => typed(content(form)) !== last;

    function show(state, text, link) {
      if (!place) return;
      place.classList.add("autosave");
      place.dataset.state = state;
      place.textContent = text;
      if (!link) return;
      const anchor = document.createElement("a");
      anchor.href = link;
      anchor.target = "_blank";
      anchor.rel = "noopener";
      anchor.textContent = "Masuk lagi di tab baru";
      place.append(" ", anchor);
    }

    function later(pause) {
      clearTimeout(timer);
      if (!stopped) timer = setTimeout(save, pause);
    }

    function failed(text) {
      show("failed", text);
      wait = Math.min(wait * 2, LONGEST_WAIT);
      later(wait);
    }

    function ended(response) {
      return response.status === 401 || response.status === 403 || response.redirected || response.type === "opaqueredirect";
    }

    function answered(response, body) {
      if (ended(response)) {
        show("ended", "Sesi berakhir. Tulisan Anda masih di halaman ini.", form.dataset.loginUrl || "/masuk/");
        later(LONGEST_WAIT);
      } else if (response.status === 409) {
        stopped = true;
        show("conflict", "Bagian ini sudah diubah di tempat lain. Simpan untuk melihat kedua versi.");
      } else if (!response.ok) {
        failed("Belum tersimpan: server belum menerima. Akan dicoba lagi.");
      } else {
        last = typed(body);
        wait = PAUSE;
        show("saved", `Tersimpan ${now()}`);
        if (changed()) later(PAUSE);
      }
    }

    async function save() {
      clearTimeout(timer);
      if (sending || stopped || submitted || !changed()) return;
      const body = content(form);
      sending = true;
      show("saving", "Menyimpan…");
      try {
        answered(await fetch(form.dataset.autosave, {
          method: "POST", body, redirect: "manual", keepalive: body.toString().length < MOST_KEPT_ALIVE, headers: { "X-Requested-With": "autosave" },
        }), body);
      } catch {
        failed("Belum tersimpan: jaringan terputus. Akan dicoba lagi.");
      } finally {
        sending = false;
      }
    }

    form.addEventListener("input", () => { form.dataset.dirty = ""; later(wait); });
    form.addEventListener("change", () => later(wait));
    form.addEventListener("focusout", () => { if (changed() && wait === PAUSE) save(); });
    form.addEventListener("submit", (event) => { submitted = !event.defaultPrevented; });
    window.addEventListener("online", () => { wait = PAUSE; save(); });
    window.addEventListener("focus", () => { if (place?.dataset.state === "ended") save(); });
    document.addEventListener("visibilitychange", () => { if (document.hidden && changed()) save(); });
    window.addEventListener("pageshow", (event) => { if (event.persisted) submitted = false; });
    window.addEventListener("beforeunload", (event) => { if (!submitted && changed()) event.preventDefault(); });
  }

  document.querySelectorAll("form[data-autosave]").forEach(keep);
})();
