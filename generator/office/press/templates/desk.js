/* Copies a text as it is: by a `copy` event, which works on a page that is opened as a file. */
(function () {
  "use strict";
  function copy(text, selected) {
    var taken = false,
      selection = getSelection(),
      range = document.createRange();
    function give(event) {
      event.clipboardData.setData("text/plain", text);
      event.preventDefault();
      taken = true;
    }
    document.addEventListener("copy", give);
    /* some browsers copy nothing where nothing is selected */
    range.selectNodeContents(selected);
    selection.removeAllRanges();
    selection.addRange(range);
    try {
      document.execCommand("copy");
    } finally {
      document.removeEventListener("copy", give);
    }
    return taken;
  }
  document.querySelectorAll("button[data-copy]").forEach(function (button) {
    var text = document.getElementById(button.dataset.copy);
    button.hidden = false;
    button.addEventListener("click", function () {
      button.nextElementSibling.textContent = copy(text.textContent, text)
        ? "复制好了，粘贴给转过的人。"
        : "这个浏览器不让复制：框里的话选中了，按 Ctrl+C。";
    });
  });
})();
