// The page: its sections, how far one is, saving, opening again.
(function (Form) {
  "use strict";
  var el = Form.el;
  var state = Form.state;
  var data = Form.data;
  var lists = {};
  var ready = false;
  var dirty = false;
  var UNSAVED = "有没保存的改动";

  function by(id) {
    return document.getElementById(id);
  }

  // All rows anew, from what is written.
  function build() {
    ready = false;
    Form.rows = [];
    lists = {};
    data.sections.forEach(function (section) {
      var box = by("part-" + section.id).querySelector(".fields");
      box.textContent = "";
      if (section.id === "place" && data.districts.length > 1) box.appendChild(districts());
      section.parts.forEach(function (part) {
        box.appendChild(contents(part, section.parts.length > 1));
      });
    });
    if (state.about.kind === "activity" && !lists["activities[]"].cards.length) lists["activities[]"].add({}, false);
    ready = true;
    Form.count();
  }

  function contents(part, among) {
    var inside;
    if (part.list) {
      lists[part.list] = Form.list(part);
      inside = lists[part.list].element;
    } else {
      inside = el(
        "div",
        {},
        part.keys.map(function (key) {
          return Form.row(part, state.home, key).element;
        }),
      );
    }
    if (part.fold) return fold(part, inside);
    return part.list && among ? el("div", {}, [el("h3", { class: "sub" }, part.title), inside]) : inside;
  }

  function fold(part, inside) {
    var count = part.list
      ? state.lists[part.list].length
      : part.keys.filter(function (key) {
          return state.home.cells[key];
        }).length;
    var words = part.list
      ? count
        ? "填过 " + count + " 条"
        : "还没填"
      : count
        ? "填过 " + count + " 项，共 " + part.keys.length + " 项"
        : "还没填";
    return el("details", { class: "fold" }, [
      el("summary", {}, [el("b", {}, part.title), el("small", {}, words)]),
      inside,
    ]);
  }

  // Which district a new home is in: it decides which streets there are.
  function districts() {
    var choice = el(
      "select",
      { class: "in", id: "district" },
      [el("option", { value: "" }, "请选")].concat(
        data.districts.map(function (one) {
          return el("option", { value: one[0] }, one[1]);
        }),
      ),
    );
    choice.value = state.about.scope;
    choice.onchange = function () {
      state.about.scope = choice.value;
      state.home.cells.street = "";
      Form.rows.forEach(function (row) {
        if (row.key === "street") row.refresh();
      });
      Form.touched();
    };
    return el("div", { class: "row" }, el("div", {}, [el("label", { for: "district" }, "＊" + data.ask), choice]));
  }

  Form.addPhotos = function (names) {
    names.forEach(function (name) {
      lists["photos[]"].add({ "photos[].file": name }, false);
    });
  };

  Form.touched = function (row) {
    if (!ready) return;
    dirty = true;
    if (row && row.key === "name") by("whose").textContent = state.home.cells.name || data.unnamed;
    by("kept").textContent = UNSAVED;
  };

  // How much is written, how much has to be mended: in the steps, at the end, on a phone at the top.
  Form.count = function () {
    if (!ready) return;
    by("like").textContent = Form.packet.name();
    var open = problems();
    data.sections.forEach(function (section) {
      var own = open.filter(function (row) {
        return row.part.section === section;
      }).length;
      var step = by("step-" + section.id);
      step.className = own ? "fix" : "";
      step.querySelector("small").textContent = own ? own + " 处要改" : "";
      var count = by("part-" + section.id).querySelector(".count");
      count.hidden = !own;
      count.textContent = own + " 处要改";
    });
    by("mini-left").textContent = open.length ? open.length + " 处要改" : "";
    var made = Form.difference();
    var changes = made.changed + made.added + made.gone;
    by("kept").textContent = dirty ? UNSAVED : state.saved ? "都保存了" : "";
    by("told").textContent = changes
      ? "这回" +
        [
          made.changed && "改了 " + made.changed + " 处",
          made.added && "新加 " + made.added + " 条",
          made.gone && "去掉 " + made.gone + " 条",
        ]
          .filter(Boolean)
          .join("，") +
        "。"
      : "还没有改动。";
    var left = by("left");
    left.hidden = !open.length;
    left.querySelector("b").textContent = "还有 " + open.length + " 处要改，不改也能保存，包上会写明";
    var listed = left.querySelector("ul");
    listed.textContent = "";
    open.forEach(function (row) {
      listed.appendChild(el("li", {}, jump(row, row.field.l + "：" + row.problem[0])));
    });
  };

  function problems() {
    return Form.rows.filter(function (row) {
      return row.problem;
    });
  }

  function jump(row, words) {
    var made = el("button", { class: "lnk", type: "button" }, words);
    made.onclick = function () {
      go(row);
    };
    return made;
  }

  function go(row) {
    var folded = row.element.parentNode;
    while (folded && folded.tagName !== "DETAILS") folded = folded.parentNode;
    if (folded) folded.open = true;
    row.focus();
    row.element.scrollIntoView({ block: "center" });
  }

  // What the office wrote: on top, each with a way to its field.
  function remark(said) {
    var box = by("remarks");
    var listed = box.querySelector("ol");
    listed.textContent = "";
    box.hidden = !said;
    if (!said) return;
    data.sections.forEach(function (section) {
      section.parts.forEach(function (part) {
        if (part.list)
          lists[part.list].cards.forEach(function (card) {
            if (
              said.remarks.some(function (one) {
                return one.cell && one.cell.indexOf(Form.place(part, card.entry)) === 0;
              })
            )
              card.open(false);
          });
      });
    });
    by("remarks-h").textContent = "需要修改：改 " + said.remarks.length + " 处";
    said.remarks.forEach(function (one) {
      var row = Form.rows.filter(function (other) {
        return one.cell && other.place() === one.cell;
      })[0];
      var where = (one.cell || "").replace("!", "，");
      listed.appendChild(
        el("li", {}, row ? [jump(row, where), "：" + one.remark] : (where ? where + "：" : "") + one.remark),
      );
      if (row) {
        row.remark = [one.remark];
        row.show();
      }
    });
    by("ask").textContent = said.ask ? "不明白就打 " + said.ask + "。" : "";
    box.focus();
  }

  by("reopen").onclick = function () {
    by("open").click();
  };
  by("open").onchange = function () {
    var file = this.files[0];
    if (!file) return;
    this.value = "";
    Form.photos.bytesOf(file, function (bytes) {
      var told = by("opened");
      try {
        var said = Form.packet.open(bytes);
        build();
        dirty = false;
        state.saved = file.name;
        by("whose").textContent = state.home.cells.name || state.about.home || data.unnamed;
        told.textContent = "打开了“" + file.name + "”，接着填。";
        Form.count();
        remark(said);
      } catch (error) {
        told.textContent = error instanceof SyntaxError ? "包坏了，请发的人再发一次" : error.message + "。";
      }
    });
  };

  by("save").onclick = function () {
    Form.rows.forEach(function (row) {
      row.judge(true);
    });
    if (state.about.kind === "new" && !state.about.scope) {
      by("told").textContent = "先选" + data.ask + "，再保存。";
      by("district").focus();
      return;
    }
    var open = problems();
    var made = Form.packet.save(
      open.map(function (row) {
        return row.place();
      }),
    );
    var link = el("a", { href: URL.createObjectURL(made.blob), download: made.name });
    document.body.appendChild(link);
    link.click();
    document.body.removeChild(link);
    dirty = false;
    state.saved = made.name;
    Form.count();
    by("send").className = "send saved";
    by("send-h").textContent = "好了，还差发出去";
    by("save").textContent = "再保存一次";
    by("file").textContent = made.name;
    by("file-says").textContent =
      size(made.blob.size) +
      "　里面有这一页的内容" +
      (made.photos ? "和 " + made.photos + " 张照片" : "") +
      (open.length ? "；还差 " + open.length + " 处，包上写明了" : "");
    if (by("wx")) by("wx").textContent = message(made);
    by("done").hidden = false;
    by("done").focus();
  };

  function size(bytes) {
    return bytes < 1e6 ? Math.max(1, Math.round(bytes / 1024)) + " KB" : (bytes / 1048576).toFixed(1) + " MB";
  }

  function message(made) {
    var whose = state.home.cells.name || state.about.home;
    var what = state.about.kind === "activity" ? "一场活动写好了" : "信息填好了";
    return (
      "您好，" +
      whose +
      "的" +
      what +
      "，包发您：" +
      made.name +
      (made.photos ? "，照片 " + made.photos + " 张" : "") +
      "。"
    );
  }

  if (by("copy"))
    by("copy").onclick = function () {
      var words = by("wx").textContent;
      function put(event) {
        event.clipboardData.setData("text/plain", words);
        event.preventDefault();
      }
      document.addEventListener("copy", put);
      var done = document.execCommand("copy");
      document.removeEventListener("copy", put);
      by("copied").textContent = done ? "复制好了，到微信里粘贴" : "没能复制，请选中上面那句话自己复制";
    };

  by("mini").onclick = function () {
    var steps = this.parentNode;
    var opened = steps.className.indexOf("opened") < 0;
    steps.className = "steps" + (opened ? " opened" : "");
    this.setAttribute("aria-expanded", String(opened));
  };
  document.querySelector(".steps ol").onclick = function () {
    if (by("mini").getAttribute("aria-expanded") === "true") by("mini").click();
  };

  window.addEventListener("beforeunload", function (event) {
    if (!dirty) return;
    event.preventDefault();
    event.returnValue = "";
  });

  var watched = new IntersectionObserver(
    function (seen) {
      seen.forEach(function (one) {
        if (!one.isIntersecting) return;
        data.sections.forEach(function (section, i) {
          var here = "part-" + section.id === one.target.id;
          var link = by("step-" + section.id).querySelector("a");
          if (here) {
            link.setAttribute("aria-current", "true");
            by("mini-text").textContent = "第 " + (i + 1) + " 段，共 " + data.sections.length + " 段";
          } else link.removeAttribute("aria-current");
        });
      });
    },
    { rootMargin: "-20% 0px -70% 0px" },
  );
  data.sections.forEach(function (section) {
    watched.observe(by("part-" + section.id));
  });

  Form.fill(data.about, data.entries, null);
  build();
})(window.Form);
