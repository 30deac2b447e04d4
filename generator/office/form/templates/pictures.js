// Controls that name pictures: one, several, and what brings new ones from the computer.
(function (Form) {
  "use strict";
  var el = Form.el;
  var state = Form.state;

  function address(name) {
    var photo = state.photos[name];
    if (photo && !photo.address) photo.address = URL.createObjectURL(new Blob([photo.bytes], { type: "image/jpeg" }));
    return photo ? photo.address : "";
  }

  function caption(name) {
    var found = (state.lists["photos[]"] || []).filter(function (one) {
      return one.cells["photos[].file"] === name;
    })[0];
    return (found && found.cells["photos[].caption"]) || name;
  }

  // Brings pictures: then(their names).
  function picker(several, then) {
    var input = el("input", {
      class: "sr",
      type: "file",
      accept: "image/*",
      multiple: several,
      tabindex: "-1",
      "aria-hidden": "true",
    });
    var button = el("button", { class: "btn", type: "button" }, several ? "挑照片" : "挑一张照片");
    var told = el(
      "p",
      { class: "quiet", role: "status" },
      several ? "一次可以挑几张。太大的自动变小，照片里记的拍摄地点自动抹掉。" : "",
    );
    button.onclick = function () {
      input.click();
    };
    input.onchange = function () {
      var names = [];
      told.textContent = "正在处理照片……";
      Form.photos.takeAll(
        input.files,
        Form.today(),
        function (photo) {
          state.photos[photo.name] = { bytes: photo.bytes };
          names.push(photo.name);
        },
        function (problems) {
          input.value = "";
          told.textContent = (names.length ? "加了 " + names.length + " 张。" : "") + problems.join("；");
          if (names.length) then(names);
        },
      );
    };
    return el("div", { class: "pick" }, [input, button, told]);
  }

  function one(field) {
    var name = "";
    var changed = function () {};
    var element = el("div", { class: "picture" });
    function show() {
      element.textContent = "";
      if (address(name)) element.appendChild(el("img", { src: address(name), alt: "您挑的照片" }));
      else if (name) element.appendChild(el("p", { class: "held" }, "网站上已有的照片：" + name));
      if (name && field.r) return;
      element.appendChild(
        picker(false, function (names) {
          name = names[0];
          changed();
          show();
        }),
      );
    }
    return {
      element: element,
      grouped: true,
      read: function () {
        return name;
      },
      write: function (text) {
        name = text;
        show();
      },
      watch: function (then) {
        changed = then;
      },
    };
  }

  function several(id) {
    var names = [];
    var changed = function () {};
    var element = el("div", {});
    var more = picker(true, add); // stays, with what it says, when the others are shown anew

    function add(added) {
      added.forEach(function (name) {
        if (names.indexOf(name) < 0) names.push(name);
      });
      changed();
      Form.addPhotos(added);
      show();
    }

    function show() {
      var known = (state.lists["photos[]"] || [])
        .filter(function (photo) {
          return !photo.gone && photo.cells["photos[].file"];
        })
        .map(function (photo) {
          return photo.cells["photos[].file"];
        });
      element.textContent = "";
      var boxes = el(
        "div",
        { class: "chips" },
        known
          .concat(
            names.filter(function (name) {
              return known.indexOf(name) < 0;
            }),
          )
          .map(function (name, i) {
            var box = el("input", { type: "checkbox", id: i ? id + "-" + i : id, value: name });
            box.checked = names.indexOf(name) >= 0;
            box.onchange = function () {
              names = names.filter(function (other) {
                return other !== name;
              });
              if (box.checked) names.push(name);
            };
            var inside = [box, el("span", {}, caption(name))];
            if (address(name)) inside[1].insertBefore(el("img", { src: address(name), alt: "" }), inside[1].firstChild);
            return el("label", { class: "chip" }, inside);
          }),
      );
      element.appendChild(boxes);
      element.appendChild(more);
    }
    return {
      element: element,
      grouped: true,
      read: function () {
        return names.join("、");
      },
      write: function (text) {
        names = text ? text.split("、") : [];
        show();
      },
      watch: function (then) {
        changed = then;
      },
      again: show,
    };
  }

  Form.pictures = { picker: picker, one: one, several: several };
})(window.Form);
