/* Photos large, one after another: by the buttons, the arrow keys or a finger. Without <dialog> the link opens the picture. */
(function () {
  "use strict";
  var links = Array.from(document.querySelectorAll("a[data-large]")),
    box = document.createElement("dialog"),
    at = 0,
    from = 0;
  if (!links.length || !box.showModal) return;

  function button(name, words, does) {
    var made = document.createElement("button");
    made.type = "button";
    made.className = "lightbox__" + name;
    made.textContent = words;
    made.addEventListener("click", does);
    return made;
  }
  var picture = document.createElement("img"),
    words = document.createElement("p"),
    count = document.createElement("span");
  var back = button("back", "上一张", function () {
      show(at - 1);
    }),
    on = button("on", "下一张", function () {
      show(at + 1);
    });
  var bar = document.createElement("div");
  bar.append(
    back,
    count,
    on,
    button("close", "关上", function () {
      box.close();
    }),
  );
  picture.alt = "";
  picture.width = picture.height = 1;
  words.setAttribute("aria-live", "polite");
  box.className = "lightbox";
  box.setAttribute("aria-label", "看大图");
  box.append(picture, words, bar);
  document.body.append(box);

  function show(number) {
    at = (number + links.length) % links.length;
    var small = links[at].querySelector("img"),
      caption = links[at].parentNode.querySelector("figcaption");
    picture.removeAttribute("src"); /* the one before goes at once */
    picture.width = small.getAttribute("width");
    picture.height = small.getAttribute("height");
    picture.alt = small.alt;
    picture.src = links[at].href;
    words.textContent = caption ? caption.textContent : small.alt;
    count.textContent = at + 1 + " / " + links.length;
    back.hidden = on.hidden = links.length < 2;
  }
  document.addEventListener("click", function (event) {
    var link = event.target.closest("a[data-large]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(links.indexOf(link));
    box.showModal();
  });
  box.addEventListener("click", function (event) {
    if (event.target === box) box.close();
  });
  box.addEventListener("close", function () {
    links[at].focus();
  });
  box.addEventListener("keydown", function (event) {
    if (event.key === "ArrowLeft") show(at - 1);
    if (event.key === "ArrowRight") show(at + 1);
  });
  box.addEventListener(
    "touchstart",
    function (event) {
      from = event.changedTouches[0].clientX;
    },
    { passive: true },
  );
  box.addEventListener("touchend", function (event) {
    var moved = event.changedTouches[0].clientX - from;
    if (Math.abs(moved) > 50 && links.length > 1) show(at + (moved < 0 ? 1 : -1));
  });
})();
