/* The nearest homes. A position is asked of the phone, used here, and goes nowhere: no request, no address, no store holds it. */
(function () {
  "use strict";
  var PAGE = 10,
    LEAST = 3,
    PATIENCE = 10000,
    FAR = 5000;
  var RINGS = [
    [500, 1000, 2000],
    [1000, 2500, 5000],
    [2000, 5000, 10000],
    [5000, 10000, 20000],
    [10000, 20000, 50000],
  ];
  var box = document.querySelector(".nearby"),
    say = box.querySelector(".where [role=status]"),
    ask = box.querySelector(".where__ask"),
    AREA = box.dataset.area,
    STREET = box.dataset.street,
    CALLED = box.dataset.called;
  var change = box.querySelector("[name=change]"),
    field = document.getElementById("place"),
    found = box.querySelector(".where__found");
  var days = box.querySelector(".near-days"),
    agenda = [],
    chips = box.querySelector(".near-chips"),
    cols = box.querySelector(".nearby__cols"),
    list = box.querySelector(".results");
  var end = box.querySelector(".empty-state"),
    more = end.querySelector("[name=more]"),
    drawing = box.querySelector(".rings svg");
  var SWITCHES = Array.from(chips.children, function (chip) {
    return chip.name;
  });
  var city = null,
    names = null,
    homes = [],
    middles = [],
    place = null,
    near = [],
    chosen = {},
    shown = 0,
    turn = 0;

  /* ---- the list ---- */
  function has(home, name) {
    if (name === "open") return /^(open|soon)$/.test(city.open(home)[0]);
    if (name === "weekend") return (home.days & 96) > 0;
    if (city.functions[name]) return (home.items & city.mask(name)) > 0;
    return city.has(home, name);
  }
  function fits(home, but) {
    return (
      (!chosen.on || (agenda[home.district] && held(home).length > 0)) &&
      SWITCHES.every(function (name) {
        return name === but || !chosen[name] || has(home, name);
      })
    );
  }

  /* ---- what is on: activities and weekly services of the districts around, fetched once a day is asked for ---- */
  var REACH = 40,
    MOST_HELD = 4,
    DAY = 864e5,
    NEEDED = ["coming.json", "weekly.json"];
  function asked() {
    /* the days that are meant, as dates whose UTC fields are Beijing's */
    var now = homesHours.now(),
      ahead = chosen.on === "tomorrow" ? [1] : [0],
      day = (now.getUTCDay() + 6) % 7;
    if (chosen.on === "weekend") ahead = day > 5 ? [0] : day > 4 ? [0, 1] : [5 - day, 6 - day];
    return ahead.map(function (days) {
      return new Date(now.getTime() + days * DAY);
    });
  }
  function unpacked(both) {
    /* slug of a home → what it holds: { title, start, end, hours, falls } */
    var coming = both[0],
      found = {};
    function add(slug, one) {
      (found[slug] = found[slug] || []).push(one);
    }
    coming.day.forEach(function (day, n) {
      if (coming.off.indexOf(n) >= 0) return;
      var date = new Date(Date.parse(coming.from) + day * DAY).toISOString().slice(0, 10),
        home = coming.homes[coming.home[n]][0],
        several = (coming.sessions || {})[n];
      (several ? several[0] : [[day, day, coming.start[n], coming.end[n]]]).forEach(function (session) {
        add(home, {
          title: coming.title[n],
          start: session[2],
          end: homesHours.until(session[2], session[3]),
          hours: homesHours.between(session[2], session[3]),
          falls: function (on) {
            var since = Math.round((Date.parse(on.toISOString().slice(0, 10)) - Date.parse(coming.from)) / DAY);
            return session[0] <= since && since <= session[1];
          },
          address:
            coming.slug[n] &&
            "homes/" + coming.district + "/" + home + "/activities/" + date + "-" + coming.slug[n] + "/",
        });
      });
    });
    homesWeekly(both[1]).forEach(function (one) {
      add(one.slug, {
        title: one.title,
        start: one.when[3],
        end: homesHours.end(one.when),
        hours: homesHours.times(one.when),
        falls: function (on) {
          return homesHours.given(one.when, one.closures, on);
        },
      });
    });
    return found;
  }
  function held(home) {
    /* [day, what] of the days asked for, what is over left out */
    var now = homesHours.now(),
      minute = now.getUTCHours() * 60 + now.getUTCMinutes(),
      found = [];
    asked().forEach(function (day) {
      (agenda[home.district][home.identity.split("/")[1]] || []).forEach(function (one) {
        if (one.falls(day) && (day > now || minute < one.end)) found.push([day, one]);
      });
    });
    return found.sort(function (a, b) {
      return a[0] - b[0] || a[1].start - b[1].start;
    });
  }
  function program(home) {
    var all = chosen.on ? held(home) : [],
      now = homesHours.now();
    return (
      all.length &&
      element(
        "ul",
        { class: "on" },
        all
          .slice(0, MOST_HELD)
          .map(function (row) {
            var when = [homesHours.near(row[0], now), row[1].hours].filter(Boolean).join(" ");
            return element("li", {}, [
              element("b", {}, [when]),
              " ",
              row[1].address ? element("a", { href: address(row[1].address) }, [row[1].title]) : row[1].title,
            ]);
          })
          .concat(
            all.length > MOST_HELD
              ? [element("li", { class: "quiet" }, ["还有 " + (all.length - MOST_HELD) + " 项，在它的页上"])]
              : [],
          ),
      )
    );
  }
  function gather(then) {
    /* what the districts of the nearest homes hold */
    var around = near.slice(0, REACH).map(function (row) {
      return row.home.district;
    });
    Promise.all(
      around
        .filter(function (one, at) {
          return around.indexOf(one) === at && !agenda[one];
        })
        .map(function (one) {
          return Promise.all(
            NEEDED.map(function (name) {
              return fetch(address("activities/" + city.districts[one][0] + "/" + name)).then(function (answer) {
                return answer.json();
              });
            }),
          ).then(function (both) {
            agenda[one] = unpacked(both);
          });
        }),
    ).then(then, function () {
      tell(["活动和服务没有取到，请检查网络，再点一次。"]);
    });
  }

  /* ---- how far ---- */
  function radians(degrees) {
    return (degrees * Math.PI) / 180;
  }
  function metres(a, b) {
    /* the great circle */
    var north = Math.sin(radians(b[1] - a[1]) / 2),
      east = Math.sin(radians(b[0] - a[0]) / 2);
    return (
      12742017.6 * Math.asin(Math.sqrt(north * north + Math.cos(radians(a[1])) * Math.cos(radians(b[1])) * east * east))
    );
  }
  function bearing(a, b) {
    return Math.atan2((b[0] - a[0]) * Math.cos(radians(a[1])), b[1] - a[1]);
  }
  function far(away) {
    /* [number, unit], no more exact than a walker needs */
    if (away < 995) return [Math.max(10, Math.round(away / 10) * 10) + "", "米"];
    var kilometres = away / 1000;
    return [
      kilometres < 9.95
        ? (Math.round(kilometres * 10) / 10).toString()
        : Math.round(kilometres).toLocaleString("zh-CN"),
      "公里",
    ];
  }
  function walk(away) {
    /* 80 metres a minute, streets a third longer than the bird's way */
    var minutes = Math.max(1, Math.round((away * 1.3) / 80));
    return minutes > 60 ? "步行 1 小时以上" : "步行约 " + minutes + " 分钟";
  }
  function within(rows, most) {
    return rows.filter(function (row) {
      return row.metres <= most;
    });
  }
  function rings(rows) {
    /* the smallest rings that hold a few homes; none: all are too far */
    var holding = RINGS.filter(function (ring) {
      return within(rows, ring[2]).length >= LEAST;
    });
    return (
      holding[0] ||
      RINGS.filter(function (ring) {
        return within(rows, ring[2]).length;
      })[0]
    );
  }
  function middle(points) {
    var sum = points.reduce(
      function (all, one) {
        return [all[0] + one[0], all[1] + one[1]];
      },
      [0, 0],
    );
    return [sum[0] / points.length, sum[1] / points.length];
  }

  /* ---- elements ---- */
  var element = homesDom.element,
    breakable = homesDom.breakable;
  function shape(name, attributes, text) {
    return homesDom.svg(name, attributes, [text]);
  }
  function icon(name) {
    return homesDom.icon(box.dataset.icons, name);
  }
  function address(path) {
    return box.dataset.root.replace(/^\.\/$/, "") + path;
  }
  function named(name) {
    return name.slice(-CALLED.length) === CALLED ? name.slice(0, -CALLED.length) : name;
  }
  /* ---- one home ---- */
  function status(home) {
    return homesDom.status(city, home, box.dataset.icons);
  }
  function services(home) {
    var offered = city.items.filter(function (_item, bit) {
      return (home.items >> bit) & 1;
    });
    function wanted(item) {
      return chosen[item[0].split(".")[0]] ? 1 : 0;
    }
    offered.sort(function (a, b) {
      return wanted(b) - wanted(a);
    });
    return (
      offered.length &&
      element(
        "ul",
        { class: "tags" },
        offered.slice(0, 4).map(function (item) {
          return element("li", {}, [item[1]]);
        }),
      )
    );
  }
  function item(row, number) {
    var home = row.home,
      page = address("homes/" + home.identity + "/"),
      away = far(row.metres),
      street = city.streets[home.street];
    var itself = place.home === home,
      rough = place.kind === "street" || place.kind === "district"; /* counted from a middle: nobody walks from there */
    return element("li", {}, [
      element("p", { class: "dist" }, [
        element(
          "b",
          {},
          itself
            ? ["就在这里"]
            : rough && home.street === place.street
              ? ["就在" + street[2]]
              : [rough ? "约 " : "", away[0], element("small", {}, [away[1]])],
        ),
        itself || rough ? "" : element("span", {}, [walk(row.metres)]),
        element("i", { "aria-hidden": "true" }, [number + 1 + ""]),
      ]),
      element("div", { class: "body" }, [
        element("h2", {}, [element("a", { class: "card-link", href: page }, breakable(home.name))]),
        status(home),
        program(home) || services(home),
        element("p", { class: "quiet" }, [city.districts[street[0]][1] + " · " + street[2]]),
      ]),
      element(
        "p",
        { class: "do" },
        home.phones
          .map(function (phone) {
            return element("a", { class: "btn", href: homesCall(phone), "aria-label": "打电话给" + home.name }, [
              icon("phone"),
              element("span", {}, ["打电话", element("small", {}, [phone])]),
            ]);
          })
          .concat(
            element("a", { class: "btn", href: page + "#way", "aria-label": "怎么走到" + home.name }, [
              icon("walk"),
              "怎么走",
            ]),
          ),
      ),
    ]);
  }

  /* ---- the drawing: directions true, distances drawn in, homes in one spot set side by side ---- */
  function spread(rows, most) {
    var spots = [];
    return rows.map(function (row) {
      var out = Math.max(34, 160 * Math.pow(row.metres / most, 0.75)),
        turned = bearing(place.point, row.home.point),
        spot;
      for (var n = 0; n < 24; n++) {
        var angle = turned + (((n % 2 ? 1 : -1) * Math.ceil(n / 2) * 6) / Math.max(out, 60)) * 2;
        spot = [180 + out * Math.sin(angle), 192 - out * Math.cos(angle)];
        if (
          spots.every(function (other) {
            return Math.hypot(other[0] - spot[0], other[1] - spot[1]) > 32;
          })
        )
          break;
      }
      spots.push(spot);
      return spot;
    });
  }
  function side(row) {
    return ["北", "东北", "东", "东南", "南", "西南", "西", "西北"][
      Math.round((bearing(place.point, row.home.point) / Math.PI) * 4 + 8) % 8
    ];
  }
  function draw(rows) {
    var ring = rings(rows),
      inside = ring ? within(rows, ring[2]).slice(0, PAGE) : [];
    drawing.parentNode.hidden = !inside.length;
    drawing.textContent = "";
    if (!inside.length) return;
    ring.forEach(function (most) {
      var out = 160 * Math.pow(most / ring[2], 0.75);
      drawing.append(shape("circle", { class: "ring", cx: 180, cy: 192, r: out }));
      drawing.append(shape("text", { class: "lab", x: 180, y: 192 + out - 5 }, far(most).join(" ")));
    });
    drawing.append(shape("text", { class: "lab", x: 180, y: 20 }, "北"));
    drawing.append(
      shape("circle", { class: "me", cx: 180, cy: 192, r: 8 }),
      shape("circle", { class: "me me--rim", cx: 180, cy: 192, r: 14 }),
    );
    spread(inside, ring[2]).forEach(function (spot, number) {
      var dot = shape("g", { class: has(inside[number].home, "open") ? "dot dot--open" : "dot" });
      dot.append(
        shape("circle", { cx: spot[0].toFixed(1), cy: spot[1].toFixed(1), r: 15 }),
        shape("text", { x: spot[0].toFixed(1), y: (spot[1] + 5.5).toFixed(1) }, number + 1),
      );
      drawing.append(dot);
    });
    drawing.setAttribute(
      "aria-label",
      "示意图，" +
        (place.kind === "here" ? "您" : place.name) +
        "在中间。" +
        inside
          .map(function (row, number) {
            return (
              number +
              1 +
              " " +
              named(row.home.name) +
              (place.home === row.home ? "，就在这里" : "，" + side(row) + " " + far(row.metres).join(" ")) +
              (has(row.home, "open") ? "，正开着" : "")
            );
          })
          .join("；") +
        "。",
    );
    box.querySelector(".rings figcaption span").textContent =
      place.kind === "here" ? "红点是您，" : "红点是" + place.name + (place.kind === "home" ? "，" : "的中间，");
  }

  /* ---- what is shown, in a sentence ---- */
  function tell(words) {
    /* an odd word is set strong; said again only when it changed */
    if (say.textContent === words.join("")) return;
    say.textContent = "";
    words.forEach(function (word, number) {
      say.append(number % 2 ? element("strong", {}, [word]) : word);
    });
  }
  function from() {
    if (place.kind === "home") return ["从", place.name, "算起，"];
    if (place.kind === "street") return ["从", place.name, "中间算，"];
    if (place.kind === "district")
      return ["", place.asked, "还没有标出位置的" + CALLED + "，先从", place.name, "中间算，"];
    return near[0].metres > FAR
      ? ["离您最近的一家在", city.streets[near[0].home.street][2], "，"]
      : ["您在", city.streets[near[0].home.street][2], "附近，"];
  }
  function sentence(fitting, most) {
    var lead = from(),
      inside = within(fitting, most),
      around = far(most).join(" ") + "内",
      filtered = fitting.length < near.length;
    var opened = inside.filter(function (row) {
        return has(row.home, "open");
      }).length,
      rest;
    if (!inside.length)
      rest =
        around + "没有符合的" + (fitting.length ? "，最近的一家在 " + far(fitting[0].metres).join(" ") + "外" : "");
    else if (chosen.on)
      rest =
        around +
        " " +
        inside.length +
        " 家" +
        days.querySelector("[value=" + chosen.on + "]").textContent.slice(0, 2) +
        "有活动或固定的服务";
    else if (chosen.open) rest = around + " " + inside.length + " 家正开着";
    else
      rest =
        around +
        (filtered ? "符合的 " : " ") +
        inside.length +
        " 家，" +
        (opened ? opened + " 家正开着" : "现在都没开门");
    if (place.accuracy > 1000) rest += "（位置只准到 " + far(place.accuracy).join(" ") + "左右）";
    return lead.slice(0, -1).concat(lead[lead.length - 1] + rest);
  }
  function clock() {
    var at = new Date(Date.now() + 8 * 36e5);
    return (
      "周" + "日一二三四五六"[at.getUTCDay()] + " " + at.getUTCHours() + ":" + ("0" + at.getUTCMinutes()).slice(-2)
    );
  }
  function first(fitting, most) {
    /* those within the ring, if they are neither too few nor too many */
    var inside = within(fitting, most).length;
    return inside < LEAST ? Math.min(LEAST, fitting.length) : Math.min(PAGE, inside);
  }
  function foot(fitting, most) {
    var rest = fitting.length - shown,
      wider = RINGS.filter(function (ring) {
        return within(fitting, ring[2]).length > shown;
      })[0];
    var inside = within(fitting, most).length,
      street = city.streets[place.street];
    end.querySelector(".empty-state__title").textContent = !fitting.length
      ? "没有符合的"
      : !rest
        ? "就这\u00a0" + shown + "\u00a0家了"
        : shown === inside
          ? far(most).join("\u00a0") + "内，就这\u00a0" + inside + "\u00a0家了"
          : "远一点还有";
    end.querySelector(".nearby__further").textContent = !fitting.length
      ? "去掉一个条件试试。"
      : !rest || !wider
        ? ""
        : (shown === inside ? "再走远一点，" : "") +
          far(wider[2]).join(" ") +
          "内还有 " +
          (within(fitting, wider[2]).length - shown) +
          " 家。";
    more.hidden = rest < 1;
    more.textContent = "再看 " + Math.min(PAGE, rest) + " 家";
    var link = end.querySelector("a.more");
    link.href = address("districts/" + city.districts[street[0]][0] + "/" + street[1] + "/");
    link.firstElementChild.textContent = street[2] + "的名单";
  }
  function counts(most) {
    /* of homes within the ring; farther ones are found all the same */
    var around = within(near, most);
    SWITCHES.forEach(function (name) {
      var chip = chips.children.namedItem(name);
      chip.setAttribute("aria-pressed", chosen[name] ? "true" : "false");
      chip.querySelector("small").textContent = around.filter(function (row) {
        return fits(row.home, name) && has(row.home, name);
      }).length;
    });
    chips.setAttribute("aria-label", "筛选，数字是" + far(most).join(" ") + "内有几家");
  }
  function show(again) {
    var ring = rings(near);
    days.hidden = chips.hidden = cols.hidden = !ring;
    [].forEach.call(days.children, function (one) {
      one.setAttribute("aria-pressed", chosen.on === one.value ? "true" : "false");
    });
    if (!ring) {
      ask.hidden = false;
      change.setAttribute("aria-expanded", "true");
      return tell([
        "您离" +
          box.dataset.city +
          "的" +
          CALLED +
          "有点远，最近的一家也在 " +
          far(near[0].metres).join(" ") +
          "外。可以选" +
          STREET +
          "，或者输入小区的名字。",
      ]);
    }
    var most = ring[2],
      fitting = near.filter(function (row) {
        return fits(row.home);
      });
    if (!again) shown = first(fitting, most);
    tell(sentence(fitting, most));
    counts(most);
    box.querySelector(".nearby__clock").textContent = clock();
    list.textContent = "";
    fitting.slice(0, shown).forEach(function (row, number) {
      list.append(item(row, number));
    });
    foot(fitting, most);
    draw(fitting.slice(0, shown));
  }
  function refresh() {
    /* a minute later: the same rows, what they say of now */
    if (!place || !rings(near)) return;
    var rows = near.filter(function (row) {
      return fits(row.home);
    });
    if (chosen.open && !list.contains(document.activeElement)) return show(true);
    if (chosen.open) return;
    list.querySelectorAll(".status").forEach(function (old, number) {
      old.replaceWith(status(rows[number].home));
    });
    tell(sentence(rows, rings(near)[2]));
    counts(rings(near)[2]);
    box.querySelector(".nearby__clock").textContent = clock();
    draw(rows.slice(0, shown));
  }

  /* ---- where ---- */
  function go(to, keep) {
    /* `keep`: the choice stays open below the sentence */
    turn++;
    say.parentNode.classList.remove("is-waiting");
    place = to;
    near = homes
      .filter(function (home) {
        return home.point;
      })
      .map(function (home) {
        return { home: home, metres: metres(to.point, home.point) };
      });
    near.sort(function (a, b) {
      return (b.home === to.home) - (a.home === to.home) || a.metres - b.metres;
    });
    if (to.street === undefined) to.street = near[0].home.street;
    change.hidden = false;
    ask.hidden = !keep;
    change.setAttribute("aria-expanded", keep ? "true" : "false");
    if (chosen.on)
      gather(function () {
        show();
      });
    else show();
  }
  function atStreet(number) {
    var street = city.streets[number],
      known = middles[number];
    if (known) return { kind: "street", name: street[2], street: number, point: [known[0] / 1e5, known[1] / 1e5] };
    var district = middles.filter(function (one, other) {
      return one && city.streets[other][0] === street[0];
    });
    var around = middle(district.length ? district : middles.filter(Boolean));
    var name = district.length ? city.districts[street[0]][1] : box.dataset.city;
    return {
      kind: "district",
      name: name,
      asked: street[2],
      street: number,
      point: [around[0] / 1e5, around[1] / 1e5],
    };
  }
  function atHome(home) {
    return home.point
      ? { kind: "home", name: named(home.name), street: home.street, home: home, point: home.point }
      : atStreet(home.street);
  }
  function pick(to, state) {
    /* by hand: the place may stand in the address */
    chosen.street = state.street || "";
    chosen.home = state.home || "";
    var keep = state.street && !matchMedia("(pointer: coarse)").matches;
    write();
    go(to, keep);
    if (!keep) say.focus();
  }

  function failed(words) {
    say.parentNode.classList.remove("is-waiting");
    if (place) return;
    tell([words + "选一下" + STREET + "，或者输入小区的名字，一样能找。"]);
  }
  function locate() {
    var mine = ++turn,
      waiting = true;
    function give(words) {
      if (waiting && mine === turn) failed(words);
      waiting = false;
    }
    if (!navigator.geolocation) return give("这个浏览器不能测位置。");
    if (!place) tell(["正在看您在哪儿……也可以直接选" + STREET + "。"]);
    say.parentNode.classList.add("is-waiting");
    setTimeout(function () {
      give("测位置太慢，先不等了。");
    }, PATIENCE); /* the browser's own limit doesn't count while it asks */
    navigator.geolocation.getCurrentPosition(
      function (position) {
        waiting = false;
        if (mine !== turn || field.value) return;
        chosen.street = chosen.home = "";
        write();
        go({
          kind: "here",
          point: [position.coords.longitude, position.coords.latitude],
          accuracy: position.coords.accuracy,
        });
      },
      function (error) {
        give(
          error.code === 1 ? "没有拿到您的位置。" : error.code === 3 ? "测位置太慢，先不等了。" : "手机没有测出位置。",
        );
      },
      { timeout: PATIENCE, maximumAge: 60000 },
    );
  }

  /* ---- choosing by hand ---- */
  function options(select, label, rows) {
    select.textContent = "";
    [["", label]].concat(rows).forEach(function (row) {
      homesDom.under(select, row[2]).append(new Option(row[1], row[0]));
    });
  }
  function streets(district) {
    options(
      ask.elements.street,
      district ? "选" + STREET : "先选" + AREA,
      city.streets
        .filter(function (s) {
          return district && city.districts[s[0]][0] === district;
        })
        .map(function (s) {
          return [s[1], s[2]];
        }),
    );
    ask.elements.street.disabled = !district;
  }
  function streetOf(text) {
    /* `district/street` → its number, -1 */
    return city.streets.findIndex(function (s) {
      return city.districts[s[0]][0] + "/" + s[1] === text;
    });
  }
  function matches(text) {
    var term = homesLetters.simplified(text.normalize("NFKC").toLowerCase()).replace(/[\s，。、？！,.?!“”"'·]+/g, ""),
      rows = [];
    if (!homesLetters.of(term)) return rows;
    city.districts.forEach(function (district) {
      if (term.length > 1 && district[1].indexOf(term) === 0)
        rows.push({ rank: 0, name: district[1], under: "再选" + STREET, district: district[0] });
    });
    var stem = term.replace(/(小区|社区)$/, "") || term; /* 望京小区 lies in 望京街道 */
    city.streets.forEach(function (street, number) {
      var at = street[2].indexOf(stem);
      if (at >= 0)
        rows.push({ rank: at ? 2 : 0, name: street[2], under: city.districts[street[0]][1], street: number });
    });
    homes.forEach(function (home) {
      var rank = names.called(home, term),
        street = city.streets[home.street];
      if (rank)
        rows.push({
          rank: rank,
          name: named(home.name),
          under: city.districts[street[0]][1] + " · " + street[2],
          home: home,
        });
    });
    return rows
      .sort(function (a, b) {
        return a.rank - b.rank;
      })
      .slice(0, 6);
  }
  function take(row) {
    field.value = "";
    found.textContent = "";
    if (row.home) return pick(atHome(row.home), { home: row.home.identity });
    if (row.district) {
      ask.elements.district.value = row.district;
      streets(row.district);
      return ask.elements.street.focus();
    }
    var street = city.streets[row.street],
      district = city.districts[street[0]][0];
    ask.elements.district.value = district;
    streets(district);
    ask.elements.street.value = street[1];
    pick(atStreet(row.street), { street: district + "/" + street[1] });
  }
  function suggest() {
    var rows = matches(field.value);
    found.textContent = "";
    rows.forEach(function (row) {
      var button = element("button", { type: "button" }, [
        element("b", {}, [row.name]),
        element("small", {}, [row.under]),
      ]);
      button.addEventListener("click", function () {
        take(row);
      });
      found.append(element("li", {}, [button]));
    });
    if (field.value.trim() && !rows.length)
      found.append(element("li", { class: "quiet" }, ["没有找到这个名字。少打几个字，或者在上面选" + STREET + "。"]));
  }

  /* ---- the state is in the address; where the visitor is, never ---- */
  function read() {
    var state = new URLSearchParams(location.search),
      number = streetOf(state.get("street") || "");
    var home = homes.filter(function (one) {
      return one.identity === state.get("home");
    })[0];
    SWITCHES.forEach(function (name) {
      chosen[name] = state.get(name) ? "1" : "";
    });
    chosen.on = days.querySelector("[value='" + (/^[a-z]+$/.exec(state.get("on")) || "") + "']") ? state.get("on") : "";
    chosen.street = number >= 0 ? state.get("street") : "";
    chosen.home = home ? home.identity : "";
    ask.elements.district.value = chosen.street.split("/")[0];
    streets(ask.elements.district.value);
    ask.elements.street.value = chosen.street.split("/")[1] || "";
    if (home) go(atHome(home));
    else if (number >= 0) go(atStreet(number));
    else locate();
  }
  function write() {
    var state = new URLSearchParams();
    SWITCHES.concat("on", "street", "home").forEach(function (name) {
      if (chosen[name]) state.set(name, chosen[name]);
    });
    var text = state.toString().replace(/%2F/g, "/");
    history.replaceState(null, "", text ? "?" + text : location.pathname);
  }

  days.addEventListener("click", function (event) {
    var one = event.target.closest("button");
    if (!one) return;
    chosen.on = chosen.on === one.value ? "" : one.value;
    write();
    if (chosen.on)
      gather(function () {
        show();
      });
    else show();
  });
  chips.addEventListener("click", function (event) {
    var chip = event.target.closest("button");
    if (!chip) return;
    chosen[chip.name] = chosen[chip.name] ? "" : "1";
    write();
    show();
  });
  change.addEventListener("click", function () {
    ask.hidden = !ask.hidden;
    change.setAttribute("aria-expanded", ask.hidden ? "false" : "true");
    if (!ask.hidden) ask.elements.district.focus();
  });
  ask.addEventListener("change", function (event) {
    var district = ask.elements.district.value,
      street = ask.elements.street.value;
    if (event.target.name === "district") streets(district);
    if (event.target.name === "street" && street)
      pick(atStreet(streetOf(district + "/" + street)), { street: district + "/" + street });
  });
  ask.addEventListener("submit", function (event) {
    event.preventDefault();
    var row = matches(field.value)[0];
    if (row) take(row);
    else suggest();
  });
  field.addEventListener("input", function (event) {
    if (!event.isComposing) suggest();
  });
  field.addEventListener("compositionend", suggest);
  ask.querySelector("[name=locate]").addEventListener("click", locate);
  more.addEventListener("click", function () {
    var start = shown,
      all = near.filter(function (row) {
        return fits(row.home);
      }).length;
    shown = Math.min(all, shown + PAGE);
    show(true);
    var next = list.children[start];
    if (next) next.querySelector("a").focus();
  });
  document.addEventListener("homes:updated", refresh);

  Promise.all(
    [box.dataset.names, box.dataset.nearby].map(function (file) {
      return fetch(file).then(function (answer) {
        return answer.json();
      });
    }),
  )
    .then(function (both) {
      city = homesList(both[0], both[1]);
      names = homesNames(city);
      homes = city.homes;
      middles = city.middles;
      if (
        !homes.some(function (home) {
          return home.point;
        })
      )
        return tell(["还没有一家标出位置。"]);
      options(ask.elements.district, "选" + AREA, city.districts);
      ask.hidden = false;
      read();
    })
    .catch(function () {
      tell(["名单没有取到，请检查网络，再打开一次。"]);
    });
})();
