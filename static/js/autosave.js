// Keeps what is typed: forms marked data-autosave="<url>" send their raw content, invalid input included. Every other
// form with a text to write is kept by its address (employees/drafts.py), unless it says data-autosave="off".
(function () {
  "use strict";

  const PAUSE = 2000;
  const LONGEST_WAIT = 60000;
  const MOST_KEPT_ALIVE = 60000;  // browsers drop longer requests of a page that is being left

  const TEXTS = "textarea, input:not([type]), input[type=text], input[type=search]";
  const kept = document.getElementById("kept");  // the offer to go on; only where somebody is signed in
  const known = new WeakSet();

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
    for (const one of form.querySelectorAll("input[type=password]")) data.delete(one.name);
    data.delete("_submission");
    data.delete("_owner");
    data.set("_tab", tabId());
    return new URLSearchParams(data);
  }

  // With what the writer needs to recognise it by, on a page that does not know the form.
  function outgoing(form) {
    const body = content(form);
    const labels = {};
    for (const one of form.querySelectorAll(TEXTS)) {
      const label = one.labels?.[0]?.firstChild?.textContent.trim();
      if (one.name && label) labels[one.name] = label;
    }
    body.set("_of", location.pathname + location.search);
    body.set("_title", document.querySelector("h1")?.textContent.trim().replace(/\s+/g, " ") || document.title);
    body.set("_labels", JSON.stringify(labels));
    return body;
  }

  // --- forms that no view knows of ------------------------------------------------------
  function keyOf(form) {
    const left = /^(csrfmiddlewaretoken|version|next)$|^_|_FORMS$/;
    const hidden = [...form.querySelectorAll("input[type=hidden]")].filter((one) => !left.test(one.name));
    const path = new URL(form.getAttribute("action") || location.href, location.href).pathname;
    return [path, ...hidden.map((one) => `${one.name}=${one.value}`)].join("&").slice(0, 500);
  }

  function adopt(form) {
    const page = document.createElement("input");
    Object.assign(page, { type: "hidden", name: "_page", value: keyOf(form) });
    const state = document.createElement("p");
    state.dataset.autosaveState = "";
    for (const one of [page, state]) one.dataset.added = "";
    if (form.querySelector("[data-autosave-state]")) form.append(page);
    else form.append(page, state);
    form.dataset.autosave = kept.dataset.url;
    form.dataset.page = page.value;
    form.addEventListener("submit", () => remember(form));
    offer(form);
  }

  // Only a browser in which something was typed asks whether it is still there; elsewhere "Isian tersimpan" tells.
  const flag = (form) => `kept:${form.dataset.page}`;
  const remember = (form) => { if (form.dataset.page) localStorage.setItem(flag(form), "1"); };

  async function offer(form) {
    if (!localStorage.getItem(flag(form))) return;
    const answer = await fetch(`${kept.dataset.url}?_page=${encodeURIComponent(form.dataset.page)}`).catch(() => null);
    if (!answer?.ok) return;
    const draft = await answer.json();
    if (!draft.content) {
      localStorage.removeItem(flag(form));
      return;
    }
    const notice = kept.content.firstElementChild.cloneNode(true);
    const find = (name) => notice.querySelector(`[data-kept-${name}]`);
    const later = Number(form.querySelector("input[name=version]")?.value || 0) > draft.version;
    find("when").textContent = new Date(draft.saved_at).toLocaleString("id-ID", { dateStyle: "long", timeStyle: "short" });
    find("changed").hidden = !later;
    find("restore").hidden = later;
    find("restore").addEventListener("click", () => { notice.remove(); fill(form, new URLSearchParams(draft.content)); });
    find("discard").addEventListener("click", () => { notice.remove(); discard(form, draft); });
    notice.dataset.added = "";
    form.before(notice);
  }

  function discard(form, draft) {
    localStorage.removeItem(flag(form));
    const body = new URLSearchParams({ csrfmiddlewaretoken: draft.csrf });
    fetch(kept.dataset.discard.replace("00000000-0000-0000-0000-000000000000", draft.uuid), { method: "POST", body, redirect: "manual" });
  }

  function fill(form, typed) {
    for (const total of form.querySelectorAll("[name$=-TOTAL_FORMS]")) {
      const add = total.closest("[data-formset]")?.querySelector("[data-formset-add]");
      for (let missing = Number(typed.get(total.name)) - Number(total.value); missing > 0 && add; missing -= 1) add.click();
    }
    const rest = {};
    for (const one of form.elements) {
      if (!one.name || ["hidden", "file", "password", "submit", "button"].includes(one.type)) continue;
      rest[one.name] ??= typed.getAll(one.name);
      if (one.type === "checkbox" || one.type === "radio") one.checked = rest[one.name].includes(one.value);
      else if (rest[one.name].length) one.value = rest[one.name].shift();
    }
    form.querySelector(TEXTS)?.focus();
    form.dispatchEvent(new Event("input", { bubbles: true }));
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
        remember(form);
        show("saved", `Tersimpan ${now()}`);
        if (changed()) later(PAUSE);
      }
    }

    async function save() {
      clearTimeout(timer);
      if (sending || stopped || submitted || !changed()) return;
      const body = content(form);
      const sent = outgoing(form);
      sending = true;
      show("saving", "Menyimpan…");
      try {
        answered(await fetch(form.dataset.autosave, {
          method: "POST", body: sent, redirect: "manual", keepalive: sent.toString().length < MOST_KEPT_ALIVE, headers: { "X-Requested-With": "autosave" },
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
    // Without a network the browser would put its own error in the place of what was typed. Who presses again is believed.
    let told = false;
    form.addEventListener("submit", (event) => {
      if (!navigator.onLine && !told && !event.defaultPrevented) {
        event.preventDefault();
        told = true;
        show("failed", "Jaringan terputus, belum terkirim. Tulisan Anda tetap di halaman ini; kirim lagi setelah tersambung.");
      }
      submitted = !event.defaultPrevented;
    });
    window.addEventListener("online", () => { wait = PAUSE; told = false; save(); });
    window.addEventListener("focus", () => { if (place?.dataset.state === "ended") save(); });
    document.addEventListener("visibilitychange", () => { if (document.hidden && changed()) save(); });
    window.addEventListener("pageshow", (event) => { if (event.persisted) submitted = false; });
    window.addEventListener("beforeunload", (event) => { if (!submitted && changed()) event.preventDefault(); });
  }

  function prepare() {
    for (const form of document.querySelectorAll("form")) {
      if (known.has(form) || form.dataset.autosave === "off") continue;
      const unknown = kept && form.method === "post" && !form.dataset.autosave && form.querySelector("textarea:not([hidden])") && form.querySelector("[name=_submission]");
      if (unknown) adopt(form);
      if (form.dataset.autosave) keep(form);
      if (form.dataset.autosave) known.add(form);
    }
  }

  document.addEventListener("fresh", prepare);  // a page that renewed itself may bring forms
  document.addEventListener("htmx:load", prepare);
  prepare();
})();
