// The scoring grid: every row saves itself, and a team is scored from the keyboard. Without it the form is sent whole.
(function () {
  "use strict";

  const PAUSE = 1500;
  const table = document.querySelector("[data-scoring]");
  if (!table) return;
  const rows = () => [...table.querySelectorAll("tr[data-row]")];
  const states = new Map();
  const of = (row) => {
    if (!states.has(row)) states.set(row, { timer: 0, sending: false, edits: 0, saved: 0 });
    return states.get(row);
  };
  const control = (row, name) => row.querySelector(`[name="${row.dataset.row}-${name}"]`);
  const cell = (row) => row.querySelector("[data-row-state]");

  // --- saving a row -------------------------------------------------------------
  function content(row) {
    const body = new URLSearchParams();
    for (const input of row.querySelectorAll("input, textarea")) {
      if (input.name && input.name !== "pilih" && (input.checked || !["radio", "checkbox"].includes(input.type))) {
        body.append(input.name, input.value);
      }
    }
    return body;
  }

  function tell(row, text, link) {
    const place = document.createElement("p");
    place.className = "score-wrong";
    place.dataset.told = "";
    place.textContent = text;
    if (link) {
      const anchor = document.createElement("a");
      Object.assign(anchor, { href: link, target: "_blank", rel: "noopener", textContent: "Masuk lagi di tab baru" });
      place.append(" ", anchor);
    }
    cell(row).querySelector("[data-told]")?.remove();
    cell(row).append(place);
  }

  function show(row, html) {
    const focused = cell(row).contains(document.activeElement);
    cell(row).innerHTML = html;
    const [results, behaviour] = (control(row, "prefill")?.value || ".").split(".");
    const sets = row.querySelectorAll(".score");
    sets[0].classList.toggle("score-prefilled", Boolean(results));
    sets[1].classList.toggle("score-prefilled", Boolean(behaviour));
    if (focused) (cell(row).querySelector("[type=checkbox]") || dot(row, "behaviour"))?.focus();
  }

  // Somebody went on while the row was sent: only the version is taken over, what was decided since stays.
  function takeVersion(row, html) {
    const fresh = document.createElement("template");
    fresh.innerHTML = html;
    control(row, "version").value = fresh.content.querySelector(`[name="${row.dataset.row}-version"]`).value;
  }

  async function save(row) {
    const state = of(row);
    clearTimeout(state.timer);
    if (state.sending || state.edits === state.saved) return;
    const sent = state.edits;
    state.sending = true;
    try {
      const answer = await fetch(row.dataset.url, {
        method: "POST", body: content(row), redirect: "manual", keepalive: true,
        headers: { "X-CSRFToken": document.querySelector("meta[name=csrf-token]").content, "X-Requested-With": "autosave" },
      });
      if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) {
        tell(row, "Sesi berakhir. Isian Anda masih di halaman ini.", "/masuk/");
      } else if (answer.ok || answer.status === 409 || answer.status === 422) {
        const html = await answer.text();
        if (sent === state.edits) show(row, html);
        else takeVersion(row, html);
        if (answer.ok) state.saved = sent;
      } else {
        tell(row, "Belum tersimpan: server belum menerima. Akan dicoba lagi.");
        later(row, 10 * PAUSE);
      }
    } catch {
      tell(row, "Belum tersimpan: jaringan terputus. Akan dicoba lagi.");
      later(row, 10 * PAUSE);
    } finally {
      state.sending = false;
    }
    if (state.saved !== state.edits && state.saved === sent) save(row);
  }

  function later(row, pause) {
    const state = of(row);
    clearTimeout(state.timer);
    state.timer = setTimeout(() => save(row), pause);
  }

  function edited(row, pause) {
    of(row).edits += 1;
    later(row, pause);
  }

  // A rating that somebody chose counts, even where the page had filled in the same one.
  function decided(row, name) {
    const prefill = control(row, "prefill");
    const [results, behaviour] = prefill.value.split(".");
    prefill.value = name === "results" ? `.${behaviour || ""}` : `${results}.`;
  }

  const named = (input) => (input.name.endsWith("-results") ? "results" : "behaviour");
  const rowOf = (target) => target.closest?.("tr[data-row]");

  table.addEventListener("input", (event) => {
    const row = rowOf(event.target);
    if (row && event.target.name !== "pilih") edited(row, event.target.matches("textarea") ? PAUSE : 100);
  });
  table.addEventListener("click", (event) => {
    const row = rowOf(event.target);
    if (!row || !event.target.matches("input[type=radio]")) return;
    decided(row, named(event.target));
    edited(row, 100);
  });
  table.addEventListener("focusout", (event) => {
    const row = rowOf(event.target);
    if (row && event.target.matches("textarea")) save(row);
  });

  // --- the keyboard -----------------------------------------------------------------
  const dot = (row, name) => row.querySelector(`[name="${row.dataset.row}-${name}"]:checked:enabled`)
    || row.querySelector(`[name="${row.dataset.row}-${name}"]:enabled`);

  function move(row, name, step) {
    const all = rows();
    for (let index = all.indexOf(row) + step; index >= 0 && index < all.length; index += step) {
      const target = dot(all[index], name);
      if (!target) continue;
      target.focus();
      all[index].scrollIntoView({ block: "nearest" });
      return;
    }
  }

  function review(row) {
    const box = row.querySelector("[data-reviewed]");
    if (!box) return;
    box.checked = true;
    edited(row, 0);
  }

  function pressed(event) {
    const row = rowOf(event.target);
    if (!row || event.altKey || event.metaKey) return;
    const radio = event.target.matches("input[type=radio]");
    const name = radio ? named(event.target) : event.target.name.endsWith("results_reason") ? "results" : "behaviour";
    if (event.key === "Enter" && (radio || event.ctrlKey || event.target.matches("[data-reviewed]"))) {
      event.preventDefault();
      review(row);
      move(row, name, 1);
    } else if (radio && !event.ctrlKey && ["1", "2", "3"].includes(event.key)) {
      event.preventDefault();
      const chosen = row.querySelectorAll(`[name="${event.target.name}"]`)[Number(event.key) - 1];
      chosen.focus();
      chosen.checked = true;
      decided(row, name);
      edited(row, 100);
    } else if (radio && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      move(row, name, event.key === "ArrowDown" ? 1 : -1);
    }
  }
  table.addEventListener("keydown", pressed);

  // --- nothing typed is lost -----------------------------------------------------------
  const unsaved = () => rows().filter((row) => of(row).edits !== of(row).saved);
  let submitted = false;
  document.getElementById("nilai").addEventListener("submit", () => { submitted = true; });
  window.addEventListener("online", () => unsaved().forEach(save));
  document.addEventListener("visibilitychange", () => { if (document.hidden) unsaved().forEach(save); });
  window.addEventListener("beforeunload", (event) => { if (!submitted && unsaved().length) event.preventDefault(); });
})();
