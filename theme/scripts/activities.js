/* A notice board of activities: what is past moves down and what is near moves up by the day of viewing, in Beijing; filters with
   counts, their state in the address. A board that the page has no room for fetches the rest: a district's rows, or the city's counts. */
(function () {
  "use strict";
  var DAY = 864e5,
    STEP = 24,
    WEEK = 7,
    NAMES = "一二三四五六日",
    CHOICES = ["function", "for", "day"];
  var board = document.querySelector(".notices"),
    place = board.dataset.place,
    root = board.dataset.root,
    AREA = board.dataset.area,
    CALLED = board.dataset.called;
  var form = board.querySelector(".picks"),
    audience = form.elements.namedItem("for"),
    strip = board.querySelector(".days");
  var say = board.querySelector("[role=status]"),
    clear = board.querySelector("[name=clear]"),
    none = board.querySelector(".notices__none");
  var week = board.querySelector("#week"),
    later = board.querySelector("#later"),
    past = board.querySelector("#past");
  var months = [].slice.call(later.querySelectorAll(".month")),
    tiles = board.querySelectorAll(".notices__where a");
  var rows = [].map.call(board.querySelectorAll("li[data-day]"), read),
    facts = rows,
    known = !board.dataset.file,
    chosen = {},
    room = {};

  /* ---- days, as Beijing counts them ---- */
  function now() {
    return new Date(Date.now() + 8 * 36e5);
  } /* its UTC fields are Beijing's clock */
  function iso(date) {
    return date.toISOString().slice(0, 10);
  }
  function after(day, days) {
    return iso(new Date(Date.parse(day) + days * DAY));
  }
  function weekday(day) {
    return "周" + NAMES[(new Date(day).getUTCDay() + 6) % 7];
  }
  function kept(text) {
    return text.replace(/ (?=[月日])|(月) (?=\d)/g, "$1\u00a0");
  }
  function spoken(day) {
    return +day.slice(5, 7) + "\u00a0月\u00a0" + +day.slice(8) + "\u00a0日"; /* no line ends at these spaces */
  }

  /* ---- an activity: { day, start, end, kind, who, off, number, make }; `sessions`, if it has several: `day`, `start` and
     `end` are then of the one that is on or next ---- */
  function read(element) {
    var data = element.dataset,
      span = (data.span || "0-1440").split("-").map(Number);
    return {
      sessions: data.sessions && homesHours.sessions(element),
      day: data.day,
      start: data.span ? span[0] : 1440,
      end: span[1],
      kind: data.function,
      who: data.audience.split(" "),
      number: 1,
      off: element.classList.contains("off"),
      held: element.classList.contains("past"),
      where: element.querySelector(".whose a").pathname.split("/").slice(-3)[0],
      make: function () {
        return element;
      },
    };
  }
  function counted(data) {
    /* of counts.json: many of a kind, and no rows */
    var found = [];
    Object.keys(data.several || {}).forEach(function (slug) {
      data.several[slug].forEach(function (row) {
        var kind = data.kinds[row[0]];
        found.push({ sessions: dated(row[1], data.from), kind: kind[0], who: kind[1], number: 1, where: slug });
      });
    });
    Object.keys(data.districts).forEach(function (slug) {
      var columns = data.districts[slug];
      columns[0].forEach(function (day, n) {
        var kind = data.kinds[columns[1][n]];
        found.push({
          day: after(data.from, day),
          end: 1440,
          kind: kind[0],
          who: kind[1],
          number: columns[2][n],
          where: slug,
        });
      });
    });
    return found;
  }
  function dated(sessions, from) {
    return sessions.map(function (one) {
      return [after(from, one[0]), after(from, one[1]), one[2], one[3]];
    });
  }
  function move(one, date) {
    /* to the session that is on or next; what is over stays where it was last */
    if (!one.sessions) return;
    var next = homesHours.soonest(one.sessions, date),
      last = one.sessions[one.sessions.length - 1];
    one.day = next ? next.day : last[1];
    one.start = next ? (next.start < 0 ? 1440 : next.start) : last[2];
    one.end = next ? next.end : last[3];
  }
  function moves(one) {
    return !!one.sessions;
  }
  function earlier(a, b) {
    return a.day < b.day ? -1 : a.day > b.day ? 1 : a.start - b.start || a.end - b.end;
  }
  function listed(data) {
    /* of coming.json: a row is made when it is first shown */
    return data.day.map(function (day, n) {
      var kind = data.kinds[data.kind[n]],
        made = null,
        several = (data.sessions || {})[n],
        one = {
          sessions: several && dated(several[0], data.from),
          first: after(data.from, day),
          day: after(data.from, day),
          start: data.start[n] < 0 ? 1440 : data.start[n],
          end: data.end[n],
          kind: kind[0].split(".")[0],
          who: kind[1],
          number: 1,
          off: data.off.indexOf(n) >= 0,
        };
      one.make = function () {
        return made || (made = entry(data, n, one, kind));
      };
      return one;
    });
  }

  /* ---- a row, as the timeline of parts/cards.html has it ---- */
  function tag(name, kind, inside) {
    var made = document.createElement(name);
    if (kind) made.className = kind;
    [].concat(inside === undefined ? [] : inside).forEach(function (part) {
      made.append(part);
    });
    return made;
  }
  function fold(place, words, click) {
    /* how many there are; and, except on paper, where a click leads */
    place.textContent = words;
    if (click) place.append(tag("span", "on-screen", "，" + click));
  }
  function link(kind, to, inside) {
    var made = tag("a", kind, inside);
    made.setAttribute("href", to);
    return made;
  }
  function breakable(name) {
    var parts = [];
    name.split(CALLED).forEach(function (part, n) {
      if (n) parts.push(tag("wbr"), CALLED);
      if (part) parts.push(part);
    });
    return parts;
  }
  function calls(pieces) {
    /* words, a number, words …: of each number a link */
    return []
      .concat(pieces)
      .map(function (piece, n) {
        return n % 2 ? link("dial", homesCall(piece), piece) : piece;
      })
      .filter(Boolean);
  }
  function tail(data, n, one, phones) {
    if (one.off) return tag("p", "tail", tag("span", "state", "取消了"));
    var made = tag("p", "tail", tag("span", "state")),
      signup,
      call,
      icon;
    made.firstChild.setAttribute("data-state", "");
    if (data.signup[n]) {
      made.append((signup = tag("span", "", calls(data.signup[n]))));
      signup.setAttribute("data-coming", "");
    }
    if (!signup || !signup.querySelector("a"))
      phones.forEach(function (phone) {
        /* whom to call stands there */
        made.append((call = link("call", homesCall(phone), phone)));
        call.setAttribute("data-coming", "");
        if ((icon = document.querySelector(".icon use[href$='#phone']"))) call.prepend(icon.parentNode.cloneNode(true));
      });
    return made;
  }
  function entry(data, n, one, kind) {
    var home = data.homes[data.home[n]],
      here = root + "homes/" + data.district + "/" + home[0] + "/",
      street = data.streets[home[2]];
    var leaf = tag("time", "leaf", [
      tag("i", "", +one.day.slice(5, 7) + "月"),
      tag("b", "", String(+one.day.slice(8))),
      tag("span", "", weekday(one.day)),
    ]);
    var title = data.slug[n]
      ? link("card-link", here + "activities/" + one.first + "-" + data.slug[n] + "/", data.title[n])
      : data.title[n];
    var hours = one.start < 1440 ? homesHours.between(one.start, one.end) : "",
      near = tag("b"),
      who = kind[1]
        .map(function (code) {
          return data.audiences[code];
        })
        .join("、");
    var row = tag("div", "row"),
      made = tag("li", one.off ? "off" : ""),
      what = [data.items[kind[0]], who].filter(Boolean).join(" · ");
    leaf.setAttribute("datetime", one.day);
    near.setAttribute("data-near", "");
    if (what) row.append(tag("p", "for", what));
    row.append(tag("h3", "", title), tag("p", "whose", link("", here, breakable(home[1]))));
    row.append(
      tag("p", "when", [
        near,
        [one.sessions ? kept(data.sessions[n][1]) : hours, data.place[n]].filter(Boolean).join("，"),
      ]),
    );
    row.append(
      tag("p", "door", home[3].indexOf(place) >= 0 ? home[3] : [place + street, home[3]].filter(Boolean).join("，")),
      tail(data, n, one, home[4]),
    );
    made.append(leaf, row);
    made.setAttribute("data-day", one.day);
    if (hours) made.setAttribute("data-span", one.start + "-" + one.end);
    if (one.sessions) made.setAttribute("data-sessions", JSON.stringify(one.sessions));
    made.setAttribute("data-function", one.kind);
    made.setAttribute("data-audience", one.who.join(" "));
    return made;
  }

  /* ---- what comes again every week: a service is as an activity is, `day` being the next on which it is given ---- */
  var weekly = board.querySelector("#weekly"),
    regular = [];
  function services(data) {
    return homesWeekly(data).map(function (one) {
      return {
        kind: one.item.split(".")[0],
        who: one.who,
        number: 1,
        start: one.when[3],
        rule: one,
        where: data.district,
        make: function () {
          var today = homesHours.now(),
            near = homesHours.near(one.day, today),
            hours = homesHours.times(one.when);
          return tag("li", "", [
            link("", root + "homes/" + data.district + "/" + one.slug + "/#services", breakable(one.name)),
            tag("span", "", [tag("b", "", [near, hours].filter(Boolean).join(" ")), " · " + one.title]),
          ]);
        },
      };
    });
  }
  function tallied(data) {
    /* of the city: many of a kind, and no rows */
    var found = [];
    Object.keys(data.districts).forEach(function (slug) {
      var columns = data.districts[slug];
      columns[0].forEach(function (number, n) {
        var kind = data.kinds[number];
        found.push({
          kind: kind[0],
          who: kind[1],
          number: columns[3][n],
          where: slug,
          rule: { when: data.whens[columns[1][n]], closures: data.shut[columns[2][n]] },
        });
      });
    });
    return found;
  }
  function again(date, minute) {
    /* those of this week, or of the chosen day, that fit; each with its day */
    return regular.filter(function (one) {
      var rule = one.rule,
        days = chosen.day ? [new Date(chosen.day)] : [];
      for (var n = 0; !chosen.day && n < WEEK; n++) days.push(new Date(date.getTime() + n * DAY));
      rule.day = days.filter(function (day) {
        return (
          homesHours.given(rule.when, rule.closures, day) &&
          (iso(day) !== iso(date) || minute < homesHours.end(rule.when))
        );
      })[0];
      return rule.day && fits(one, "day");
    });
  }
  function each_week(date, minute) {
    var found = again(date, minute),
      number = sum(found, function () {
        return true;
      }),
      list = weekly.querySelector("ul"),
      shown;
    fold(
      weekly.querySelector("[data-weekly]"),
      (chosen.day ? spoken(chosen.day) + weekday(chosen.day) + " " : "这七天 ") + number + " 项",
      board.dataset.district ? "" : "点一个" + AREA + "看时间和地点",
    );
    weekly.querySelector(".notices__none").hidden = number > 0;
    if (!board.dataset.district)
      return void [].forEach.call(list.children, function (row) {
        row.lastChild.textContent =
          sum(found, function (one) {
            return one.where === row.dataset.slug;
          }) + " 项";
      });
    found.sort(function (a, b) {
      return (
        a.rule.day - b.rule.day ||
        a.start - b.start ||
        (a.rule.slug < b.rule.slug ? -1 : a.rule.slug > b.rule.slug ? 1 : 0)
      );
    });
    shown = found.slice(0, room.weekly || STEP);
    list.textContent = "";
    shown.forEach(function (one) {
      list.append(one.make());
    });
    var rest = weekly.querySelector(".rest"),
      left = found.length - shown.length;
    rest.hidden = !left;
    fold(rest.firstChild, "还有 " + left + " 项", "再看 " + Math.min(left, STEP) + " 项");
    rest.firstChild.dataset.more = left ? "weekly" : "";
  }

  /* ---- what fits ---- */
  function over(one, today, minute) {
    return one.day < today || (one.day === today && minute >= homesHours.until(one.start, one.end));
  }
  function falls(one, day) {
    return one.sessions
      ? one.sessions.some(function (session) {
          return session[0] <= day && day <= session[1];
        })
      : one.day === day;
  }
  function fits(one, but) {
    return (
      (but === "function" || !chosen.function || one.kind === chosen.function) &&
      (but === "for" || !chosen.for || one.who.indexOf(chosen.for) >= 0) &&
      (but === "day" || !chosen.day || falls(one, chosen.day))
    );
  }
  function sum(all, test) {
    return all.reduce(function (total, one) {
      return total + (test(one) ? one.number : 0);
    }, 0);
  }

  /* ---- showing ---- */
  function fill(part, key, matching, all) {
    /* the part's list, as far as there is room; how many are left over */
    var list = part.querySelector("ol"),
      most = room[key] || STEP,
      rest = part.querySelector(".rest"),
      shown = matching.slice(0, most);
    shown
      .map(function (one) {
        return one.make();
      })
      .forEach(function (element, n) {
        if (list.children[n] !== element) list.insertBefore(element, list.children[n] || null);
      });
    while (list.children.length > shown.length) list.removeChild(list.lastChild);
    var left = matching.length - shown.length,
      away = Math.max(0, all - total(matching));
    if (!known) return;
    rest.hidden = !left && !away;
    if (left) fold(rest.firstChild, "还有 " + left + " 场", "再看 " + Math.min(left, STEP) + " 场");
    else if (away) fold(rest.firstChild, "还有 " + away + " 场", "点一个" + AREA + "看全");
    rest.firstChild.dataset.more = left ? key : "";
  }
  function split(all, today, minute) {
    /* "week", "past" or a month → those that fit */
    var found = {},
      next = after(today, WEEK);
    all.forEach(function (one) {
      if (!fits(one)) return;
      var gone = over(one, today, minute),
        key = gone ? "past" : one.day < next ? "week" : one.day.slice(0, 7);
      if (gone && one.off) return;
      (found[key] = found[key] || []).push(one);
    });
    return found;
  }
  function total(part) {
    return sum(part || [], function (one) {
      return !one.off;
    });
  }
  function draw() {
    var date = now(),
      today = iso(date),
      minute = date.getUTCHours() * 60 + date.getUTCMinutes();
    facts.concat(rows).forEach(function (one) {
      move(one, date);
    });
    if (rows.some(moves)) rows.sort(earlier);
    if (chosen.day && (chosen.day < today || chosen.day >= after(today, WEEK))) chosen.day = "";
    var shown = split(rows, today, minute),
      counts = facts === rows ? shown : split(facts, today, minute);
    var coming = facts.filter(function (one) {
        return !one.off && !over(one, today, minute);
      }),
      ahead = sum(coming, fits);
    var gone = known && !coming.length;
    (shown.past || []).sort(function (a, b) {
      return a.day < b.day ? 1 : a.day > b.day ? -1 : b.start - a.start;
    });
    fill(week, "week", shown.week || [], total(counts.week));
    months.forEach(function (part) {
      var key = part.dataset.month;
      fill(part, key, shown[key] || [], total(counts[key]));
      part.hidden = !total(counts[key]) && !shown[key];
    });
    fill(past, "past", shown.past || [], 0);
    week.hidden = gone && !shown.week;
    later.hidden = months.every(function (part) {
      return part.hidden;
    });
    past.hidden = !shown.past || !!chosen.day;
    board.querySelector(".notices__gone").hidden = !gone || !!shown.week;
    none.hidden = !known || !!(shown.week || total(counts.week));
    none.textContent = !anything()
      ? "这七天没有排上，往后看看。"
      : ahead
        ? "这七天没有合适的，往后看看。"
        : "没有合适的，少挑一样试试。";
    board.querySelector("[data-range]").textContent = spoken(today) + "到 " + spoken(after(today, WEEK - 1));
    window.homesMark(board);
    if (regular.length) each_week(date, minute);
    if (!known) return;
    counted_on(coming, today);
    var words = sentence(total(counts.week), ahead, gone);
    if (say.textContent !== words) say.textContent = words; /* it is read aloud: only what is new */
    form.hidden = gone && !regular.length;
    clear.hidden = !anything();
    tiles.forEach(function (tile) {
      var slug = tile.pathname.split("/").slice(-2)[0];
      tile.querySelector("small").firstChild.textContent = sum(coming, function (one) {
        return one.where === slug && fits(one);
      });
    });
    board.querySelectorAll("[data-carry], .notices__where a").forEach(function (one) {
      one.setAttribute("href", one.getAttribute("href").split("?")[0] + query());
    });
  }
  function anything() {
    return CHOICES.some(function (name) {
      return chosen[name];
    });
  }
  function sentence(near, ahead, gone) {
    if (gone) return place + "，近期的都办过了。";
    var words = [place];
    if (chosen.function)
      words.push(form.querySelector("[value=" + chosen.function + "]").firstChild.textContent.trim());
    if (chosen.for) words.push(audience.querySelector("[value=" + chosen.for + "]").dataset.words);
    if (chosen.day) return words.concat(spoken(chosen.day) + weekday(chosen.day) + " " + near + " 场。").join("，");
    return words.concat("这七天 " + near + " 场", "再往后 " + (ahead - near) + " 场。").join("，");
  }
  function counted_on(coming, today) {
    /* beside each choice, how many it would leave */
    form.querySelectorAll("button").forEach(function (chip) {
      var number = sum(coming, function (one) {
          return one.kind === chip.value && fits(one, "function");
        }),
        on = chosen.function === chip.value;
      chip.querySelector("small").textContent = number;
      chip.setAttribute("aria-pressed", on);
      chip.disabled =
        !number &&
        !on &&
        !regular.some(function (one) {
          return one.kind === chip.value && fits(one, "day");
        });
    });
    [].slice.call(audience.options, 1).forEach(function (option) {
      var number = sum(coming, function (one) {
        return one.who.indexOf(option.value) >= 0 && fits(one, "for");
      });
      option.dataset.words = option.dataset.words || option.textContent;
      option.textContent = option.dataset.words + " " + number;
      option.disabled = option.hidden =
        !number &&
        chosen.for !== option.value &&
        !regular.some(function (one) {
          return one.who.indexOf(option.value) >= 0;
        });
    });
    audience.value = chosen.for;
    for (var n = 0; n < WEEK; n++) {
      var day = after(today, n),
        leaf = strip.children[n] || strip.appendChild(tag("button", "day", [tag("i"), tag("b"), tag("small")]));
      var held = sum(coming, function (one) {
        return falls(one, day) && fits(one, "day");
      });
      leaf.type = "button";
      leaf.name = "day";
      leaf.value = day;
      leaf.children[0].textContent = ["今天", "明天"][n] || weekday(day);
      leaf.children[1].textContent = +day.slice(8);
      leaf.children[2].textContent = held ? held + " 场" : "–";
      leaf.setAttribute("aria-label", spoken(day) + weekday(day) + "，" + held + " 场");
      leaf.setAttribute("aria-pressed", chosen.day === day);
      leaf.disabled = !held && !regular.length && chosen.day !== day;
    }
  }

  /* ---- the state is in the address ---- */
  function recall() {
    var state = new URLSearchParams(location.search);
    CHOICES.forEach(function (name) {
      chosen[name] = state.get(name) || "";
    });
    if (
      ![].some.call(form.querySelectorAll("button"), function (chip) {
        return chip.value === chosen.function;
      })
    )
      chosen.function = "";
    if (
      ![].some.call(audience.options, function (option) {
        return option.value === chosen.for;
      })
    )
      chosen.for = "";
    if (!/^\d{4}-\d\d-\d\d$/.test(chosen.day)) chosen.day = "";
  }
  function query() {
    var state = new URLSearchParams();
    CHOICES.forEach(function (name) {
      if (chosen[name]) state.set(name, chosen[name]);
    });
    var text = state.toString();
    return text ? "?" + text : "";
  }
  function choose(name, value) {
    if (name) chosen[name] = chosen[name] === value ? "" : value;
    else
      CHOICES.forEach(function (one) {
        chosen[one] = "";
      });
    room = {};
    draw();
    history.replaceState(null, "", location.pathname + query());
  }

  board.addEventListener("click", function (event) {
    var button = event.target.closest("button"),
      more = event.target.closest("[data-more]");
    if (button) {
      choose(button.name === "clear" ? "" : button.name, button.value);
      if (button.name === "clear") form.querySelector("button").focus();
    } else if (more && more.dataset.more) {
      event.preventDefault();
      var list = more.closest("section, .month").querySelector("ol, ul"),
        first = list.children.length;
      room[more.dataset.more] = (room[more.dataset.more] || STEP) + STEP;
      draw();
      list.children[first].querySelector("a").focus();
    }
  });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
  });
  audience.addEventListener("change", function () {
    chosen.for = "";
    choose("for", audience.value);
  });
  addEventListener("popstate", function () {
    recall();
    draw();
  });
  document.addEventListener("homes:updated", draw);

  recall();
  draw();
  if (weekly)
    fetch(weekly.dataset.file)
      .then(function (answer) {
        return answer.json();
      })
      .then(function (data) {
        regular = data.districts ? tallied(data) : services(data);
        draw();
      })
      .catch(function () {
        /* what the page itself holds stays */
      });
  if (!known)
    fetch(board.dataset.file)
      .then(function (answer) {
        return answer.json();
      })
      .then(function (data) {
        if (data.districts) facts = counted(data);
        else
          facts = rows = listed(data).concat(
            rows.filter(function (one) {
              return one.held;
            }),
          );
        known = true;
        draw();
      })
      .catch(function () {
        form.hidden = strip.hidden = true;
      }); /* what the page itself holds stays */
})();
