/* What the buttons on a page do: send on, copy, print, read aloud; and where the visitor is in the header. */
(function () {
  "use strict";
  function say(button, words) {
    var label = button.querySelector("span") || button, before = label.textContent;
    if (button.dataset.said) return;
    button.dataset.said = "1";
    label.textContent = words;
    setTimeout(function () { label.textContent = before; delete button.dataset.said; }, 2500);
  }
  function copy(text, button) {
    function byHand() {
      var box = document.createElement("textarea");
      box.value = text; box.className = "sr"; document.body.appendChild(box); box.select();
      var done = document.execCommand("copy"); box.remove();
      say(button, done ? "已复制" : "请长按网址复制");
    }
    if (navigator.clipboard && window.isSecureContext) navigator.clipboard.writeText(text).then(function () { say(button, "已复制"); }, byHand);
    else byHand();
  }
  function share(button) {
    var here = location.href.split(/[?#]/)[0];
    if (navigator.share) navigator.share({ title: document.title, url: here }).catch(function () { /* closed again */ });
    else copy(document.title + " " + here, button);
  }
  function chineseVoice() {                                    /* only one that lives on the phone: nothing is sent away */
    return "speechSynthesis" in window && speechSynthesis.getVoices().filter(function (voice) { return voice.localService && /^zh/i.test(voice.lang); })[0];
  }
  function listen() {
    if (speechSynthesis.speaking) { speechSynthesis.cancel(); return; }
    var text = document.querySelector("[data-read]") || document.getElementById("main");
    text.innerText.replace(/([。！？])/g, "$1\n").split(/\n+/).filter(Boolean).forEach(function (sentence) {
      var spoken = new SpeechSynthesisUtterance(sentence);
      spoken.voice = chineseVoice(); spoken.lang = "zh-CN"; spoken.rate = .9;
      speechSynthesis.speak(spoken);
    });
  }
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-copy],[data-share],[data-print],[data-listen]");
    if (!button) return;
    var told = button.dataset;
    if ("copy" in told) copy(told.copy, button);
    else if ("share" in told) share(button);
    else if ("print" in told) print();
    else listen();
  });

  function offer() {
    document.querySelectorAll("[data-share],[data-copy],[data-print]").forEach(function (button) { button.hidden = false; });
    document.querySelectorAll("[data-listen]").forEach(function (button) { button.hidden = !chineseVoice(); });
  }
  offer();
  if ("speechSynthesis" in window) {
    speechSynthesis.onvoiceschanged = offer;
    addEventListener("pagehide", function () { speechSynthesis.cancel(); });
  }
  addEventListener("beforeprint", function () {                 /* paper can't be unfolded */
    document.querySelectorAll("details").forEach(function (part) { part.open = true; });
  });
  document.querySelectorAll(".masthead nav a").forEach(function (link) {
    if (location.pathname.indexOf(link.pathname) === 0) link.setAttribute("aria-current", location.pathname === link.pathname ? "page" : "true");
  });
  if (/iPhone|iPad|Macintosh/.test(navigator.userAgent)) document.querySelectorAll("a[href^='geo:']").forEach(function (link) {
    var found = /^geo:([-\d.]+,[-\d.]+)\?q=[^(]*\((.*)\)$/.exec(link.getAttribute("href"));
    if (found) link.href = "maps://?ll=" + found[1] + "&q=" + found[2];
  });
})();
