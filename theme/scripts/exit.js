/* Quiet help: leave at once by the button or by Esc twice, and nobody comes back here by “back”. On the search page the button is
   there while words of harm are asked; that page says nothing of them to whoever comes back. */
(function () {
  "use strict";
  var link = document.querySelector("[data-exit]"),
    front = link.href,
    pressed = 0,
    store = null,
    whole = !link.closest("[hidden]");
  try {
    store = window.sessionStorage;
  } catch (_refused) {
    /* private mode */
  }

  function leave() {
    document.body.hidden = true;
    try {
      if (store) store.setItem("left", "1");
    } catch (_refused) {
      /* full or forbidden */
    }
    location.replace(front);
  }
  link.addEventListener("click", function (event) {
    event.preventDefault();
    leave();
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape" || event.isComposing) return;
    if (event.timeStamp - pressed < 1500 && pressed) leave();
    pressed = link.closest("[hidden]") ? 0 : event.timeStamp;
  });
  if (!whole) return;
  document.addEventListener("click", function (event) {
    /* a jump within the page would be one more step back to it */
    var jump = event.target.closest && event.target.closest("a[href^='#']");
    var target = jump && document.getElementById(jump.getAttribute("href").slice(1));
    if (!target) return;
    event.preventDefault();
    target.focus();
    target.scrollIntoView();
  });
  function arrived(back) {
    /* `back`: an earlier visit, still in the history of this tab */
    try {
      if (back && store && store.getItem("left")) leave();
      else if (!back && store) store.removeItem("left");
    } catch (_refused) {
      /* forbidden */
    }
  }
  var entry = performance.getEntriesByType && performance.getEntriesByType("navigation")[0];
  arrived(entry && entry.type === "back_forward");
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) arrived(true);
  });
})();
