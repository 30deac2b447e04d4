// The week as a sentence of opening hours has it: only what is surely meant so; anything else the office reads.
(function (Form) {
  "use strict";
  var el = Form.el;
  var NAMES = "一二三四五六日";
  var DAY = "[一二三四五六日天]";
  var TO = "(?:-|至|到)";
  var ROW = "周" + DAY + "(?:" + TO + "周?" + DAY + ")?";
  var DAYS = new RegExp(
    "^(?:" + ROW + "(?:[、和及]?(?:" + ROW + "|" + DAY + "(?![至到-])))*|周末|工作日|每天|每日|天天)",
  );
  var CLOCK = "(?:上午|下午|早上|晚上)?\\d{1,2}:[0-5]\\d";
  var SPAN = new RegExp("^(" + CLOCK + ")" + TO + "(" + CLOCK + ")(?!\\d)");
  var BETWEEN = /^[\s、，,；;。:]+|^开放时间/;
  var UNREAD =
    "这样写，这里看不出是哪几天、几点到几点，送来以后会有人问。看得出的写法：周一至周五 9:00-11:30，13:30-17:30；周六 9:00-11:30。";
  var SHUT = /^(?:休息|不开放|不开|闭馆)/;

  function plain(text) {
    return text
      .replace(/[０-９：－～]/g, function (one) {
        return String.fromCharCode(one.charCodeAt(0) - 0xfee0);
      })
      .replace(/[ \t]*[~〜—–‒−―]+[ \t]*/g, "-")
      .replace(/[ \t]*([至到-])[ \t]*/g, "$1")
      .replace(/星期|礼拜/g, "周")
      .replace(/(\d)[点时]半/g, "$1:30")
      .replace(/(\d)[点时](\d\d)分?/g, "$1:$2")
      .replace(/(\d)[点时]整?/g, "$1:00")
      .replace(/(上午|下午|早上|晚上)[ \t]*/g, "$1");
  }

  // Numbers of the days from 0, Monday; 周五至周一 is not sure.
  function days(said) {
    if (said === "周末") return [5, 6];
    if (said === "工作日") return [0, 1, 2, 3, 4];
    if (said.charAt(0) !== "周") return [0, 1, 2, 3, 4, 5, 6];
    var found = [];
    var row = /([一二三四五六日天])(?:[至到-]周?([一二三四五六日天]))?/g;
    for (var one = row.exec(said); one; one = row.exec(said)) {
      var first = number(one[1]);
      var last = one[2] ? number(one[2]) : first;
      if (last < first) return null;
      for (; first <= last; first++) found.push(first);
    }
    return found;
  }

  function number(name) {
    return NAMES.indexOf(name === "天" ? "日" : name);
  }

  // Minutes from midnight; `part`: what the clock before it said.
  function minutes(clock, part) {
    var found = /^(\D*)(\d+):(\d+)$/.exec(clock);
    var hour = Number(found[2]);
    var said = found[1] || part;
    if (hour > 24 || (hour > 12 && /上午|早上/.test(said))) return null;
    if (/下午|晚上/.test(said) && hour < 12) hour += 12;
    return { at: hour * 60 + Number(found[3]), said: said };
  }

  function clock(at) {
    return Math.floor(at / 60) + ":" + ("0" + (at % 60)).slice(-2);
  }

  // For each day its spans, [] where it is closed; null where it is not sure.
  Form.week = function (text) {
    var rest = plain(text);
    var week = [[], [], [], [], [], [], []];
    var now = null;
    var fresh = false;
    while (rest) {
      var found = BETWEEN.exec(rest);
      if (!found && DAYS.test(rest)) {
        found = DAYS.exec(rest);
        if (fresh) return null;
        now = days(found[0]);
        fresh = true;
        if (!now) return null;
      } else if (!found && SHUT.test(rest) && fresh) {
        found = SHUT.exec(rest);
        if (!now.every(empty)) return null;
        fresh = false;
        now = null;
      } else if (!found) {
        found = SPAN.exec(rest);
        if (!found || !now || !now.every(add)) return null;
        fresh = false;
      }
      rest = rest.slice(found[0].length);
    }
    return fresh || week.every(none) ? null : week;

    function none(spans) {
      return !spans.length;
    }

    function empty(day) {
      return !week[day].length;
    }

    // Whether the span is one of the day, later than those before it; 2:00-5:00 after a morning is the afternoon.
    function add(day) {
      var before = week[day].length ? week[day][week[day].length - 1][1] : 0;
      var start = minutes(found[1], "");
      var end = start && minutes(found[2], start.said);
      if (!end) return false;
      var later = before && !start.said && start.at <= 420 && start.at < before ? 720 : 0;
      if (!before && !start.said && start.at < 360) return false;
      if (start.at + later < before || end.at + later <= start.at + later || end.at + later > 1440) return false;
      week[day].push([start.at + later, end.at + later]);
      return true;
    }
  };

  function hours(spans) {
    return spans.length
      ? spans
          .map(function (one) {
            return clock(one[0]) + "-" + clock(one[1]);
          })
          .join("，")
      : "休息";
  }

  // Shows in `place` what was understood: days with the same hours in one line; where that is nothing, so once it is
  // `written`.
  Form.showWeek = function (place, text, written) {
    var week = text.trim() ? Form.week(text) : null;
    var unread = !week && written && text.trim();
    place.textContent = "";
    place.hidden = !week && !unread;
    if (unread) place.appendChild(el("p", { class: "quiet" }, UNREAD));
    if (!week) return;
    var rows = [];
    week.forEach(function (spans, day) {
      var last = rows[rows.length - 1];
      if (last && last.said === hours(spans)) last.to = day;
      else rows.push({ from: day, to: day, said: hours(spans) });
    });
    place.appendChild(
      el("table", {}, [
        el("caption", {}, "看懂的是这样，不对就改一改："),
        el(
          "tbody",
          {},
          rows.map(function (row) {
            var name = "周" + NAMES.charAt(row.from);
            if (row.to > row.from) name += (row.to === row.from + 1 ? "、" : "至") + "周" + NAMES.charAt(row.to);
            return el("tr", row.said === "休息" ? { class: "shut" } : {}, [
              el("th", { scope: "row" }, name),
              el("td", {}, row.said),
            ]);
          }),
        ),
      ]),
    );
  };
})(window.Form);
