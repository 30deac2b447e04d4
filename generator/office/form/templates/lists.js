// Entries of lists: cards that are opened, struck out and put back; and the pictures among them.
(function (Form) {
  "use strict";
  var el = Form.el;
  var state = Form.state;
  var NOUN = {
    "services[]": "件",
    "activities[]": "场",
    "families[]": "户",
    "photos[]": "张",
    "staff.deputies[]": "位",
    "staff.volunteer_teams[]": "支",
  };
  var CONSENT =
    "这家人的事会放到网上，谁都看得见，什么时候想撤都能撤。请先当面说清楚，家里的大人都点了头、签了同意书，再往下写。";

  function button(words, what, then) {
    var made = el("button", { class: "lnk", type: "button", "aria-label": words + "：" + what }, words);
    made.onclick = then;
    return made;
  }

  // What an entry is called: the first two of its short texts.
  function title(part, one) {
    var texts = part.keys
      .filter(function (key) {
        var field = Form.data.fields[key];
        return one.cells[key] && field.t !== "box" && field.t !== "many" && field.t !== "files";
      })
      .map(function (key) {
        return one.cells[key];
      });
    return texts.slice(0, 2).join("　") || "新的一" + (NOUN[part.list] || "条");
  }

  function card(part, one, opened) {
    var element = el("div", { class: "card" });

    function closed() {
      var name = title(part, one);
      forget();
      element.className = "card" + (one.gone ? " card--gone" : "");
      element.textContent = "";
      if (one.gone) {
        element.appendChild(el("p", {}, [el("s", {}, name), "　去掉了，审核同意以后网上也会撤下来"]));
        element.appendChild(
          button("放回来", name, function () {
            one.gone = false;
            Form.touched();
            closed();
            element.querySelector("button").focus();
          }),
        );
        return;
      }
      element.appendChild(el("h3", {}, name));
      element.appendChild(
        button("改一改", name, function () {
          open(true);
        }),
      );
      element.appendChild(button("去掉", name, remove));
    }

    function remove() {
      one.gone = true;
      Form.touched();
      closed();
      element.querySelector("button").focus();
    }

    function forget() {
      Form.rows = Form.rows.filter(function (row) {
        return row.entry !== one;
      });
      Form.count();
    }

    function open(focus) {
      forget();
      element.className = "card card--open";
      element.textContent = "";
      var head = el("h3", {}, one.was ? title(part, one) : "新的一" + (NOUN[part.list] || "条"));
      element.appendChild(head);
      element.appendChild(
        button("收起来", head.textContent, function () {
          closed();
          element.querySelector("button").focus();
        }),
      );
      element.appendChild(button("去掉", head.textContent, remove));
      var body = el("div", { class: "body" });
      element.appendChild(body);
      if (part.list === "families[]" && !one.was && !Form.hasWords(one))
        consent(body, function () {
          rows(body, true);
        });
      else rows(body, focus);
    }

    function rows(body, focus) {
      if (part.list === "families[]" && !one.cells["families[].year"])
        one.cells["families[].year"] = Form.today().slice(0, 4);
      part.keys.forEach(function (key) {
        body.appendChild(Form.row(part, one, key).element);
      });
      if (focus) body.querySelector("input, select, textarea, button").focus();
    }

    if (opened) open(false);
    else closed();
    return { element: element, open: open, entry: one, remove: remove };
  }

  function consent(body, then) {
    var said = el("p", { role: "status" });
    var yes = el("button", { class: "btn", type: "button" }, "当面说好了，都同意");
    var no = el("button", { class: "btn", type: "button" }, "还没说，这回先不推荐");
    var made = el("div", { class: "consent" }, [el("p", {}, CONSENT), el("div", { class: "btns" }, [yes, no]), said]);
    yes.onclick = function () {
      body.removeChild(made);
      then();
    };
    no.onclick = function () {
      said.textContent = "好，这一户空着，别的照填。";
    };
    body.appendChild(made);
  }

  // The list of a part, with what adds to it.
  function list(part) {
    var cards = el("div", { class: "cards" });
    var made = { element: el("div", {}), cards: [], part: part };
    function add(one, opened) {
      var added = card(part, one, opened);
      made.cards.push(added);
      cards.appendChild(added.element);
      return added;
    }
    state.lists[part.list].forEach(function (one) {
      add(one, !one.was && !one.gone);
    });
    made.add = function (cells, focus) {
      var one = Form.entry(part.list, "", cells || {}, null);
      state.lists[part.list].push(one);
      Form.touched();
      var added = add(one, false);
      added.open(focus);
      return added;
    };
    made.element.appendChild(cards);
    made.element.appendChild(
      part.list === "photos[]"
        ? Form.pictures.picker(true, function (names) {
            names.forEach(function (name, i) {
              made.add({ "photos[].file": name }, i === 0);
            });
          })
        : adder(part, made),
    );
    return made;
  }

  function adder(part, made) {
    var words = "＋ 再加一" + (NOUN[part.list] || "条") + "（" + part.title + "）";
    var more = el("button", { class: "btn add", type: "button" }, words);
    more.onclick = function () {
      made.add({}, true);
    };
    return more;
  }

  Form.list = list;
})(window.Form);
