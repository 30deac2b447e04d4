/* What the buttons on a page do: send on, copy, print, read aloud; and where the visitor is in the header. */
(function () {
  "use strict";
  var script = document.currentScript.src,
    quiet = document.querySelector(".exit:not([hidden])"); /* quiet help is not to be sent round */

  window.homesCall = function (phone) {
    /* tel:01065001234,802 of 010-6500 1234 转 802, as generator/model/phones.py writes them */
    return "tel:" + phone.replace(" 转 ", ",").replace(/[^\d+,]/g, "");
  };
  function say(button, words) {
    var label = button.querySelector("span") || button,
      before = label.textContent;
    if (button.dataset.said) return;
    button.dataset.said = "1";
    label.textContent = words;
    setTimeout(function () {
      label.textContent = before;
      delete button.dataset.said;
    }, 2500);
  }
  function copy(text, button) {
    function byHand() {
      var box = document.createElement("textarea");
      box.value = text;
      box.className = "sr";
      button.parentNode.appendChild(box);
      box.select();
      var done = document.execCommand("copy");
      box.remove();
      say(button, done ? "已复制" : "请长按文字复制");
    }
    if (navigator.clipboard && window.isSecureContext)
      navigator.clipboard.writeText(text).then(function () {
        say(button, "已复制");
      }, byHand);
    else byHand();
  }
  function made(name, attributes, children) {
    var one = document.createElement(name);
    Object.keys(attributes).forEach(function (key) {
      one.setAttribute(key, attributes[key]);
    });
    (children || []).forEach(function (child) {
      one.append(child);
    });
    return one;
  }
  function button(words, does) {
    var one = made("button", { type: "button", class: "btn" }, [made("span", {}, [words])]);
    one.addEventListener("click", function () {
      does(one);
    });
    return one;
  }

  /* ---- send on: the phone's own way, else a sheet with the address, its code and a button that copies ---- */
  function here() {
    return location.href.split(/[?#]/)[0];
  }
  function code(canvas) {
    /* fetched when it is first asked for */
    return import(new URL("qr.js", script).href).then(function (qr) {
      qr.generate(here(), { minCorrectionLevel: qr.correction.M }).toCanvas(canvas);
    });
  }
  window.homesCode = code;
  var sheet = null;
  function share() {
    if (navigator.share && matchMedia("(pointer: coarse)").matches) {
      navigator.share({ title: document.title, url: here() }).catch(function () {
        /* closed again */
      });
      return;
    }
    if (!sheet) {
      var canvas = made("canvas", { class: "code", role: "img", "aria-label": "本页的二维码", hidden: "" });
      var wechat = /MicroMessenger/.test(navigator.userAgent);
      sheet = made("dialog", { class: "sheet-send", "aria-label": "转给家人" }, [
        made("h2", {}, ["转给家人"]),
        made("p", {}, [
          wechat
            ? "点右上角的三个点，选“发送给朋友”。也可以复制网址，发到群里。"
            : "用手机扫一扫就能打开；也可以复制网址，发到微信里。",
        ]),
        canvas,
        made("p", { class: "sheet-send__address" }, [here()]),
        made("p", { class: "btns" }, [
          button("复制网址", function (one) {
            copy(document.title + " " + here(), one);
          }),
          button("关上", close),
        ]),
      ]);
      sheet.addEventListener("click", function (event) {
        if (event.target === sheet) close();
      });
      document.body.append(sheet);
      code(canvas)
        .then(function () {
          canvas.hidden = false;
        })
        .catch(function () {
          /* an old browser: the address is there */
        });
    }
    if (sheet.showModal) sheet.showModal();
    else sheet.setAttribute("open", "");
  }
  function close() {
    if (sheet.close) sheet.close();
    else sheet.removeAttribute("open");
  }

  /* ---- print: with a code that leads back to the page ---- */
  var foot = null;
  function onPaper() {
    if (foot && foot.querySelector("canvas")) return print();
    if (foot) foot.remove();
    var canvas = made("canvas", { class: "code" });
    foot = made("div", { class: "paper-foot" }, [
      canvas,
      made("p", {}, ["扫一扫，看这一页现在的样子", made("br", {}), here()]),
    ]);
    code(canvas)
      .then(function () {
        document.querySelector(".foot").before(foot);
      })
      .catch(function () {
        /* without the code, then */
      })
      .then(function () {
        print();
      });
  }

  function chineseVoice() {
    /* only one that lives on the phone: nothing is sent away */
    return (
      "speechSynthesis" in window &&
      speechSynthesis.getVoices().filter(function (voice) {
        return voice.localService && /^zh/i.test(voice.lang);
      })[0]
    );
  }
  function listen() {
    if (speechSynthesis.speaking) {
      speechSynthesis.cancel();
      return;
    }
    var text = document.querySelector("[data-read]") || document.getElementById("main");
    text.innerText
      .replace(/([。！？])/g, "$1\n")
      .split(/\n+/)
      .filter(Boolean)
      .forEach(function (sentence) {
        var spoken = new SpeechSynthesisUtterance(sentence);
        spoken.voice = chineseVoice();
        spoken.lang = "zh-CN";
        spoken.rate = 0.9;
        speechSynthesis.speak(spoken);
      });
  }
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-copy],[data-copy-from],[data-share],[data-print],[data-listen]");
    if (!button) return;
    var data = button.dataset;
    if ("copy" in data) copy(data.copy, button);
    else if ("copyFrom" in data) copy(document.getElementById(data.copyFrom).innerText.replace(/\u00a0/g, " "), button);
    else if ("share" in data) share();
    else if ("print" in data) onPaper();
    else listen();
  });

  if (!quiet)
    document
      .querySelector(".foot .wrap")
      .prepend(made("p", { class: "btns foot__tools" }, [button("转给家人", share), button("打印这一页", onPaper)]));
  document.querySelectorAll(".prose table").forEach(function (table) {
    table.tabIndex = 0;
  }); /* a wide one is scrolled by the keyboard */
  document.querySelectorAll("[data-here]").forEach(function (place) {
    place.textContent = here();
  });
  function offer() {
    document.querySelectorAll("[data-share],[data-copy],[data-copy-from],[data-print]").forEach(function (button) {
      button.hidden = false;
    });
    document.querySelectorAll("[data-listen]").forEach(function (button) {
      button.hidden = !chineseVoice();
    });
  }
  offer();
  if (/MicroMessenger/i.test(navigator.userAgent))
    document.querySelectorAll("[data-wechat]").forEach(function (hint) {
      hint.hidden = false;
    });
  if ("speechSynthesis" in window) {
    speechSynthesis.onvoiceschanged = offer;
    addEventListener("pagehide", function () {
      speechSynthesis.cancel();
    });
  }
  addEventListener("beforeprint", function () {
    /* paper can't be unfolded, and can't be followed: it says where it came from */
    if (!quiet && !foot)
      document.querySelector(".foot").before((foot = made("div", { class: "paper-foot" }, [made("p", {}, [here()])])));
    document.querySelectorAll("details").forEach(function (part) {
      part.open = true;
    });
  });
  document.querySelectorAll(".masthead nav a").forEach(function (link) {
    if (location.pathname.indexOf(link.pathname) === 0)
      link.setAttribute("aria-current", location.pathname === link.pathname ? "page" : "true");
  });
})();
