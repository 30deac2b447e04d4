/* What may be taken away: the text, as HTML that the editor of WeChat keeps or as it is. By a `copy` event, which works on pages
   that are opened as files and over http, too. */
(function () {
  "use strict";
  var source = document.getElementById("take-text");
  if (!source) return;
  var styles = JSON.parse(source.dataset.styles),
    state = document.getElementById("take-state");

  function styled(markup) {
    return markup.replace(/<([a-z][a-z0-9]*)>/g, function (tag, name) {
      return styles[name] ? "<" + name + ' style="' + styles[name] + '">' : tag;
    });
  }
  function plain(markup) {
    var page = new DOMParser().parseFromString(markup.replace(/<br>/g, "\n"), "text/html");
    return Array.prototype.map
      .call(page.body.children, function (block) {
        return block.textContent;
      })
      .join("\n\n");
  }
  function copy(formats) {
    var taken = false;
    function give(event) {
      Object.keys(formats).forEach(function (type) {
        event.clipboardData.setData(type, formats[type]);
      });
      event.preventDefault();
      event.stopImmediatePropagation();
      taken = true;
    }
    document.addEventListener("copy", give, true);
    /* some browsers copy nothing where nothing is selected */
    var selection = getSelection(),
      range = document.createRange();
    range.selectNodeContents(state);
    selection.removeAllRanges();
    selection.addRange(range);
    try {
      document.execCommand("copy");
    } finally {
      document.removeEventListener("copy", give, true);
      selection.removeAllRanges();
    }
    return taken;
  }

  document.querySelectorAll("[data-take]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      var rich = button.dataset.take === "wechat",
        formats = { "text/plain": plain(source.value) };
      if (rich) formats["text/html"] = styled(source.value);
      var done = copy(formats);
      state.textContent = !done
        ? "这个浏览器不让复制，请用“全部打包”里的文件。"
        : rich
          ? "复制好了，到公众号后台粘贴。图的位置写着图号，图在素材包里。"
          : "文字复制好了。";
    });
  });
  document.querySelector(".take").hidden = false;
})();
