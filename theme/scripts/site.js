/* In <head>, before paint: the elder mode. */
(function () {
  "use strict";
  var root = document.documentElement,
    store = null;
  try {
    store = window.localStorage;
  } catch (_refused) {
    /* private mode */
  }
  root.classList.remove("no-js");

  function elder(size) {
    if (/^[123]$/.test(size)) root.setAttribute("data-elder", size);
    else root.removeAttribute("data-elder");
    document.querySelectorAll("[data-elder-set]").forEach(function (button) {
      var own = button.dataset.elderSet;
      if (own && button.parentNode.localName !== "nav") button.setAttribute("aria-pressed", own === size);
    });
  }
  function remembered() {
    try {
      return (store && store.getItem("elder")) || "";
    } catch (_refused) {
      return "";
    }
  }
  function remember(size) {
    try {
      if (store) store.setItem("elder", size);
    } catch (_refused) {
      /* full or forbidden */
    }
  }
  var asked = /[?&]elder=([0-3])/.exec(location.search);
  if (asked) remember(asked[1] === "0" ? "" : asked[1]);
  elder(asked ? asked[1] : remembered());

  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("[data-elder-set]");
    if (!button) return;
    elder(button.dataset.elderSet);
    remember(button.dataset.elderSet);
    if (!button.dataset.elderSet)
      document.querySelector(".masthead [data-elder-set]").focus(); /* the bar it stood in is gone */
  });
  document.addEventListener("DOMContentLoaded", function () {
    elder(root.getAttribute("data-elder") || "");
  });
})();
