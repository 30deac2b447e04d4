/* What is true at the moment of viewing, in Beijing's time whatever the phone's: open or not, today's hours, what is over. */
(function () {
  "use strict";
  var DAY = 864e5,
    FOREVER = "9999-12-31",
    UNTOLD = "9999-12-30",
    NAMES = "一二三四五六日",
    holidays = { off: {}, on: [] }; /* with `years` once it is fetched */
  var here = document.currentScript.src;

  function beijing(at) {
    /* a date whose UTC fields are Beijing's clock */
    return new Date(at + 8 * 36e5);
  }
  function iso(date) {
    return date.toISOString().slice(0, 10);
  }
  function weekday(date) {
    return (date.getUTCDay() + 6) % 7;
  }
  function clock(minutes) {
    return Math.floor(minutes / 60) + ":" + ("0" + (minutes % 60)).slice(-2);
  }
  function json(element, name) {
    var text = element.getAttribute(name);
    return text ? JSON.parse(text) : [];
  }

  /* Of a year that nobody has entered: the holidays that the law itself puts on a date. */
  var LAWFUL = {
    "01-01": "元旦",
    "05-01": "劳动节",
    "05-02": "劳动节",
    "10-01": "国庆节",
    "10-02": "国庆节",
    "10-03": "国庆节",
  };

  function known(date) {
    return !holidays.years || holidays.years.indexOf(date.getUTCFullYear()) >= 0;
  }
  function off(date) {
    return holidays.off[iso(date)] || (known(date) ? "" : LAWFUL[iso(date).slice(5)] || "");
  }
  function works(date) {
    return holidays.on.indexOf(iso(date)) >= 0 || (weekday(date) < 5 && !off(date));
  }

  /* ---- what is so on a day: closures, holidays and hours are weighed here and nowhere else; generator/public/opening.py answers
     the same. `lines`: [days, working, spans] of the hours, then, where a line needs them, whether public holidays too, first and
     last day of its season; `closures`: [first day, last day, reason]; `when`, of a service: [days, working, weeks of the month
     (0: each; a number or a list, -1 the last), start or -1, end or -1], then days of the month and further [start, end]. An end
     after 1440 lies on the next day, one that equals its start isn't known. ---- */
  var SOON = 30,
    MIDNIGHT = 1440,
    SEARCHED = 100; /* minutes; days */
  function on(rule, date) {
    return rule[1] ? works(date) : rule[0].indexOf(weekday(date)) >= 0;
  }
  function closed(closures, date) {
    var day = iso(date);
    return closures.filter(function (one) {
      return one[0] <= day && day <= one[1];
    })[0];
  }
  function inSeason(line, date) {
    var first = line[4],
      last = line[5],
      day = iso(date).slice(5);
    return !first || (first <= last ? first <= day && day <= last : day >= first || day <= last);
  }
  function applies(line, date) {
    /* whether it is open then by this line */
    if (!inSeason(line, date)) return false;
    return off(date) ? !!line[3] && line[0].indexOf(weekday(date)) >= 0 : on(line, date);
  }
  function begun(lines, date, which) {
    /* spans of a season stand beside those of the whole year, or where they overlap, in their place */
    function spans(seasonal) {
      return lines.reduce(function (found, line) {
        return !line[4] !== seasonal && which(line, date) ? found.concat(line[2]) : found;
      }, []);
    }
    var own = spans(true),
      usual = spans(false);
    var overlap = own.some(function (one) {
      return usual.some(function (other) {
        return one[0] < other[1] && other[0] < one[1];
      });
    });
    return overlap ? own : usual.concat(own);
  }
  function hours(lines, closures, date) {
    /* the day's hours, earliest first; what goes on past midnight belongs to both days */
    var night = later(date, -1),
      late = closed(closures, night) ? [] : begun(lines, night, applies);
    if (closed(closures, date)) return [];
    return begun(lines, date, applies)
      .map(function (span) {
        return [span[0], Math.min(span[1], MIDNIGHT)];
      })
      .concat(
        late
          .filter(function (span) {
            return span[1] > MIDNIGHT;
          })
          .map(function (span) {
            return [0, span[1] - MIDNIGHT];
          }),
      )
      .sort(function (a, b) {
        return a[0] - b[0];
      });
  }
  function named(line, date) {
    /* whether its sign names that day, whatever holidays do */
    return inSeason(line, date) && on(line, date);
  }
  function inWeeks(weeks, date) {
    var last = later(date, 7).getUTCMonth() !== date.getUTCMonth();
    return !weeks.length || weeks.indexOf(Math.ceil(date.getUTCDate() / 7)) >= 0 || (last && weeks.indexOf(-1) >= 0);
  }
  function times(when) {
    /* [start, end] of each of a service's times on a day */
    return when[3] < 0 ? [] : [[when[3], when[4]]].concat(when[6] || []);
  }
  function given(when, closures, date) {
    return (
      on(when, date) &&
      (!when[5] || !when[5].length || when[5].indexOf(date.getUTCDate()) >= 0) &&
      inWeeks([].concat(when[2] || []), date) &&
      !off(date) &&
      !closed(closures, date)
    );
  }
  function running(when, closures, now) {
    /* the time that is going on, if any; one of last night ends today */
    var minute = minutes(now);
    return [0, -1].reduce(function (found, ahead) {
      var date = later(now, ahead),
        since = minute - ahead * MIDNIGHT;
      return (
        found ||
        times(when).filter(function (span) {
          return span[0] <= since && since < span[1] && given(when, closures, date);
        })[0]
      );
    }, undefined);
  }
  function until(start, end) {
    /* the minute of its day at which something is over */
    return end > start ? Math.min(end, MIDNIGHT) : MIDNIGHT;
  }
  function end(when) {
    /* the minute of its day at which the last of its times is over */
    return times(when).reduce(
      function (last, span) {
        return Math.max(last, until(span[0], span[1]));
      },
      when[3] < 0 ? MIDNIGHT : 0,
    );
  }
  function describe(when) {
    return times(when)
      .map(function (span) {
        return between(span[0], span[1]);
      })
      .join("、");
  }
  function next(when, closures, now) {
    /* the day on which it is given next, one that has begun left out */
    for (var ahead = 0; ahead < SEARCHED; ahead++) {
      var date = later(now, ahead);
      var waits = times(when).some(function (span) {
        return minutes(now) < span[0];
      });
      if (given(when, closures, date) && (ahead || when[3] < 0 || waits)) return date;
    }
    return null;
  }
  function opens(lines, closures, now) {
    /* [day, minute] at which it opens on a later day */
    for (var ahead = 1; ahead < SEARCHED; ahead++) {
      var date = later(now, ahead),
        found = hours(lines, closures, date);
      if (found.length) return [date, found[0][0]];
    }
    return null;
  }
  function closes(lines, closures, now, end) {
    /* [days from now, minute]: what ends at midnight goes on where the next day begins with it */
    for (var ahead = 0; end === 1440 && ahead < 7; ahead++) {
      var found = hours(lines, closures, later(now, ahead + 1))[0];
      if (!found || found[0]) break;
      end = found[1];
      if (end < 1440) return [ahead + 1, end];
    }
    return [ahead, end];
  }

  function minutes(now) {
    return now.getUTCHours() * 60 + now.getUTCMinutes();
  }
  function later(date, days) {
    return new Date(date.getTime() + days * DAY);
  }
  function between(start, end) {
    if (start < 0 || (!start && end === MIDNIGHT)) return start < 0 ? "" : "全天";
    if (end === start) return clock(start) + " 开始";
    return clock(start) + "–" + (end > MIDNIGHT ? "次日 " + clock(end - MIDNIGHT) : clock(end));
  }
  function near(date, today) {
    var days = Math.round((Date.parse(iso(date)) - Date.parse(iso(today))) / DAY);
    if (days < 2) return ["今天", "明天"][days];
    if (days < 7) return "周" + NAMES[weekday(date)];
    return monthDay(date);
  }
  function monthDay(date) {
    /* with spaces at which no line ends */
    return date.getUTCMonth() + 1 + "\u00a0月\u00a0" + date.getUTCDate() + "\u00a0日";
  }
  function unsure(date) {
    return known(date) ? "" : "，节假日以通知为准";
  }
  function shutting(lines, closures, now, span) {
    /* [state, words] within a span */
    var last = closes(lines, closures, now, span[1]),
      left = last[0] * 1440 + last[1] - minutes(now);
    if (!span[0] && span[1] === 1440) return ["open", "全天开放"];
    if (last[0] > 1) return ["open", "正在开放，今晚不关门"]; /* it goes on through whole days */
    if (left <= SOON) return ["soon", "快关门了，开到 " + clock(last[1])];
    return ["open", "正在开放，" + (last[0] ? "明天 " : "") + clock(last[1]) + " 关门"];
  }
  function state(lines, closures, now) {
    /* [state, '' where nothing is known; words] */
    var minute = minutes(now),
      shut = closed(closures, now),
      notice = unsure(now);
    function then() {
      var soonest = opens(lines, closures, now);
      return (
        (soonest ? "，" + near(soonest[0], now) + " " + clock(soonest[1]) + " 开" : "") +
        (notice || (soonest ? unsure(soonest[0]) : ""))
      );
    }
    if (shut && shut[1] === FOREVER) return ["shut", "不再开放" + (shut[2] ? "（" + shut[2] + "）" : "")];
    if (shut && shut[1] === UNTOLD)
      return ["shut", "临时关闭" + (shut[2] ? "（" + shut[2] + "）" : "") + "，何时开门另行通知"];
    if (shut) return ["shut", "临时关闭" + (shut[2] ? "（" + shut[2] + "）" : "") + then()];
    if (!lines.length) return ["", "开放时间请打电话问"];
    var today = hours(lines, closures, now),
      sorry = begun(lines, now, applies).length ? "" : begun(lines, now, named).length && off(now);
    if (!today.length && !sorry) return ["shut", "今天休息" + then()];
    for (var n = 0; n < today.length; n++) {
      if (minute < today[n][0])
        return ["shut", (n && today[n - 1][0] ? "午休，" : "还没开门，") + clock(today[n][0]) + " 开" + notice];
      if (minute < today[n][1]) {
        var found = shutting(lines, closures, now, today[n]);
        return [found[0], found[1] + notice];
      }
    }
    if (sorry) return ["shut", sorry + "放假，来之前先打电话"]; /* its sign doesn't say what holidays change */
    return ["shut", "今天已关门" + then()];
  }
  /* The same for other scripts; `now`: a date whose UTC fields are Beijing's. `homes:updated` says that the answers may have changed. */
  window.homesHours = {
    now: function () {
      return beijing(Date.now());
    },
    today: function () {
      return iso(beijing(Date.now()));
    },
    state: state,
    given: given,
    running: running,
    next: next,
    near: near,
    until: until,
    end: end,
    sessions: sessions,
    soonest: soonest,
    between: between,
    times: describe,
  };

  function chips(today) {
    document.querySelectorAll(".open-chip[data-hours]").forEach(function (chip) {
      var lines = json(chip, "data-hours"),
        closures = json(chip, "data-closures");
      var found = state(lines, closures, today);
      if (!found[0]) return;
      chip.setAttribute("data-state", found[0]);
      chip.textContent = found[1];
    });
  }
  function week(today) {
    document.querySelectorAll("[data-week]").forEach(function (row) {
      if (applies(json(row, "data-week"), today) && !closed(own(), today)) row.setAttribute("aria-current", "date");
      else row.removeAttribute("aria-current");
    });
  }
  function own() {
    /* the closures of the home whose page this is */
    var chip = document.querySelector(".answer .open-chip");
    return chip ? json(chip, "data-closures") : [];
  }
  function services(today) {
    var live = "";
    document.querySelectorAll("[data-next]").forEach(function (place) {
      var when = json(place, "data-next"),
        span = running(when, own(), today),
        date;
      if (span) {
        place.textContent =
          !span[0] && span[1] === MIDNIGHT ? "今天全天" : "正在进行，到 " + clock(span[1] % MIDNIGHT || MIDNIGHT);
        var offer = place.closest(".offer");
        if (offer) live = live || "不过“" + offer.querySelector("h3").textContent.trim() + "”" + place.textContent;
        return;
      }
      date = next(when, own(), today);
      place.textContent = date
        ? "下次：" + near(date, today) + (near(date, today) === sign(date) ? "" : " " + sign(date))
        : "";
    });
    evenSo(live);
  }
  function evenSo(live) {
    /* a door that is shut by its hours, behind which something goes on */
    var beside = document.querySelector("[data-even-so]"),
      chip = document.querySelector(".answer .open-chip");
    if (!beside) return;
    beside.textContent = chip.getAttribute("data-state") === "shut" ? live : "";
    beside.hidden = !beside.textContent;
  }
  function sign(date) {
    return "周" + NAMES[weekday(date)];
  }
  /* ---- activities: a session is [first day, last day, start or -1, end or -1] ---- */
  function sessions(one) {
    /* of an element, those told by it */
    var day = one.getAttribute("data-day"),
      span = (one.getAttribute("data-span") || "-1--1").match(/^(-1|\d+)-(-1|\d+)$/);
    return one.hasAttribute("data-sessions")
      ? json(one, "data-sessions")
      : [[day, day, Number(span[1]), Number(span[2])]];
  }
  function soonest(all, today) {
    /* the session that is on or comes next, as { day, start, end }; null where all is over */
    var day = iso(today),
      tomorrow = iso(later(today, 1)),
      found = null;
    all.forEach(function (one) {
      var first = one[0] > day ? one[0] : minutes(today) < until(one[2], one[3]) ? day : tomorrow;
      if (first > one[1]) return;
      if (!found || first < found.day || (first === found.day && one[2] < found.start))
        found = { day: first, start: one[2], end: one[3] };
    });
    return found;
  }
  function upcoming(today) {
    /* what went by on an earlier day leaves a list of what is coming; an empty list goes */
    document.querySelectorAll("[data-upcoming]").forEach(function (part) {
      var rows = part.querySelectorAll("li[data-day]"),
        left = 0;
      rows.forEach(function (row) {
        var over = sessions(row).every(function (one) {
          return one[1] < iso(today);
        });
        left += (row.hidden = over) ? 0 : 1;
      });
      part.hidden = !left;
    });
  }
  function lasting(today) {
    /* what is said up to a day, and what from a day on */
    var day = iso(today);
    document.querySelectorAll("[data-until]").forEach(function (one) {
      one.hidden = one.getAttribute("data-until") < day;
    });
    document.querySelectorAll("[data-since]").forEach(function (one) {
      one.hidden = day < one.getAttribute("data-since");
    });
    document.querySelectorAll("[data-after]").forEach(function (one) {
      one.hidden = day <= one.getAttribute("data-after");
    });
  }

  /* ---- a home's next seven days: its services and activities in one list ---- */
  function made(name, words, kind) {
    var one = document.createElement(name);
    if (kind) one.className = kind;
    [].concat(words).forEach(function (word) {
      if (word) one.append(word);
    });
    return one;
  }
  function entry(hours, start, end, title) {
    return { start: start, end: end, line: made("li", [hours ? made("b", hours, "num") : "", title]) };
  }
  function offers(days, closures) {
    /* per service its title and the days it falls on, by their place */
    return Array.prototype.map.call(document.querySelectorAll(".offer"), function (offer) {
      var place = offer.querySelector("[data-next]"),
        when = place ? json(place, "data-next") : null;
      return {
        title: offer.querySelector("h3").textContent,
        when: when,
        days: days.map(function (date) {
          return !!when && given(when, closures, date);
        }),
      };
    });
  }
  function held(date) {
    /* the home's own activities of a day */
    var found = [];
    document.querySelectorAll(".timeline li[data-day]:not(.off)").forEach(function (one) {
      var link = one.querySelector("h3 a");
      sessions(one).forEach(function (session) {
        if (iso(date) < session[0] || session[1] < iso(date)) return;
        var title = made(link ? "a" : "span", one.querySelector("h3").textContent);
        if (link) title.href = link.href;
        found.push(entry(between(session[2], session[3]), session[2], until(session[2], session[3]), title));
      });
    });
    return found;
  }
  function dated(date, today) {
    var day = near(date, today);
    return made("h3", [made("b", day), day === sign(date) ? "" : " " + sign(date), " ", made("small", monthDay(date))]);
  }
  function plan(today) {
    var place = document.getElementById("seven-days");
    if (!place) return;
    var list = place.querySelector("ol"),
      days = [],
      minute = minutes(today);
    for (var ahead = 0; ahead < 7; ahead++) days.push(later(today, ahead));
    var every = offers(days, own()),
      daily = every.filter(function (one) {
        return one.days.filter(Boolean).length > 4;
      });
    list.textContent = "";
    days.forEach(function (date, number) {
      var rows = every
        .filter(function (one) {
          return one.days[number] && daily.indexOf(one) < 0;
        })
        .map(function (one) {
          return entry(describe(one.when), one.when[3], end(one.when), one.title);
        })
        .concat(held(date));
      if (!number)
        rows = rows.filter(function (row) {
          return row.end > minute;
        }); /* what is over today */
      rows.sort(function (a, b) {
        return a.start - b.start;
      });
      if (!rows.length) return;
      var day = made("li", [
        dated(date, today),
        made(
          "ul",
          rows.map(function (row) {
            return row.line;
          }),
        ),
      ]);
      if (!number) day.setAttribute("aria-current", "date");
      list.append(day);
    });
    if (list.children.length && daily.length)
      list.append(
        made("li", [
          made("h3", made("b", "平日都有")),
          made(
            "p",
            daily
              .map(function (one) {
                return one.title;
              })
              .join("、"),
          ),
        ]),
      );
    place.hidden = !list.children.length;
  }
  function activities(today, part) {
    var day = iso(today),
      minute = minutes(today);
    part.querySelectorAll("[data-day]").forEach(function (one) {
      if (one.classList.contains("off")) return;
      var next = soonest(sessions(one), today),
        over = !next,
        live = next && next.day === day && minute >= next.start;
      var words = one.querySelector("[data-state]:not(.open-chip)"),
        beside = one.querySelector("[data-near]");
      var days = next && Math.round((Date.parse(next.day) - Date.parse(day)) / DAY);
      var known = over && one.classList.contains("past");
      one.classList.toggle("past", over);
      one.classList.toggle("today", !over && next.day === day);
      if (beside) beside.textContent = over ? "" : ["今天", "明天"][days] || "";
      if (!words || known) return;
      if (over) words.textContent = "已经办过了";
      else if (live && next.start >= 0) words.textContent = going([next.start, next.end]);
    });
  }
  function going(span) {
    if (!span[0] && span[1] === MIDNIGHT) return "今天全天";
    if (span[0] === span[1]) return "已经开始了";
    return "正在进行，" + clock(span[1] % MIDNIGHT || MIDNIGHT) + " 结束";
  }
  window.homesMark = function (part) {
    activities(beijing(Date.now()), part);
  }; /* for what comes into the page later */
  function tell() {
    var today = beijing(Date.now());
    chips(today);
    week(today);
    services(today);
    activities(today, document);
    lasting(today);
    upcoming(today);
    plan(today);
    document.dispatchEvent(new Event("homes:updated"));
  }
  tell();
  setInterval(tell, 60000);
  document.addEventListener("visibilitychange", tell);
  if (document.querySelector("[data-hours],[data-next],[data-week],[data-holidays]"))
    fetch(new URL("holidays.json", here))
      .then(function (answer) {
        return answer.json();
      })
      .then(function (table) {
        holidays = table;
        tell();
      })
      .catch(function () {
        /* without the table every day is an ordinary one */
      });
  if (document.querySelector("[data-updated]"))
    fetch(new URL("../updated.json", here), { cache: "no-cache" })
      .then(function (answer) {
        return answer.json();
      })
      .then(function (data) {
        var day = new Date(data.updated);
        document.querySelectorAll("[data-updated]").forEach(function (place) {
          place.textContent = "截至 " + day.getUTCFullYear() + "\u00a0年 " + monthDay(day);
        });
      })
      .catch(function () {
        /* what stands there is true without a day */
      });
})();
