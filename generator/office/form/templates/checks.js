// What is said of a slip while it is written. Only what is surely wrong is told: everything else is read by the office.
(function (Form) {
  "use strict";
  var NUMERAL = /[0-9０-９〇零一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾]/;
  var OTHERWISE = /[无没不未暂待空缺]|none|null|nil|n\/?a|tbd|\bno\b/i; // says that there is none, or not yet
  var WORD = /[A-Za-z一-鿿]/;
  var LIST = /[、，,；;/\n]/;
  var HIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufeff\ufdd0-\ufdef\ufff9-\ufffb]/;
  var TURNED = /[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/;
  var DAY = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/;

  function said(word, places) {
    return Form.data.words[word].map(function (text) {
      return text.replace(/\{(\w+)\}/g, function (_, name) {
        return places[name];
      });
    });
  }

  function count(text) {
    return text.replace(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g, "x").length;
  }

  function odd(text, more) {
    return (
      WORD.test(text) && !NUMERAL.test(text) && !OTHERWISE.test(text) && !LIST.test(text) && !(more && more.test(text))
    );
  }

  // A number as Python's `g` shows it.
  function g(value) {
    var text = value.toPrecision(6);
    if (Math.abs(value) < 1e6) return String(Number(text));
    var parts = Number(text).toExponential().split("e+");
    return parts[0] + "e+" + ("0" + parts[1]).slice(-2);
  }

  function number(field, text) {
    if (odd(text)) return said(field.c === "year" ? "year" : "number", { v: text.slice(0, 30) });
    var plain = text.replace(/[,，](?=\d{3}(?!\d))/g, "");
    if (!/^[-+]?\d{1,12}(\.\d+)?$/.test(plain)) return null;
    if (field.c === "year" && !/^\d{4}$/.test(plain)) return null;
    var value = Number(plain);
    if (field.c === "whole" && value !== Math.floor(value)) return said("whole", { v: text.slice(0, 30) });
    if (field.hi !== undefined && (value < field.lo || value > field.hi)) {
      if (field.c === "number" && field.hi <= 180) return null; // degrees: longitude and latitude may be the wrong way round
      return said("bounds", { n: g(value), lo: g(field.lo), hi: g(field.hi) });
    }
    return null;
  }

  function phone(field, text) {
    var pieces = text.split(LIST);
    for (var i = 0; i < pieces.length; i++) {
      var piece = pieces[i].trim();
      var mobile = piece.replace(/[\s-]/g, "").match(/^(?:\+?86)?(1[3-9]\d)(\d{4})(\d{4})$/);
      if (field.c === "phone" && mobile) return said("phone", { v: mobile.slice(1).join(" ") });
      if (field.c === "phone" && /^0\d{2,3}[-\s]?\d[\d\s-]*$/.test(piece) && piece.replace(/\D/g, "").length < 10)
        return said("phone", { v: piece });
    }
    return null;
  }

  function day(text) {
    var found = DAY.exec(text.trim());
    if (!found) return null;
    var made = new Date(0);
    made.setUTCFullYear(Number(found[1]), Number(found[2]) - 1, Number(found[3]));
    var stays = made.getUTCMonth() === Number(found[2]) - 1 && made.getUTCDate() === Number(found[3]);
    return stays || found[1] < "1900" || found[1] >= "2200" ? null : said("day", { v: text.slice(0, 30) });
  }

  var BY_KIND = {
    number: number,
    whole: number,
    year: number,
    phone: phone,
    mobile: phone,
    date: function (_, text) {
      return odd(text, /[今昨明前后上下本当每至到]/) ? said("date", { v: text.slice(0, 30) }) : day(text);
    },
    month: function (_, text) {
      return odd(text, /[今去前后上下本当]/) ? said("month", { v: text.slice(0, 30) }) : null;
    },
    time: function (_, text) {
      return odd(text, /[天午早晚日夜整点至到]/) ? said("time", { v: text.slice(0, 30) }) : null;
    },
    hours: function (_, text) {
      return odd(text, /[天午早晚日夜整点周期末节假全常时班休至到]/) ? said("hours", { v: text.slice(0, 40) }) : null;
    },
    slug: function (_, text) {
      return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text) && text.length <= 60 ? null : said("slug", { v: text.slice(0, 40) });
    },
  };

  // null, or [message, remedy] in the words in which the office's program says it.
  function check(field, written) {
    var text = written.normalize("NFC").trim();
    if (!text) return null;
    var found = field.m ? HIDDEN.exec(text) || TURNED.exec(text) : null;
    if (found) {
      var code = ("000" + found[0].charCodeAt(0).toString(16).toUpperCase()).slice(-4);
      return said(HIDDEN.test(found[0]) ? "hidden" : "turned", { n: count(text.slice(0, found.index)) + 1, v: code });
    }
    if (!field.s) {
      if (!field.n) text = text.split(/\s+/).join(" ");
      if (field.m && count(text) > field.m) return said("long", { n: count(text), hi: field.m });
    }
    return BY_KIND[field.c] ? BY_KIND[field.c](field, text) : null;
  }

  Form.check = check;
})(window.Form);
