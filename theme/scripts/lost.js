/* The 404 page of a site that was not told its own address: this file is asked for from every depth, and the one that is found knows where the site lies. */
(function () {
  "use strict";
  var root = document.currentScript.src.replace(/assets\/[^/]*$/, ""),
    page = document.documentElement;
  if (page.dataset.root || new URL(root).pathname === "/") return;
  page.dataset.root = root;
  ["href", "src", "action"].forEach(function (name) {
    document.querySelectorAll("[" + name + '^="/"]').forEach(function (one) {
      var address = root + one.getAttribute(name).slice(1);
      if (one.localName !== "script") {
        one.setAttribute(name, address);
        return;
      }
      var again = document.createElement("script"); /* one that came to nothing is not asked for twice */
      again.src = address;
      document.head.appendChild(again);
    });
  });
})();
