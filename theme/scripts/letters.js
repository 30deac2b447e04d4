/* How texts and questions are compared: one form for all ways of writing the same, as generator/search/letters.py has it, where it is
   defined. Traditional characters and their simplified forms come with the list of homes. */
(function () {
  "use strict";
  var SEPARATOR =
    /[\0-/:-@\[-`{-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00f7\u02c2-\u02df\u0300-\u036f\u2000-\u206f\u20a0-\u20ff\u2190-\u2bff\u2e00-\u2e7f\u2ff0-\u3004\u3008-\u3020\u302a-\u3030\u3036\u3037\u303d-\u303f\u3099-\u309c\u30a0\u30fb\ud800-\uf8ff\ufe00-\ufe6f\uff00-\uffff]/;
  var NUMBER =
      /[\ue030-\ue039]+(?:,[\ue030-\ue039]{3}(?![\ue030-\ue039])|\.[\ue030-\ue039]+)*|[〇零一二两三四五六七八九十百千]+/g,
    VALUES = "零一二三四五六七八九";
  var COUNTED =
    /^(?:([一二三四五六七八九两])千)?零?(?:([一二三四五六七八九两])百)?零?(?:([一二三四五六七八九]?)十)?零?([一二三四五六七八九])?$/;
  var simple = {},
    alike = {};

  function simplified(text) {
    return Array.from(text)
      .map(function (one) {
        return simple[one] || one;
      })
      .join("");
  }
  function letter(one) {
    if (one === " " || one === "\u200b") return "\t";
    if (/["'“”‘’「」『』《》〈〉]/.test(one)) return "";
    if (/[\t.,*]/.test(one)) return one;
    if (one.length > 1) return /^[\ud83c-\ud83e]/.test(one) ? " " : one; /* pictures */
    return SEPARATOR.test(one)
      ? " "
      : one < "\x80"
        ? String.fromCharCode(0xe000 + one.charCodeAt(0))
        : simple[one] || one;
  }
  function folded(character) {
    /* each looked at once */
    if (alike[character] === undefined)
      alike[character] = Array.from(character.normalize("NFKC").toLowerCase()).map(letter).join("");
    return alike[character];
  }

  function script(one) {
    return !one || one < "\x80" ? "" : one >= "\ue000" && one <= "\ue0ff" ? "latin" : "han";
  }
  function blank(_run, before, after) {
    return before && after && before !== after ? "" : " ";
  }
  function hidden(run, before, after) {
    return before === "han" && after === "han" ? "×" : run;
  }
  function digits(number) {
    return number.replace(/./g, function (digit) {
      return String.fromCharCode(0xe000 + digit.charCodeAt(0));
    });
  }
  function counted(run) {
    var numeral = run.replace(/〇/g, "零"),
      parts;
    function value(one) {
      return one ? VALUES.indexOf(one.replace("两", "二")) : 0;
    }
    if (numeral === "两") return digits("2");
    if (/^[零一二三四五六七八九]+$/.test(numeral)) return digits(Array.from(numeral).map(value).join(""));
    if (!(parts = COUNTED.exec(numeral))) return run;
    return digits(
      1000 * value(parts[1]) +
        100 * value(parts[2]) +
        10 * (value(parts[3]) || (parts[3] === "" ? 1 : 0)) +
        value(parts[4]) +
        "",
    );
  }
  function placed(run) {
    if (run.length === 1 || run < "\ue000") return run;
    return run.replace(/[\s\S]/g, function (one, at) {
      return String.fromCharCode((at ? (at < run.length - 1 ? 0xe200 : 0xe300) : 0xe100) + (one.charCodeAt(0) % 0x100));
    });
  }
  function number(run) {
    return placed(run < "\ue000" ? counted(run) : run.replace(/,/g, ""));
  }
  function separator() {
    return " ";
  }
  var STEPS = [
    [/\t+/g, blank],
    [/×{2,}|某{2,}|\ue078{2,}|\*{2,}/g, hidden],
    [NUMBER, number],
    [/[ .,*\t]+/g, separator],
  ];

  function step(text, one, put) {
    /* what a step replaces, with the script of what stands round it; `put(at, run, instead)` takes it down */
    return text.replace(one[0], function (run, at) {
      var instead = one[1](run, script(text[at - 1]), script(text[at + run.length]));
      if (put) put(at, run, instead);
      return instead;
    });
  }
  function of(text) {
    if (!/[^\u4e00-\u9fff]|[零一二两三四五六七八九十百千某]/.test(text)) return simplified(text);
    return STEPS.reduce(
      function (plain, one) {
        return step(plain, one);
      },
      Array.from(text.normalize("NFC")).map(folded).join(""),
    ).trim();
  }
  function fold(text) {
    /* [what it is compared by, of each of its units the number of the character it was made from] */
    var plain = "",
      from = [];
    Array.from(text.normalize("NFC")).forEach(function (character, number) {
      folded(character)
        .split("")
        .forEach(function (unit) {
          plain += unit;
          from.push(number);
        });
    });
    STEPS.forEach(function (one) {
      var origins = [],
        last = 0;
      plain = step(plain, one, function (at, run, instead) {
        origins = origins.concat(from.slice(last, at));
        for (var n = 0; n < instead.length; n++)
          origins.push(
            from[at + (n && n === instead.length - 1 ? run.length - 1 : Math.min(n, run.length - 1))],
          ); /* 21 ends where 二十一 does */
        last = at + run.length;
      });
      from = origins.concat(from.slice(last));
    });
    return [plain, from];
  }

  function find(text, wanted) {
    /* the characters, from and to, that are `wanted`, letters; null where it isn't there */
    if (!wanted || of(text).indexOf(wanted) < 0) return null;
    var plain = fold(text),
      at = plain[0].indexOf(wanted);
    return [plain[1][at], plain[1][at + wanted.length - 1] + 1];
  }

  window.homesLetters = {
    learn: function (traditional, simplified) {
      alike = {};
      var forms = Array.from(simplified);
      Array.from(traditional).forEach(function (one, number) {
        simple[one] = forms[number];
      });
    },
    simplified: simplified,
    find: find,
    of: of,
  };
})();
