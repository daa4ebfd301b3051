// What axe does not look at, asked of the page that is shown: each function gives complaints as lines of text.
window.looks = {
  rules: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
  get tags() {
    return [...looks.rules, "best-practice"];
  },
  // The page without its frame, which is the same everywhere and looked at once; of a form that comes back, what changed.
  page: { exclude: [[".site-header"], [".site-footer"]] },
  async axe(runOnly, place) {
    const told = await axe.run(place, { resultTypes: ["violations"], preload: false, runOnly });
    return told.violations.flatMap((one) => one.nodes.slice(0, 3).map((node) => `${one.id}: ${node.target.join(" ")} ${node.html.slice(0, 120)}`));
  },
  // Another page's markup in the place of this one's, as it stands without scripts; its styles are waited for.
  async put(markup) {
    const page = new DOMParser().parseFromString(markup, "text/html");
    const wanted = [...page.querySelectorAll("link[rel=stylesheet]")].map((link) => link.getAttribute("href"));
    const here = [...document.querySelectorAll("link[rel=stylesheet]")];
    for (const link of here) link.disabled = !wanted.includes(link.getAttribute("href"));
    const missing = wanted.filter((href) => !here.some((link) => link.getAttribute("href") === href));
    await Promise.all(missing.map((href) => new Promise((come) => {
      const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href, onload: come, onerror: come });
      document.head.append(link);
    })));
    document.title = page.title;
    document.documentElement.lang = page.documentElement.lang;
    document.body.replaceWith(document.adoptNode(page.body));
  },
  async quick(frame) {
    return [...looks.wide(), ...await looks.axe(looks.rules, frame ? document : looks.page), ...looks.errors()];
  },
  async desk(frame) {
    return [...await looks.axe(looks.tags, frame ? document : looks.page), ...looks.errors(), ...looks.focus()];
  },
  async phone() {
    return [...looks.wide(), ...await looks.axe(["target-size"], looks.page)];
  },
  async returned() {
    const changed = [".error-summary", ".field-wrong", ".notice"].filter((one) => document.querySelector(one)).map((one) => [one]);
    return [...(changed.length ? await looks.axe(looks.tags, { include: changed }) : []), ...looks.errors()];
  },
  loaded() {
    return performance.getEntriesByType("resource").map((one) => new URL(one.name).pathname);
  },
  // How far parts moved while the page was being loaded.
  shift() {
    return new Promise((done) => {
      let sum = 0;
      new PerformanceObserver((list) => {
        for (const one of list.getEntries()) if (!one.hadRecentInput) sum += one.value;
      }).observe({ type: "layout-shift", buffered: true });
      requestAnimationFrame(() => setTimeout(() => done(sum), 0));
    });
  },
  // Nothing sticks out sideways.
  wide() {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const scrolls = (el) => el.closest(".table-scroll, [data-scrolls]");
    const out = [...document.body.querySelectorAll("*")].filter((el) => !scrolls(el) && el.getBoundingClientRect().right > width + 1);
    return [`${document.documentElement.scrollWidth} px wide: ${out.slice(-3).map((el) => el.outerHTML.slice(0, 90)).join(" | ")}`];
  },
  shows(el) {
    const shows = (one) => one && parseFloat(getComputedStyle(one).outlineWidth) >= 2 && getComputedStyle(one).outlineStyle !== "none";
    return [el, ...(el.labels || []), el.parentElement, el.parentElement?.parentElement].some(shows);
  },
  // Where the keyboard is: what is wrong with how it is shown there, "" for nothing. Nothing else may lie over all of it.
  stop() {
    const el = document.activeElement;
    if (el === document.body || el.matches("main, [data-error-summary], dialog")) return "";
    if (!looks.shows(el)) return `no visible focus: ${el.outerHTML.slice(0, 90)}`;
    const own = (found) => found && (el.contains(found) || found.contains(el) || [...(el.labels || [])].some((one) => one.contains(found)));
    const points = [el, ...(el.labels || [])].flatMap((one) => [...one.getClientRects()]).flatMap((box) => [
      [box.left + box.width / 2, box.top + box.height / 2], [box.left + 3, box.top + 3], [box.right - 3, box.bottom - 3]]);
    const over = points.some(([x, y]) => own(document.elementFromPoint(x, y)));
    return over ? "" : `hidden where the keyboard is: ${el.outerHTML.slice(0, 90)}`;
  },
  // Whatever takes the focus shows it: on itself, its label, or the group that it stands in.
  focus() {
    const hidden = (el) => !el.checkVisibility() || el.closest("dialog:not([open]), details:not([open]) > :not(summary)");
    const bad = [];
    for (const el of document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")) {
      if (el.disabled || hidden(el)) continue;
      el.focus({ preventScroll: true, focusVisible: true });
      if (document.activeElement !== el || !looks.shows(el)) bad.push(`no visible focus: ${el.outerHTML.slice(0, 90)}`);
    }
    return bad.slice(0, 3);
  },
  // What is wrong is told at the field, in the summary, and aloud; every link to a place on the page arrives.
  errors() {
    const bad = [];
    for (const el of document.querySelectorAll("[aria-invalid=true]")) {
      const told = (el.getAttribute("aria-describedby") || el.closest("fieldset")?.getAttribute("aria-describedby") || "").split(" ");
      if (!told.some((id) => document.getElementById(id)?.closest(".errorlist, .invalid-feedback"))) bad.push(`error not linked: ${el.outerHTML.slice(0, 90)}`);
    }
    const wrong = document.querySelector(".errorlist, .invalid-feedback, [aria-invalid=true]");
    if (wrong && !document.querySelector("[data-error-summary][role=alert]")) bad.push("no summary of errors");
    for (const link of document.querySelectorAll("a[href^='#']")) {
      if (!document.getElementById(link.getAttribute("href").slice(1))) bad.push(`goes nowhere: ${link.outerHTML.slice(0, 90)}`);
    }
    for (const link of document.querySelectorAll("a[href='']")) bad.push(`leads nowhere: ${link.outerHTML.slice(0, 90)}`);
    const ids = [...document.querySelectorAll("[id]")].map((el) => el.id);
    const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
    if (twice.length) bad.push(`ids twice: ${twice.slice(0, 3)}`);
    return bad;
  },
};
