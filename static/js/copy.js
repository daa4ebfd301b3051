// Copying a text by a button. Without JavaScript a click selects the whole text (css: user-select: all).
(function () {
  "use strict";

  const DONE = "Tersalin";
  const SHOWN = 2000;

  function select(element) {
    const range = document.createRange();
    range.selectNodeContents(element);
    const selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }

  async function copy(button) {
    const source = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(source.textContent);
    } catch {
      select(source); // an address without TLS has no clipboard: the text is selected, ready for Ctrl+C
      return;
    }
    const label = button.firstChild.textContent;
    if (label === DONE) return;
    button.firstChild.textContent = DONE;
    button.setAttribute("aria-live", "polite");
    setTimeout(() => { button.firstChild.textContent = label; }, SHOWN);
  }

  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy]");
    if (button) copy(button);
  });
})();
