/* Words of time: 今天, 周六, 这周. Days are Beijing's. */
(function () {
  "use strict";
  var DAY = 864e5,
    WEEK = "一二三四五六日",
    AHEAD = ["今", "明", "后"];
  var NAMES = {
    1: "周一",
    2: "周二",
    3: "周三",
    4: "周四",
    5: "周五",
    6: "周六",
    7: "周日",
    weekend: "周末",
    week: "这周",
    next: "下周",
  };
  var WORD =
    "(?:每|[这本下]个?)?(?:周|星期|礼拜)[一二三四五六日天末]|双休日|[今明后](?:天|日)|今晚|明晚|(?:[这本下]个?)(?:周|星期|礼拜)";

  function today() {
    return new Date(Date.now() + 8 * 36e5);
  } /* its UTC fields are Beijing's clock */
  function iso(days) {
    return new Date(today().getTime() + days * DAY).toISOString().slice(0, 10);
  }
  function weekday() {
    return (today().getUTCDay() + 6) % 7;
  } /* 0 is Monday */

  window.homesTimes = {
    names: NAMES,
    pattern: "(?:" + WORD + ")(?:[上下]午|早上|晚上)?",
    /* Of a word of time: `day`, a value of the filter; `from` and `to`, the dates it means, where it means any; `word` as it was said. */
    read: function (word) {
      var ahead = AHEAD.indexOf(word[0]),
        start = weekday(),
        next = word[0] === "下",
        dated = next || /^[这本]/.test(word);
      var named = /(?:周|星期|礼拜)([一二三四五六日天])/.exec(word),
        place;
      function days(day, from, to) {
        /* counted from this Monday */
        return dated || ahead >= 0
          ? { day: day, from: iso((next ? 7 : 0) + from - start), to: iso((next ? 7 : 0) + to - start), word: word }
          : { day: day, word: word };
      }
      if (ahead >= 0) return days(((start + ahead) % 7) + 1 + "", start + ahead, start + ahead);
      if (/末|双休/.test(word)) return days("weekend", 5, 6);
      if (!named) return days(next ? "next" : "week", 0, 6);
      place = WEEK.indexOf(named[1].replace("天", "日"));
      return days(place + 1 + "", place, place);
    },
    /* The days of a value of the filter, as a bit mask: bit 0 is Monday. */
    mask: function (day) {
      if (day === "weekend") return 96;
      if (day === "week") return 127 & ~((1 << weekday()) - 1);
      return day === "next" ? 127 : day ? 1 << (day - 1) : 0;
    },
  };
})();
