// What is written, beside what the form was sent out with. Nothing of it is kept by the browser.
(function (Form) {
  "use strict";
  var data = JSON.parse(document.getElementById("data").textContent);
  Form.data = data;
  data.fields = {};
  Form.parts = [];
  data.sections.forEach(function (section) {
    section.parts.forEach(function (part) {
      part.section = section;
      part.keys = part.fields.map(function (field) {
        field.key = part.list ? part.list + "." + field.k : field.k;
        ["h", "e", "o"].forEach(function (name) {
          if (field[name] !== undefined) field[name] = data.shared[field[name]];
        });
        data.fields[field.key] = field;
        return field.key;
      });
      Form.parts.push(part);
    });
  });
  var state = { photos: {}, saved: "" };
  Form.state = state;

  // An entry of a list, or the home itself. `was`: its texts as they were sent out; null for a new one.
  function entry(list, at, cells, was) {
    return { list: list, at: at, cells: cells, was: was, gone: false };
  }

  function copy(cells) {
    return JSON.parse(JSON.stringify(cells || {}));
  }

  // Takes over what was sent out and, where a packet was opened, what was written since.
  function fill(about, sent, written) {
    state.about = about;
    state.sent = sent;
    state.home = entry("", "", {}, {});
    state.lists = {};
    Form.parts.forEach(function (part) {
      if (part.list) state.lists[part.list] = [];
    });
    var was = {};
    sent.forEach(function (one) {
      was[one.list + "|" + one.at] = one.cells;
    });
    (written || sent).forEach(function (one) {
      if (!one.list) {
        state.home.cells = copy(one.cells);
        state.home.was = copy(was["|"]);
      } else if (state.lists[one.list]) {
        var before = one.at && was[one.list + "|" + one.at];
        var made = entry(one.list, before ? one.at : "", copy(one.cells), before ? copy(before) : null);
        made.gone = Boolean(one.deleted);
        state.lists[one.list].push(made);
      }
    });
  }

  // The texts of an entry that have to be told: those that say something, and those that did.
  function told(one) {
    var cells = {};
    Object.keys(data.fields).forEach(function (key) {
      var listed = key.indexOf("[]") > 0 ? key.slice(0, key.indexOf("[]") + 2) : "";
      if (listed !== one.list) return;
      var text = one.cells[key] || "";
      if (text || (one.was && one.was[key])) cells[key] = text;
    });
    return cells;
  }

  // All entries as a packet has them; new ones that say nothing are left out.
  function entries() {
    var found = [{ list: "", at: "", cells: told(state.home) }];
    Form.parts.forEach(function (part) {
      (part.list ? state.lists[part.list] : []).forEach(function (one) {
        var cells = told(one);
        if (!one.was && (one.gone || !Object.keys(cells).length)) return;
        var made = { list: one.list, at: one.at, cells: cells };
        if (one.gone) made.deleted = true;
        found.push(made);
      });
    });
    return found;
  }

  function isChanged(one, key) {
    return Boolean(one.was) && (one.cells[key] || "") !== (one.was[key] || "");
  }

  // How much differs from what was sent out: {changed, added, gone}.
  function difference() {
    var found = { changed: 0, added: 0, gone: 0 };
    function count(one) {
      Object.keys(data.fields).forEach(function (key) {
        if (isChanged(one, key)) found.changed++;
      });
    }
    count(state.home);
    Object.keys(state.lists).forEach(function (list) {
      state.lists[list].forEach(function (one) {
        if (one.gone && one.was) found.gone++;
        else if (one.was) count(one);
        else if (!one.gone && Object.keys(told(one)).length) found.added++;
      });
    });
    return found;
  }

  // What a message calls a field: 服务!第 2 条·服务时间.
  function place(part, one, key) {
    var steps = [];
    if (part.list) steps.push("第 " + (number(one) + 1) + " 条");
    if (key) steps.push(data.fields[key].l);
    return part.title + "!" + steps.join("·");
  }

  function number(one) {
    return state.lists[one.list]
      .filter(function (other) {
        return other === one || other.was || (!other.gone && Object.keys(told(other)).length);
      })
      .indexOf(one);
  }

  Form.entry = entry;
  Form.fill = fill;
  Form.entries = entries;
  Form.isChanged = isChanged;
  Form.difference = difference;
  Form.place = place;
  Form.today = function () {
    var now = new Date();
    return now.getFullYear() + "-" + ("0" + (now.getMonth() + 1)).slice(-2) + "-" + ("0" + now.getDate()).slice(-2);
  };
  Form.el = function (tag, attributes, children) {
    var made = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) {
      var value = attributes[name];
      if (value === true) made.setAttribute(name, "");
      else if (value !== false && value !== undefined && value !== null) made.setAttribute(name, value);
    });
    [].concat(children || []).forEach(function (child) {
      made.appendChild(typeof child === "string" ? document.createTextNode(child) : child);
    });
    return made;
  };
})(window.Form);
