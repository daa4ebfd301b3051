// A page that others feed renews itself: it asks for its own address, and 304 costs next to nothing (docs/adr/0027).
(function () {
  "use strict";

  const main = document.querySelector("main[data-live]");
  if (!main) return;
  const PAUSE = 7000;
  const JITTER = 1500;       // thousands of pages shall not ask in step
  const LONGEST = 120000;
  const UNTOUCHED = 600000;  // after ten minutes without a hand on it a page asks seldom
  const SLOW_PAUSE = 30000;
  const QUICK = 3000;
  const SHARE = 10;          // of a server that is not quick, a page takes a tenth of the time

  const place = document.querySelector("[data-live-state]");
  let tag = main.dataset.live;
  let wait = PAUSE;
  let timer = 0;
  let asking = false;
  let touched = Date.now();

  function show(text, url, label) {
    if (!place) return;
    place.textContent = text;
    if (!url) return;
    const link = document.createElement("a");
    link.href = url;
    link.textContent = label;
    place.append(" ", link);
  }

  function later() {
    clearTimeout(timer);
    const idle = Date.now() - touched > UNTOUCHED;
    if (!document.hidden) timer = setTimeout(ask, Math.max(wait, idle ? SLOW_PAUSE : 0) + Math.random() * JITTER);
  }

  // --- new into old: only what differs is touched, so that focus, scrolling and what is open stay ---------------
  const TEXT = "textarea, select, input:not([type=hidden], [type=checkbox], [type=radio], [type=submit], [type=button])";
  const KEPT = new Set(["open", "data-live", "data-sent", "data-confirmed", "data-autosave", "data-page", "data-dirty", "aria-busy"]);

  const changed = (one) => one.tagName === "SELECT"
    ? [...one.options].some((option) => option.selected !== option.defaultSelected)
    : one.value !== one.defaultValue;

  // A form that somebody has begun to fill in is left alone with its version: sending it tells of a collision.
  function begun(form) {
    const fields = [...form.elements].filter((one) => one.matches(TEXT));
    return fields.some((one) => one === document.activeElement || changed(one));
  }

  // What somebody has begun to write stays, even where the page has no room for it any more: it can still be copied.
  function holdsText(node) {
    if (node.nodeType !== Node.ELEMENT_NODE) return false;
    return [node, ...node.querySelectorAll("form")].some((one) => one.tagName === "FORM" && one.method === "post" && begun(one));
  }

  function sameKind(old, fresh) {
    return old.nodeType === fresh.nodeType && old.nodeName === fresh.nodeName && (old.id || "") === (fresh.id || "");
  }

  function attributes(old, fresh) {
    for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name) && !KEPT.has(name)) old.removeAttribute(name);
    for (const { name, value } of fresh.attributes) {
      if (KEPT.has(name) || old.getAttribute(name) === value) continue;
      // What was ticked was ticked as it stood then: another version wants to be read and ticked anew.
      if (name === "value" && old.type === "checkbox") old.checked = false;
      old.setAttribute(name, value);
    }
  }

  function renew(old, fresh) {
    if (old.isEqualNode(fresh)) return;
    if (old.nodeType === Node.TEXT_NODE) {
      old.data = fresh.data;
    } else if (old.nodeType === Node.ELEMENT_NODE) {
      if ("liveKeep" in old.dataset || (old.tagName === "FORM" && begun(old))) return;
      attributes(old, fresh);
      children(old, fresh);
    }
  }

  function children(old, fresh) {
    const now = [...old.childNodes].filter((one) => !("added" in (one.dataset || {})));  // what scripts put there stays
    const next = [...fresh.childNodes];
    let head = 0;
    while (head < now.length && head < next.length && sameKind(now[head], next[head]) && (now.length === next.length || now[head].isEqualNode(next[head]))) {
      renew(now[head], next[head]);
      head += 1;
    }
    let tail = 0;
    while (tail < now.length - head && tail < next.length - head && sameKind(now[now.length - 1 - tail], next[next.length - 1 - tail])) {
      renew(now[now.length - 1 - tail], next[next.length - 1 - tail]);
      tail += 1;
    }
    const after = now[now.length - tail] || null;
    for (const gone of now.slice(head, now.length - tail)) if (!holdsText(gone)) gone.remove();
    for (const one of next.slice(head, next.length - tail)) old.insertBefore(document.importNode(one, true), after);
  }

  function take(html) {
    const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("main");
    if (!fresh) return;
    renew(main, fresh);
    window.htmx?.process(main);
    document.body.dispatchEvent(new Event("fresh", { bubbles: true }));
    const time = new Date();
    show(`Diperbarui sendiri pukul ${[time.getHours(), time.getMinutes()].map((part) => String(part).padStart(2, "0")).join(".")}.`);
  }

  // --- asking ------------------------------------------------------------------------------------------------------
  function slower(seconds) {
    wait = Math.min(Math.max(wait * 2, (Number(seconds) || 0) * 1000), LONGEST);
    later();
  }

  async function ask() {
    clearTimeout(timer);
    if (asking || document.hidden) return;
    asking = true;
    const begin = performance.now();
    try {
      const answer = await fetch(location.href, { headers: { "X-Live": "1", "If-None-Match": tag }, redirect: "manual" });
      if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) {
        show("Sesi berakhir; halaman ini tidak lagi diperbarui.", location.href, "Masuk lagi");
        return;
      }
      if (answer.status === 404) {
        show("Halaman ini tidak lagi terbuka bagi Anda.", "/", "Ke Beranda");
        return;
      }
      if (answer.status === 200) {
        take(await answer.text());
        tag = answer.headers.get("ETag") || tag;
      } else if (answer.status !== 304) {
        slower(answer.headers.get("Retry-After"));
        return;
      }
      const took = performance.now() - begin;
      wait = took < QUICK ? PAUSE : Math.min(took * SHARE, LONGEST);
      later();
    } catch {
      slower();
    } finally {
      asking = false;
    }
  }

  document.addEventListener("visibilitychange", () => { if (document.hidden) clearTimeout(timer); else ask(); });
  for (const kind of ["pointerdown", "keydown", "scroll"]) {
    window.addEventListener(kind, () => { touched = Date.now(); }, { passive: true });
  }
  later();
})();
