/* A poster for the door, A4, made of what the page says: name, way, hours, telephone, help, and a code that opens the page. */
(function () {
  "use strict";
  var button = document.querySelector("[data-poster]"),
    root = document.documentElement,
    sheet = null,
    MOST = 6; /* services that fit */

  function part(parent, name, kind, words) {
    var one = document.createElement(name);
    if (kind) one.className = kind;
    if (words) one.textContent = words;
    return parent.appendChild(one);
  }
  function words(selector, within) {
    var found = (within || document).querySelector(selector);
    return found ? found.textContent.trim() : "";
  }
  function draw() {
    var poster = document.createElement("div"),
      plate = part(poster, "div", "poster__plate"),
      offers = document.querySelectorAll("#services .offer"),
      facts = document.querySelector(".answer .facts"),
      list,
      foot;
    poster.className = "poster";
    part(plate, "h1", "", words("h1"));
    part(plate, "p", "", button.dataset.poster);
    if (facts) poster.append(facts.cloneNode(true));
    if (offers.length) {
      part(poster, "h2", "", "能帮您什么");
      list = part(poster, "ul", "poster__offers");
      Array.prototype.slice.call(offers, 0, MOST).forEach(function (offer) {
        var line = part(list, "li");
        part(line, "b", "", words("h3", offer));
        part(line, "span", "", words(".when b", offer));
      });
      if (offers.length > MOST) part(poster, "p", "poster__more", "还有 " + (offers.length - MOST) + " 项，扫码看全部");
    }
    foot = part(poster, "div", "poster__code");
    part(foot, "canvas");
    part(
      part(foot, "p", "", "微信扫一扫，看今天开不开门、最近有什么活动"),
      "small",
      "",
      [location.href.split(/[?#]/)[0], button.dataset.note].filter(Boolean).join(" · "),
    );
    return document.body.appendChild(poster);
  }
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", function () {
    sheet = sheet || draw();
    root.classList.add("on-poster");
    window
      .homesCode(sheet.querySelector("canvas"))
      .catch(function () {
        /* an old browser: without the code, then */
      })
      .then(function () {
        print();
      });
  });
  addEventListener("afterprint", function () {
    root.classList.remove("on-poster");
  });
})();
