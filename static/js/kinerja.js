// What the pages gain from JavaScript. Every page works without it; no inline code, no eval (CSP).
(function () {
  "use strict";

  const RELEASE = 10000;
  const token = () => document.querySelector("meta[name=csrf-token]")?.content || "";

  // Signing in again in another tab gives a new token; a form left open here takes it over and can still be sent.
  function renewToken() {
    const current = document.cookie.match(/(?:^|; )(?:__Host-)?csrf=([^;]+)/)?.[1];
    if (!current) return;
    for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) input.value = current;
    document.querySelector("meta[name=csrf-token]")?.setAttribute("content", current);
  }
  window.addEventListener("focus", renewToken);

  document.addEventListener("htmx:configRequest", (event) => {
    if (token()) event.detail.headers["X-CSRFToken"] = token();
  });

  // --- a form is sent once ----------------------------------------------------
  function hold(form, held) {
    for (const button of form.querySelectorAll("button:not([type=button]), input[type=submit]")) {
      if (held) button.setAttribute("aria-busy", "true");
      else button.removeAttribute("aria-busy");
    }
    if (held) form.dataset.sent = "1";
    else delete form.dataset.sent;
  }

  function guardSubmit(event) {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || "repeatable" in form.dataset) return;
    if (form.dataset.sent) event.preventDefault();
    else hold(form, true);
    // If loading is stopped the page stays; sending again is harmless, the form carries its own number.
    setTimeout(() => hold(form, false), RELEASE);
  }

  // A page that comes back from the browser's memory has forms that may be sent again.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("form[data-sent]").forEach((form) => hold(form, false));
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.elt.closest("form");
    if (form) hold(form, false);
  });

  // --- a question before the act ------------------------------------------------
  let asked = null;

  function askFirst(event) {
    const form = event.target;
    const button = event.submitter;
    const asking = button?.dataset.confirm ? button : form;
    const dialog = document.getElementById("confirm");
    if (!asking.dataset.confirm || !dialog?.showModal) return;
    // Nothing is chosen yet: nothing to ask, the server says so.
    if (asking.dataset.confirmChosen && !form.querySelector(`[name="${asking.dataset.confirmChosen}"]:checked`)) return;
    if (form.dataset.confirmed) {
      delete form.dataset.confirmed;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    const yes = dialog.querySelector("[data-confirm-yes]");
    dialog.querySelector("[data-confirm-text]").textContent = asking.dataset.confirm;
    yes.textContent = asking.dataset.confirmLabel || "Ya, lanjutkan";
    dialog.returnValue = "";
    asked = { form, button };
    dialog.showModal();
  }

  // A browser tells late that a dialog was closed: by then the next question may stand there.
  function answered(event) {
    const dialog = event.target;
    if (dialog.id !== "confirm" || dialog.open || !asked) return;
    const { form, button } = asked;
    asked = null;
    if (dialog.returnValue !== "yes") return;
    form.dataset.confirmed = "1";
    form.requestSubmit(button || undefined);
  }

  document.addEventListener("close", answered, true);

  document.addEventListener("submit", askFirst, true);
  document.addEventListener("submit", guardSubmit);

  // --- menus ----------------------------------------------------------------------
  const closeMenus = (except) => {
    for (const menu of document.querySelectorAll("details[data-menu][open]")) {
      if (menu !== except) menu.open = false;
    }
  };
  document.addEventListener("click", (event) => closeMenus(event.target.closest("details[data-menu]")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.activeElement?.closest("details[data-menu][open]");
    closeMenus();
    menu?.querySelector("summary").focus();
  });

  // A strip of tabs that is wider than the phone begins where one is.
  for (const here of document.querySelectorAll(":is(.tabs, .groups) [aria-current]")) {
    const strip = here.closest("ul");
    strip.scrollLeft = here.offsetLeft - strip.offsetLeft - (strip.clientWidth - here.offsetWidth) / 2;
  }

  // --- rows of a formset -------------------------------------------------------------
  function addRow(formset) {
    const total = formset.querySelector(`[name="${formset.dataset.formset}-TOTAL_FORMS"]`);
    const most = formset.querySelector(`[name="${formset.dataset.formset}-MAX_NUM_FORMS"]`);
    const number = Number(total.value);
    const limit = most ? Number(most.value) : Infinity;
    if (number >= limit) return;
    const row = formset.querySelector("template[data-formset-empty]").content.cloneNode(true);
    for (const element of row.querySelectorAll("*")) {
      for (const attribute of [...element.attributes]) {
        if (attribute.value.includes("__prefix__")) {
          element.setAttribute(attribute.name, attribute.value.replaceAll("__prefix__", number));
        }
      }
    }
    for (const place of row.querySelectorAll("[data-formset-number]")) place.textContent = number + 1;
    const rows = formset.querySelector("[data-formset-rows]");
    rows.append(row);
    total.value = number + 1;
    formset.querySelector("[data-formset-add]").hidden = number + 1 >= limit;
    rows.lastElementChild.querySelector("input:not([type=hidden]), select, textarea")?.focus();
    total.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function prepare(root) {
    for (const button of root.querySelectorAll("[data-formset-add]")) button.hidden = false;
    root.querySelector("[data-error-summary]")?.focus();
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-formset-add]");
    if (button) addRow(button.closest("[data-formset]"));
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("form[data-submit-on-change] select")) event.target.form.requestSubmit();
  });
  document.addEventListener("htmx:load", (event) => prepare(event.detail.elt));
  prepare(document);
})();
