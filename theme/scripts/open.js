/* What is true at the moment of viewing, in Beijing's time whatever the phone's: open or not, today's hours, what is over. */
(function () {
  "use strict";
  var DAY = 864e5, NAMES = "一二三四五六日", holidays = { off: {}, on: [] };   /* with `years` once it is fetched */
  var here = document.currentScript.src;

  function beijing(at) {                                        /* a date whose UTC fields are Beijing's clock */
    return new Date(at + 8 * 36e5);
  }
  function iso(date) { return date.toISOString().slice(0, 10); }
  function weekday(date) { return (date.getUTCDay() + 6) % 7; }
  function clock(minutes) { return Math.floor(minutes / 60) + ":" + ("0" + minutes % 60).slice(-2); }
  function json(element, name) { var text = element.getAttribute(name); return text ? JSON.parse(text) : []; }

  /* Of a year that nobody has entered: the holidays that the law itself puts on a date. */
  var LAWFUL = { "01-01": "元旦", "05-01": "劳动节", "05-02": "劳动节", "10-01": "国庆节", "10-02": "国庆节", "10-03": "国庆节" };

  function known(date) { return !holidays.years || holidays.years.indexOf(date.getUTCFullYear()) >= 0; }
  function off(date) { return holidays.off[iso(date)] || (known(date) ? "" : LAWFUL[iso(date).slice(5)] || ""); }
  function works(date) { return holidays.on.indexOf(iso(date)) >= 0 || (weekday(date) < 5 && !off(date)); }
  function spans(lines, date) {                                 /* the day's opening hours, earliest first */
    var found = [];
    lines.forEach(function (line) {
      if (line[1] ? works(date) : line[0].indexOf(weekday(date)) >= 0) found = found.concat(line[2]);
    });
    return found.sort(function (a, b) { return a[0] - b[0]; });
  }
  function closed(closures, date) {
    var day = iso(date);
    return closures.filter(function (one) { return one[0] <= day && day <= one[1]; })[0];
  }
  function near(date, today) {
    var days = Math.round((Date.parse(iso(date)) - Date.parse(iso(today))) / DAY);
    if (days < 2) return ["今天", "明天"][days];
    if (days < 7) return "周" + NAMES[weekday(date)];
    return (date.getUTCMonth() + 1) + " 月 " + date.getUTCDate() + " 日";
  }
  function unsure(date) { return known(date) ? "" : "，节假日以通知为准"; }
  function next(lines, closures, today) {                       /* [words, what is unsure about them] */
    for (var ahead = 1; ahead < 22; ahead++) {
      var date = new Date(today.getTime() + ahead * DAY), hours = closed(closures, date) || off(date) ? [] : spans(lines, date);
      if (hours.length) return ["，" + near(date, today) + " " + clock(hours[0][0]) + " 开", unsure(date)];
    }
    return ["", ""];
  }
  function state(lines, closures, today) {                      /* [state, '' where nothing is known; words] */
    var minute = today.getUTCHours() * 60 + today.getUTCMinutes(), shut = closed(closures, today);
    if (shut) return ["shut", "临时关闭" + (shut[2] ? "（" + shut[2] + "）" : "")];
    if (!lines.length) return ["", "开放时间请打电话问"];
    var hours = spans(lines, today), holiday = off(today), notice = unsure(today), later;
    function then() { later = next(lines, closures, today); return later[0] + (notice || later[1]); }
    if (!hours.length) return ["shut", "今天休息" + then()];
    if (holiday) return ["shut", holiday + "放假，来之前先打电话"];   /* its sign doesn't say what holidays change */
    for (var n = 0; n < hours.length; n++) {
      if (minute < hours[n][0]) return ["shut", (n ? "午休，" : "还没开门，") + clock(hours[n][0]) + " 开" + notice];
      if (minute < hours[n][1]) {
        var soon = hours[n][1] - minute <= 30;
        return [soon ? "soon" : "open", (soon ? "快关门了，开到 " + clock(hours[n][1]) : "正在开放，" + clock(hours[n][1]) + " 关门") + notice];
      }
    }
    return ["shut", "今天已关门" + then()];
  }
  /* The same for other scripts: `at` in milliseconds, now if left out. `homes:told` says that the words may have changed. */
  window.homesOpen = function (lines, closures, at) {
    return state(lines, closures, beijing(at === undefined ? Date.now() : at));
  };

  function chips(today) {
    document.querySelectorAll(".open-chip[data-hours]").forEach(function (chip) {
      var lines = json(chip, "data-hours"), closures = json(chip, "data-closures");
      var found = state(lines, closures, today);
      if (!found[0]) return;
      chip.setAttribute("data-state", found[0]);
      chip.textContent = found[1];
    });
  }
  function week(today) {
    document.querySelectorAll("[data-week]").forEach(function (row) {
      var line = json(row, "data-week"), applies = line[1] ? works(today) : line[0].indexOf(weekday(today)) >= 0;
      if (applies) row.setAttribute("aria-current", "date"); else row.removeAttribute("aria-current");
    });
  }
  function falls(when, date) {                                  /* data-next: [days, working, nth week or 0, start or -1, end or -1] */
    var fits = when[1] ? works(date) : when[0].indexOf(weekday(date)) >= 0;
    return fits && (!when[2] || Math.ceil(date.getUTCDate() / 7) === when[2]) && !off(date);
  }
  function services(today) {
    var minute = today.getUTCHours() * 60 + today.getUTCMinutes();
    document.querySelectorAll("[data-next]").forEach(function (place) {
      var when = json(place, "data-next");
      if (falls(when, today) && when[3] >= 0 && minute >= when[3] && minute < when[4]) {
        place.textContent = "正在进行，到 " + clock(when[4]);
        return;
      }
      for (var ahead = 0; ahead < 40; ahead++) {
        var date = new Date(today.getTime() + ahead * DAY), day = near(date, today), sign = "周" + NAMES[weekday(date)];
        if (!falls(when, date) || (!ahead && when[3] >= 0 && minute >= when[3])) continue;
        place.textContent = "下次：" + day + (day === sign ? "" : " " + sign);
        return;
      }
    });
  }
  function upcoming(today) {                                    /* what went by on an earlier day leaves a list of what is coming; an empty list goes */
    document.querySelectorAll("[data-upcoming]").forEach(function (part) {
      var rows = part.querySelectorAll("li[data-day]"), left = 0;
      rows.forEach(function (row) { left += (row.hidden = row.getAttribute("data-day") < iso(today)) ? 0 : 1; });
      part.hidden = !left;
    });
  }
  function lasting(today) {                                     /* what is said up to a day, and what from a day on */
    var day = iso(today);
    document.querySelectorAll("[data-until]").forEach(function (one) { one.hidden = one.getAttribute("data-until") < day; });
    document.querySelectorAll("[data-since]").forEach(function (one) { one.hidden = day < one.getAttribute("data-since"); });
  }

  /* ---- a home's next seven days: its services and activities in one list ---- */
  function made(name, words, kind) {
    var one = document.createElement(name);
    if (kind) one.className = kind;
    [].concat(words).forEach(function (word) { if (word) one.append(word); });
    return one;
  }
  function entry(start, end, title) {
    return { start: start, end: end, line: made("li", [start >= 0 ? made("b", clock(start) + "–" + clock(end), "num") : "", title]) };
  }
  function offers(days) {                                       /* per service its title and the days it falls on, by their place */
    return Array.prototype.map.call(document.querySelectorAll(".offer"), function (offer) {
      var place = offer.querySelector("[data-next]"), when = place ? json(place, "data-next") : null;
      return { title: offer.querySelector("h3").textContent, when: when, days: days.map(function (date) { return !!when && falls(when, date); }) };
    });
  }
  function held(date) {                                         /* the home's own activities of a day */
    return Array.prototype.map.call(document.querySelectorAll(".timeline li[data-day='" + iso(date) + "']:not(.off)"), function (one) {
      var span = one.getAttribute("data-span"), both = span ? span.split("-").map(Number) : [-1, -1], link = one.querySelector("h3 a");
      var title = made(link ? "a" : "span", one.querySelector("h3").textContent);
      if (link) title.href = link.href;
      return entry(both[0], both[1], title);
    });
  }
  function dated(date, today) {
    var day = near(date, today), sign = "周" + NAMES[weekday(date)];
    return made("h3", [made("b", day), day === sign ? "" : " " + sign, " ", made("small", (date.getUTCMonth() + 1) + " 月 " + date.getUTCDate() + " 日")]);
  }
  function plan(today) {
    var place = document.getElementById("seven-days"), chip = document.querySelector(".answer .open-chip");
    if (!place) return;
    var list = place.querySelector("ol"), closures = chip ? json(chip, "data-closures") : [], days = [];
    var minute = today.getUTCHours() * 60 + today.getUTCMinutes();
    for (var ahead = 0; ahead < 7; ahead++) days.push(new Date(today.getTime() + ahead * DAY));
    var every = offers(days), daily = every.filter(function (one) { return one.days.filter(Boolean).length > 4; });
    list.textContent = "";
    days.forEach(function (date, number) {
      var rows = every.filter(function (one) { return one.days[number] && daily.indexOf(one) < 0 && !closed(closures, date); })
        .map(function (one) { return entry(one.when[3], one.when[4], one.title); }).concat(held(date));
      if (!number) rows = rows.filter(function (row) { return row.end < 0 || row.end > minute; });   /* what is over today */
      rows.sort(function (a, b) { return a.start - b.start; });
      if (rows.length) list.append(made("li", [dated(date, today), made("ul", rows.map(function (row) { return row.line; }))]));
    });
    if (list.children.length && daily.length) list.append(made("li", [made("h3", made("b", "平日都有")), made("p", daily.map(function (one) { return one.title; }).join("、"))]));
    place.hidden = !list.children.length;
  }
  function activities(today, part) {
    var day = iso(today), minute = today.getUTCHours() * 60 + today.getUTCMinutes();
    part.querySelectorAll("[data-day]").forEach(function (one) {
      if (one.classList.contains("off")) return;
      var span = (one.getAttribute("data-span") || "0-1440").split("-").map(Number), on = one.getAttribute("data-day");
      var over = on < day || (on === day && minute >= span[1]), live = on === day && !over && minute >= span[0];
      var words = one.querySelector("[data-state]:not(.open-chip)"), beside = one.querySelector("[data-near]");
      var days = Math.round((Date.parse(on) - Date.parse(day)) / DAY);
      var known = over && one.classList.contains("past");
      one.classList.toggle("past", over);
      one.classList.toggle("today", on === day && !over);
      if (beside) beside.textContent = over ? "" : ["今天", "明天"][days] || "";
      if (!words || known) return;
      if (over) words.textContent = "已经办过了";
      else if (live && one.hasAttribute("data-span")) words.textContent = "正在进行，" + clock(span[1]) + " 结束";
    });
  }
  window.homesMark = function (part) { activities(beijing(Date.now()), part); };   /* for what comes into the page later */
  function tell() {
    var today = beijing(Date.now());
    chips(today); week(today); services(today); activities(today, document); lasting(today); upcoming(today); plan(today);
    document.dispatchEvent(new Event("homes:told"));
  }
  tell();
  setInterval(tell, 60000);
  document.addEventListener("visibilitychange", tell);
  if (document.querySelector("[data-hours],[data-next],[data-week],[data-holidays]")) fetch(new URL("holidays.json", here))
    .then(function (answer) { return answer.json(); })
    .then(function (table) { holidays = table; tell(); })
    .catch(function () { /* without the table every day is an ordinary one */ });
})();
