// A row for each field: label and control on the left, whatever there is to say about it in the margin.
(function (Form) {
  "use strict";
  var el = Form.el;
  var state = Form.state;
  var PAUSE = 700; // milliseconds after the last key, before a slip is told
  var SOON = 250;
  var serial = 0;
  Form.rows = []; // all rows on the page: {place(), show(), problem, field, entry, element}

  function tag(field) {
    return field.p ? [" ", el("span", { class: "tag" }, "不上网")] : [];
  }

  // The control of a field: {element, label for which, read() → text, write(text)}.
  function control(field, id, described, text) {
    if (field.t === "choice" && field.o.length <= 3) return segments(id, field.o);
    if (field.t === "yesno") return segments(id, ["是", "否", "没填"]);
    if (field.t === "many") return chips(field, id);
    if (field.t === "choice" || field.t === "street") return select(field, id, described, text);
    if (field.t === "files") return Form.pictures.several(id);
    if (field.t === "file") return Form.pictures.one(field);
    return box(field, id, described, text);
  }

  function box(field, id, described, text) {
    var long = field.t === "box" || text.indexOf("\n") >= 0;
    var made = el(long ? "textarea" : "input", {
      class: "in" + (field.m && field.m <= 20 && !field.s ? " short" : ""),
      id: id,
      rows: long ? (field.m > 1000 ? 6 : 2) : undefined,
      type: long ? undefined : "text",
      inputmode: field.c === "whole" || field.c === "year" ? "numeric" : field.c === "phone" ? "tel" : undefined,
      autocomplete: "off",
      placeholder: field.e ? "例：" + field.e : undefined,
      "aria-describedby": described,
      "aria-required": field.r ? "true" : undefined,
    });
    return {
      element: made,
      input: made,
      read: function () {
        return made.value.trim() ? made.value : "";
      },
      write: function (value) {
        made.value = value;
      },
    };
  }

  function select(field, id, described) {
    var made = el("select", {
      class: "in",
      id: id,
      "aria-describedby": described,
      "aria-required": field.r ? "true" : undefined,
    });
    function fill(value) {
      var options = field.t === "street" ? Form.streets() : field.o;
      made.textContent = "";
      made.appendChild(el("option", { value: "" }, "请选"));
      (value && options.indexOf(value) < 0 ? options.concat(value) : options).forEach(function (name) {
        made.appendChild(el("option", { value: name }, name));
      });
      made.value = value;
    }
    return {
      element: made,
      input: made,
      read: function () {
        return made.value;
      },
      write: fill,
    };
  }

  function group(type, id, names) {
    var boxes = names.map(function (name, i) {
      return el("input", { type: type, name: id, id: i ? id + "-" + i : id, value: name });
    });
    var made = el(
      "div",
      { class: type === "radio" ? "seg" : "chips" },
      boxes.map(function (one, i) {
        return el("label", { class: "chip" }, [one, el("span", {}, names[i])]);
      }),
    );
    return { element: made, boxes: boxes };
  }

  function segments(id, names) {
    var made = group("radio", id, names);
    return {
      element: made.element,
      grouped: true,
      read: function () {
        var chosen = made.boxes.filter(function (one) {
          return one.checked;
        })[0];
        return !chosen || chosen.value === "没填" ? "" : chosen.value;
      },
      write: function (value) {
        made.boxes.forEach(function (one) {
          one.checked = one.value === (value || "没填");
        });
      },
    };
  }

  function chips(field, id) {
    var made = group("checkbox", id, field.o);
    var before = [];
    return {
      element: made.element,
      grouped: true,
      // In the order in which they were written; new ones after them.
      read: function () {
        var chosen = made.boxes
          .filter(function (one) {
            return one.checked;
          })
          .map(function (one) {
            return one.value;
          });
        var kept = before.filter(function (name) {
          return chosen.indexOf(name) >= 0 || field.o.indexOf(name) < 0;
        });
        chosen.forEach(function (name) {
          if (kept.indexOf(name) < 0) kept.push(name);
        });
        before = kept;
        return kept.join("、");
      },
      write: function (value) {
        before = value ? value.split("、") : [];
        made.boxes.forEach(function (one) {
          one.checked = before.indexOf(one.value) >= 0;
        });
      },
    };
  }

  // The row of a field of an entry, which it keeps up to date.
  function row(part, one, key) {
    var field = Form.data.fields[key];
    var id = "f" + ++serial;
    var text = one.cells[key] || "";
    var made = control(field, id, id + "-h " + id + "-n", text);
    var hint = el("span", { class: "hint", id: id + "-h" }, field.h || "");
    var name = [(field.r ? "＊" : "") + field.l].concat(tag(field));
    var label = made.grouped
      ? el("fieldset", { "aria-describedby": id + "-h " + id + "-n" }, [
          el("legend", { class: "lab" }, name),
          hint,
          made.element,
        ])
      : el("div", {}, [el("label", { for: id }, name), hint, made.element]);
    var was = el("p", { class: "was", hidden: true });
    var note = el("p", { class: "note", id: id + "-n", hidden: true });
    var week = field.c === "hours" ? el("div", { class: "week", "aria-live": "polite", hidden: true }) : null;
    var element = el("div", { class: "row" }, [el("div", {}, [label].concat(week || [], was)), note]);
    var self = { field: field, entry: one, part: part, element: element, problem: null, remark: null };
    var timer = 0;
    var composing = false;
    var isNew = !one.was || state.about.kind === "new"; // nothing stood there when the form was sent out

    function store() {
      one.cells[key] = made.read();
      self.remark = null;
      Form.touched(self);
    }

    function judge(final) {
      var found = Form.check(field, one.cells[key] || "");
      if (!found && final && field.r && !one.cells[key] && (isNew ? Form.hasWords(one) : one.was[key]))
        found = ["“" + field.l + "”不能空着", "补上；不改的，写成原来的"];
      self.problem = found;
      if (week) Form.showWeek(week, one.cells[key] || "", final);
      show();
      Form.count();
    }

    function show() {
      var said = self.problem || self.remark;
      note.hidden = !said;
      note.className = "note" + (said ? " note--bad" : "");
      note.textContent = "";
      if (said) {
        note.appendChild(el("b", {}, (self.problem ? "要改：" : "需要修改：") + said[0]));
        if (said[1]) note.appendChild(document.createTextNode(said[1]));
      }
      if (made.input) {
        made.input.classList.toggle("in--bad", Boolean(said));
        if (said) made.input.setAttribute("aria-invalid", "true");
        else made.input.removeAttribute("aria-invalid");
      }
      var changed = !isNew && Form.isChanged(one, key) && field.t !== "file" && field.t !== "files";
      was.hidden = !changed;
      was.textContent = "";
      if (changed) {
        var before = one.was[key] || "";
        was.appendChild(
          document.createTextNode(
            "原来写的：" + (before.length > 60 ? before.slice(0, 59) + "…" : before || "空着") + "　",
          ),
        );
        var back = el("button", { class: "lnk", type: "button" }, "改回去");
        back.setAttribute("aria-label", field.l + "改回去");
        back.onclick = function () {
          write(before);
          (made.input || element.querySelector("input")).focus();
        };
        was.appendChild(back);
      }
    }

    function write(value) {
      made.write(value);
      one.cells[key] = value;
      Form.touched(self);
      judge(true);
    }

    element.addEventListener("compositionstart", function () {
      composing = true;
      clearTimeout(timer);
    });
    element.addEventListener("compositionend", function () {
      composing = false;
      store();
      wait(false);
    });
    element.addEventListener("input", function () {
      store();
      if (!composing) wait(false);
    });
    element.addEventListener("change", function () {
      store();
      wait(true); // not at once: what moves the page would move a button from under the mouse that leaves the field for it
    });

    function wait(final) {
      clearTimeout(timer);
      timer = setTimeout(
        function () {
          judge(final);
        },
        final ? SOON : PAUSE,
      );
    }

    self.place = function () {
      return Form.place(part, one, key);
    };
    self.key = key;
    self.judge = judge;
    self.write = write;
    self.refresh = function () {
      made.write(one.cells[key] || "");
    };
    self.focus = function () {
      (made.input || element.querySelector("input, button")).focus();
    };
    self.show = show;
    made.write(text);
    if (made.watch) made.watch(store);
    judge(false);
    Form.rows.push(self);
    return self;
  }

  // Whether anything is written in an entry.
  Form.hasWords = function (one) {
    return Object.keys(one.cells).some(function (key) {
      return one.cells[key];
    });
  };
  Form.streets = function () {
    var found = Form.data.districts.filter(function (district) {
      return district[0] === state.about.scope.split("/")[0];
    })[0];
    return found ? found[2] : [];
  };
  Form.row = row;
})(window.Form);
