/* Finding a home: the box, the filter as a sentence, the answer in a sentence, the homes. */
(function () {
  "use strict";
  var PAGE = 20,
    PATIENCE = 200,
    PAUSE = 1000,
    box = document.querySelector(".search"),
    field = document.getElementById("q");
  var form = box.querySelector(".sentence"),
    list = box.querySelector(".results"),
    message = box.querySelector(".search__count");
  var more = box.querySelector(".search__more"),
    none = box.querySelector(".search__none"),
    meant = box.querySelector(".search__meant");
  var help = box.querySelector(".search__urgent"),
    exit = document.querySelector(".exit");
  var DAYS = ["1", "2", "3", "4", "5", "6", "7", "weekend", "week", "next"];
  /* Chips by name: their labels, and the levels of those that ask for a plaque. */
  var SWITCHES = {},
    LEVELS = {};
  /* What a home can miss. What is done, for whom and when is one: it must be true of one and the same service. */
  var MISSES = {
    district: 3,
    street: 2,
    "step-free": 16,
    open: 32,
    item: 64,
    audience: 64,
    day: 64,
  };
  Array.from(form.querySelectorAll(".chip")).forEach(function (chip) {
    SWITCHES[chip.name] = chip.firstChild.textContent.trim();
    if (chip.dataset.level) {
      LEVELS[chip.name] = chip.dataset.level;
      MISSES[chip.name] = 128 << Object.keys(LEVELS).length;
    }
  });
  var FILTERS = ["district", "street", "item", "audience", "day"].concat(Object.keys(LEVELS), ["step-free", "open"]);
  var city = null,
    names = null,
    words = null,
    finder = null,
    groups = null,
    everyone = 0;
  var chosen = {},
    reading = { terms: [], filters: {} },
    answers = null,
    found = [],
    tales = [],
    rows = [],
    shown = 0,
    turn = 0,
    pause = 0;
  var quiet = "",
    around = []; /* words of harm that are asked, and the places among them */

  /* ---- filters ---- */
  function effective(name) {
    /* what is chosen, else what the words set; `any` sets these aside */
    var value = chosen[name] || reading.filters[name] || "";
    return value === "any" ? "" : value;
  }
  function kind() {
    return chosen.kind === "all" ? "" : chosen.kind || reading.filters.kind || "";
  }
  function place(rows, code) {
    return rows.findIndex(function (row) {
      return row[0] === code;
    });
  }
  function wanted() {
    /* masks, 0 for any; numbers, -1 for any; what is for everyone is for her too */
    var audience = place(city.audiences, chosen.audience),
      day = effective("day"),
      district = place(city.districts, chosen.district);
    return {
      district: district,
      street: city.streets.findIndex(function (row) {
        return row[0] === district && row[1] === chosen.street;
      }),
      item: chosen.item ? city.mask(chosen.item) : 0,
      audience: audience < 0 ? 0 : (1 << audience) | everyone,
      named: audience < 0 ? 0 : 1 << audience,
      day: homesTimes.mask(day),
      switches: Object.keys(SWITCHES).filter(effective),
    };
  }
  function is(home, name) {
    if (name === "open") return /^(open|soon)$/.test(city.open(home)[0]);
    return city.has(home, LEVELS[name] || name);
  }
  function union(services, item, audience, day, of) {
    /* of the items (0), audiences (1) or days (2) of the services that suit */
    var mask = 0;
    for (var at = 0; at < services.length; at++) {
      var one = services[at];
      if ((!item || one[0] & item) && (!audience || one[1] & audience) && (!day || one[2] & day)) mask |= one[of];
    }
    return mask;
  }
  function forAll(mask) {
    return mask & everyone ? -1 : mask;
  }
  /* What a home misses, and the items, audiences and days that are left to choose under the other choices. Of what the words
     asked for, as far as it is a service, the audience and the day must be true too. */
  function weigh(hit, want) {
    var home = hit.home,
      services = home.services,
      narrow = want.audience || want.day,
      miss = 0;
    var items = union(services, 0, want.audience, want.day, 0),
      audiences = forAll(union(services, want.item, 0, want.day, 1));
    var days = union(services, want.item, want.audience, 0, 2),
      suits = want.item ? items & want.item : items;
    hit.needs.forEach(function (need) {
      if (narrow && !(items & need)) suits = items = 0;
      audiences &= forAll(union(services, need, 0, want.day, 1));
      days &= union(services, need, want.audience, 0, 2);
    });
    if (!suits) miss |= MISSES.item;
    if (want.district >= 0 && home.district !== want.district) miss |= MISSES.district;
    else if (want.street >= 0 && home.street !== want.street) miss |= MISSES.street;
    want.switches.forEach(function (name) {
      if (!is(home, name)) miss |= MISSES[name];
    });
    return {
      hit: hit,
      miss: miss,
      items: items,
      audiences: audiences,
      days: days,
      named: want.named && union(services, want.item, want.named, want.day, 0) ? 0 : 1,
    };
  }

  /* ---- counts: of each value, what would be left if it were chosen; of each choice, what would be left without it ---- */
  function tally(weighed) {
    var sum = { district: {}, street: {}, item: {}, audience: {}, day: {}, switches: {}, without: {} };
    function add(counts, key) {
      counts[key] = (counts[key] || 0) + 1;
    }
    function bits(counts, mask, size) {
      for (var bit = 0; bit < size; bit++) if ((mask >> bit) & 1) counts[bit] = (counts[bit] || 0) + 1;
    }
    var functions = Object.keys(city.functions).map(function (code) {
      return [code, city.mask(code)];
    });
    weighed.forEach(function (one) {
      var miss = one.miss,
        home = one.hit.home;
      if (!(miss & ~MISSES.district)) add(sum.district, home.district);
      if (!(miss & ~MISSES.street)) add(sum.street, home.street);
      if (!(miss & ~MISSES.item)) {
        bits(sum.item, one.items, city.items.length);
        functions.forEach(function (row) {
          if (one.items & row[1]) add(sum.item, row[0]);
        });
        bits(sum.audience, one.audiences, city.audiences.length);
        DAYS.forEach(function (day) {
          if (one.days & homesTimes.mask(day)) add(sum.day, day);
        });
        if (one.items) add(sum.without, "item");
        if (one.audiences) add(sum.without, "audience");
        if (one.days) add(sum.without, "day");
      }
      Object.keys(SWITCHES).forEach(function (name) {
        if (miss & ~MISSES[name]) return;
        add(sum.without, name);
        if (is(home, name)) add(sum.switches, name);
      });
      if (!(miss & ~MISSES.district)) add(sum.without, "district");
      if (!(miss & ~MISSES.street)) add(sum.without, "street");
    });
    return sum;
  }
  function control(name) {
    return form.elements.namedItem(name);
  }
  function options(select, first, rows, headings) {
    /* written anew only where the choice is another; `headings`: of each row, or none */
    var all = [["", first]].concat(rows),
      value = effective(select.name);
    if (
      all.length !== select.length ||
      all.some(function (row, at) {
        return select.options[at].value !== row[0];
      })
    ) {
      select.textContent = "";
      all.forEach(function (row, at) {
        homesDom.under(select, at && headings && headings[at - 1]).append(new Option("", row[0]));
      });
    }
    all.forEach(function (row, at) {
      var option = select.options[at],
        text = row[1] + (at ? " " + (row[2] || 0) : "");
      if (option.text !== text) option.text = text;
      option.disabled = at > 0 && !row[2] && row[0] !== value;
    });
    select.value = value;
  }
  function counts(sum) {
    var items = [],
      district = place(city.districts, chosen.district);
    options(
      control("district"),
      box.dataset.whole,
      city.districts.map(function (row, number) {
        return [row[0], row[1], sum.district[number]];
      }),
      city.districts.map(function (row) {
        return row[2];
      }),
    );
    options(
      control("street"),
      "各" + box.dataset.street,
      city.streets
        .map(function (row, number) {
          return [row[1], row[2], sum.street[number], row[0]];
        })
        .filter(function (row) {
          return row[3] === district;
        }),
    );
    control("street").parentNode.hidden = district < 0;
    Object.keys(city.functions).forEach(function (code) {
      items.push([code, city.functions[code], sum.item[code]]);
      city.items.forEach(function (item, bit) {
        if (item[0].split(".")[0] === code && item[1] !== city.functions[code])
          items.push([item[0], "　" + item[1], sum.item[bit]]);
      });
    });
    options(control("item"), "什么服务都行", items);
    options(
      control("audience"),
      "谁都行",
      city.audiences.map(function (row, bit) {
        return [row[0], row[0] === "everyone" ? "谁都能来的" : row[1], sum.audience[bit]];
      }),
    );
    options(
      control("day"),
      "哪天都行",
      DAYS.map(function (day) {
        return [day, homesTimes.names[day], sum.day[day]];
      }),
    );
    Object.keys(SWITCHES).forEach(function (name) {
      var chip = control(name);
      chip.setAttribute("aria-pressed", effective(name) ? "true" : "false");
      chip.querySelector("small").textContent = sum.switches[name] || 0;
    });
    control("clear").hidden = !field.value.trim() && !FILTERS.some(effective);
  }

  /* ---- elements ---- */
  var element = homesDom.element,
    breakable = homesDom.breakable;
  function icon(name) {
    return homesDom.icon(box.dataset.icons, name);
  }
  function marked(text) {
    var all = Array.from(text),
      at = reading.terms
        .map(function (term) {
          return homesLetters.find(text, homesLetters.of(term));
        })
        .filter(Boolean)[0];
    if (!at) return breakable(text);
    return [all.slice(0, at[0]).join(""), element("mark", {}, [all.slice(at[0], at[1]).join("")])].concat(
      breakable(all.slice(at[1]).join("")),
    );
  }

  /* ---- one home ---- */
  function path(below) {
    return box.dataset.root.replace(/^\.\/$/, "") + below;
  }
  function address(home) {
    return path("homes/" + home.identity + "/");
  }
  function status(home) {
    return homesDom.status(city, home, box.dataset.icons);
  }
  function services(home, want) {
    /* those asked for first, and strong */
    var asked =
      want.item |
      reading.terms.reduce(function (mask, term) {
        return mask | words.meant(term).items;
      }, 0);
    var suiting = asked || want.audience || want.day ? union(home.services, asked, want.audience, want.day, 0) : 0;
    function suits(bit) {
      return (suiting >> bit) & 1;
    }
    var offered = city.items
      .map(function (_item, bit) {
        return bit;
      })
      .filter(function (bit) {
        return home.items & (quiet ? listening() : -1) & (1 << bit);
      });
    offered.sort(function (a, b) {
      return suits(b) - suits(a) || a - b;
    });
    return (
      offered.length &&
      element(
        "ul",
        { class: "tags" },
        offered.slice(0, 5).map(function (bit) {
          return element("li", {}, [suits(bit) ? element("strong", {}, [city.items[bit][1]]) : city.items[bit][1]]);
        }),
      )
    );
  }
  /* The words that were found, fetched once the row is nearly in sight. */
  var sight =
    window.IntersectionObserver &&
    new IntersectionObserver(
      function (seen) {
        seen.forEach(function (one) {
          if (!one.isIntersecting) return;
          sight.unobserve(one.target);
          one.target.tell();
        });
      },
      { rootMargin: "500px" },
    );
  function loadExcerpt(hit, text) {
    text.tell = function () {
      homesExcerpt(address(hit.home), hit.text)
        .then(function (parts) {
          text.textContent = "";
          parts.forEach(function (part, number) {
            text.append(number % 2 ? element("mark", {}, [part]) : part);
          });
        })
        .catch(function () {
          text.remove();
        }); /* the home is found all the same */
    };
    if (sight) sight.observe(text);
    else text.tell();
  }
  function row(hit, want) {
    var home = hit.home,
      excerpt = hit.text && element("p", { class: "said" }, ["……"]),
      now = status(home);
    if (excerpt) loadExcerpt(hit, excerpt);
    rows.push({ home: home, status: now });
    return element("li", {}, [
      element("div", { class: "body" }, [
        element("h2", {}, [element("a", { class: "card-link", href: address(home) }, marked(home.name))]),
        now,
        services(home, want),
        excerpt,
        element("p", { class: "quiet" }, [city.districts[home.district][1] + " · " + city.streets[home.street][2]]),
      ]),
      home.phones.length &&
        element(
          "p",
          { class: "do" },
          home.phones.map(function (phone) {
            return element(
              "a",
              { class: "btn", href: homesCall(phone), "aria-label": "打电话给" + home.name, "data-phone": phone },
              [icon("phone"), element("span", {}, ["打电话", element("small", {}, [phone])])],
            );
          }),
        ),
    ]);
  }

  /* ---- what is shown, in a sentence ---- */
  function label(name) {
    /* a choice in words */
    var value = effective(name),
      rows = { district: city.districts, audience: city.audiences }[name];
    if (name === "q") return quoted(reading.terms);
    if (SWITCHES[name]) return SWITCHES[name];
    if (name === "day") return homesTimes.names[value];
    if (name === "item") return city.functions[value] || city.items[place(city.items, value)][1];
    if (name === "street") return city.streets[wanted().street][2];
    return rows[place(rows, value)][1];
  }
  function quoted(terms) {
    return terms
      .map(function (term) {
        return "“" + term + "”";
      })
      .join("");
  }
  function service() {
    /* 周六能给老年人做信访接待 */
    var day = effective("day") && label("day");
    if (chosen.item) return day + "能" + (chosen.audience ? "给" + label("audience") : "") + "做" + label("item");
    if (chosen.audience) return day + "有" + label("audience") + "能用的服务";
    return day && day + "能去";
  }
  function now(opened, size) {
    var all = size > 1 ? "都" : "";
    return (
      "，" +
      (!opened
        ? "这会儿" + all + "没开门"
        : opened === size
          ? "这会儿" + all + "开着"
          : "其中 " + opened + " 家这会儿开着")
    );
  }
  function sentence(fitting, besides, only, stories) {
    /* `besides`: how many activities and stories are found too; `only`: the kind of these, of which so many, that alone is seen */
    if (only && only !== "home") return storiesSentence(fitting, only, stories);
    var where = (chosen.district ? label("district") : box.dataset.whole) + (chosen.street ? label("street") : ""),
      size = fitting.length;
    var on = Object.keys(SWITCHES).filter(effective).map(label).join("、"),
      topic = reading.terms.length ? "和" + label("q") + "有关" : "";
    var what = [topic, on, service()].filter(Boolean).join("，"),
      opened = fitting.filter(function (one) {
        return is(one.hit.home, "open");
      }).length;
    var lead = what ? (chosen.district ? where + "，" : "") + what + "的，" : where;
    if (quiet) lead = (around.join("") || where) + "，能去说说的，";
    var also = besides ? (size ? "。另有 " : "。不过有 ") + besides + " 条活动和故事" : "";
    if (!size) return [lead + "一家也没有" + also];
    return [
      lead + (what || quiet ? "" : " "),
      size + " 家",
      effective("open") || effective("day") ? "" : now(opened, size),
      also,
    ];
  }
  function storiesSentence(fitting, only, size) {
    var where = (chosen.district ? label("district") : "") + (chosen.street ? label("street") : ""),
      topic = reading.terms.length ? "和" + label("q") + "有关的" : "",
      asked = [only === "brand" && chosen.item ? "item" : "", only === "activity" && effective("day") ? "day" : ""];
    var what = asked.filter(Boolean).concat(Object.keys(SWITCHES).filter(effective)).map(label);
    var lead = [where].concat(what, topic).filter(Boolean).join("，");
    return [
      lead ? lead + "，" : box.dataset.whole + " ",
      groups.counted(only, size),
      "",
      fitting.length ? "。另有 " + fitting.length + " 家" + box.dataset.called : "",
    ];
  }
  function tell(parts) {
    /* the second is set strong, the third is of now; said again only when it changed */
    if (message.textContent === parts.join("")) return;
    message.textContent = "";
    parts.forEach(function (part, number) {
      message.append(
        number === 1 ? element("strong", {}, [part]) : number === 2 ? element("span", { class: "now" }, [part]) : part,
      );
    });
  }
  function chips() {
    /* what the words were taken for: [filter, label, the words without it] */
    var set = ["day", "open"].filter(function (name) {
        return reading.filters[name] && effective(name);
      }),
      when = reading.filters.when;
    var others = set
      .map(function (name) {
        return name === "day" ? when.word : label(name);
      })
      .concat(kind() && kind() === reading.filters.kind ? groups.label(kind()) : []);
    var terms = reading.terms.length + set.length > 1 ? reading.terms : [];
    return terms
      .map(function (term, at) {
        return [
          "q",
          term,
          terms
            .filter(function (_one, other) {
              return other !== at;
            })
            .concat(others)
            .join(" "),
        ];
      })
      .concat(
        set.map(function (name) {
          return [name, name === "day" && !chosen.day ? when.word : label(name), ""];
        }),
      );
  }
  function explain() {
    /* how the words were taken, and the way back */
    var senses = reading.terms.map(words.meant),
      items = senses.reduce(function (mask, sense) {
        return mask | sense.items;
      }, 0);
    var also = city.items
      .filter(function (_item, bit) {
        return (items >> bit) & 1;
      })
      .slice(0, 3)
      .map(function (item) {
        return item[1];
      });
    senses.forEach(function (sense) {
      sense.flags.forEach(function (flag) {
        also.push(
          Object.keys(SWITCHES)
            .filter(function (name) {
              return (LEVELS[name] || name) === flag;
            })
            .map(function (name) {
              return SWITCHES[name];
            })[0],
        );
      });
    });
    meant.textContent = "";
    if (also.length) meant.append(quoted(also) + "也算在内。");
    if (effective("day")) meant.append("有的服务一个月才一回，去之前点进去看看下次是哪天。");
    chips().forEach(function (chip) {
      meant.append(
        element(
          "button",
          { type: "button", class: "chip", name: chip[0], value: chip[2], "aria-label": "去掉“" + chip[1] + "”" },
          [chip[1], element("span", { "aria-hidden": "true" }, ["×"])],
        ),
      );
    });
    meant.hidden = !meant.firstChild;
  }
  function remedy(sum, want) {
    /* one thing to drop, and how many homes that gives */
    var drops = FILTERS.filter(effective).map(function (name) {
      return [name, "不限" + label(name), sum.without[name], ""];
    });
    reading.terms.forEach(function (term, at) {
      function rest(all) {
        return all.filter(function (_one, number) {
          return number !== at;
        });
      }
      var left = finder.join(rest(reading.terms), rest(answers.ranks), rest(answers.hits)).filter(function (hit) {
        return !weigh(hit, want).miss;
      });
      var others = rest(reading.terms);
      drops.push([
        "q",
        others.length || FILTERS.some(effective) ? "不找" + quoted([term]) : "看全部",
        left.length,
        others.join(" "),
      ]);
    });
    drops = drops
      .filter(function (drop) {
        return drop[2];
      })
      .sort(function (a, b) {
        return b[2] - a[2];
      });
    var place = none.querySelector(".search__drop");
    place.textContent = "";
    drops.forEach(function (drop) {
      place.append(
        element("button", { type: "button", class: "btn", name: drop[0], value: drop[3] }, [
          drop[1],
          element("small", {}, [drop[2] + " 家"]),
        ]),
      );
    });
    none.querySelector(".search__why").textContent =
      !drops.length ||
      drops.every(function (drop) {
        return drop[0] === "q" && !drop[3];
      })
        ? "换一个说法试试，比如“法律咨询”“托管”；或者按" + (box.dataset.area || "区") + "看每一家。"
        : "条件多了些。去掉一个，就有：";
  }
  function sortedTales(want) {
    var when = !effective("day")
      ? null
      : chosen.day && chosen.day !== "any"
        ? { day: chosen.day }
        : reading.filters.when;
    return groups.sort(tales, when, function (story) {
      return !lacks(story, want);
    });
  }
  /* What a story misses: its home, whatever that offers; one of no home, where its district or street is asked for alone; of brands what
     they are about. */
  function lacks(story, want) {
    var home = city.homes[story.home],
      spot = whereabouts(story),
      miss = home ? weigh({ home: home, needs: [] }, want).miss & ~MISSES.item : 0;
    if (!home) {
      if (want.district >= 0 && spot.district !== want.district) miss |= MISSES.district;
      else if (want.street >= 0 && spot.street !== want.street) miss |= MISSES.street;
      want.switches.forEach(function (name) {
        miss |= MISSES[name];
      });
    }
    if (story.kind === "brand" ? want.item && !(topics(story) & want.item) : !home && (want.item || want.audience))
      miss |= MISSES.item;
    return miss;
  }
  function whereabouts(story) {
    /* numbers of its district and street, -1 for none */
    var home = city.homes[story.home],
      path = story.address.split("/"),
      district = path[0] === "districts" ? place(city.districts, path[1]) : -1;
    if (home) return { district: home.district, street: home.street };
    return {
      district: district,
      street: city.streets.findIndex(function (row) {
        return row[0] === district && row[1] === path[2];
      }),
    };
  }
  function topics(story) {
    /* a bit mask of items; of functions where it names none */
    var items = story.topics.filter(function (code) {
      return code.indexOf(".") > 0;
    });
    return (items.length ? items : story.topics).reduce(function (mask, code) {
      return mask | city.mask(code);
    }, 0);
  }
  function tallyStories(sum, only, want) {
    /* `sum`, with counts of such stories for where they are, and of brands for what they are about */
    sum.district = {};
    sum.street = {};
    sum.switches = {};
    if (only === "brand") sum.item = {};
    tales.forEach(function (one) {
      var story = one.story,
        home = city.homes[story.home],
        spot = whereabouts(story),
        miss = lacks(story, want);
      function add(counts, key, name) {
        if (!(miss & ~MISSES[name])) counts[key] = (counts[key] || 0) + 1;
      }
      if (story.kind !== only) return;
      add(sum.district, spot.district, "district");
      add(sum.street, spot.street, "street");
      Object.keys(SWITCHES).forEach(function (name) {
        if (home && is(home, name)) add(sum.switches, name, name);
      });
      if (only !== "brand") return;
      Object.keys(city.functions).forEach(function (code) {
        if (topics(story) & city.mask(code)) add(sum.item, code, "item");
      });
      city.items.forEach(function (_item, bit) {
        if ((topics(story) >> bit) & 1) add(sum.item, bit, "item");
      });
    });
    return sum;
  }
  function seen(sorted, besides) {
    /* the kind that alone is seen, "" for all */
    return besides && (kind() === "home" || sorted[kind()]) ? kind() : "";
  }
  function show(waiting) {
    var want = wanted(),
      weighed = found.map(function (hit) {
        return weigh(hit, want);
      }),
      sum = tally(weighed);
    var fitting = weighed.filter(function (one) {
      return !one.miss;
    });
    if (want.named)
      fitting.sort(function (a, b) {
        return (
          a.hit.rank - b.hit.rank ||
          a.named - b.named ||
          b.hit.score - a.hit.score ||
          a.hit.home.number - b.hit.home.number
        );
      });
    var sorted = sortedTales(want),
      besides = Object.keys(sorted).reduce(function (all, kind) {
        return all + sorted[kind].length;
      }, 0);
    var only = seen(sorted, besides),
      stories = only && only !== "home" ? sorted[only].length : 0,
      most = shown || (only || (!besides && !waiting) ? PAGE : groups.few),
      homes = stories ? [] : fitting;
    rows = [];
    if (sight) sight.disconnect();
    list.textContent = "";
    homes.slice(0, most).forEach(function (one) {
      list.append(row(one.hit, want));
    });
    more.hidden = homes.length <= most;
    if (!more.hidden) more.firstElementChild.textContent = "再看 " + Math.min(PAGE, homes.length - most) + " 家";
    groups.show(sorted, fitting.length, only);
    none.hidden = fitting.length + besides > 0 || waiting;
    if (!none.hidden) remedy(sum, want);
    tell(
      !waiting
        ? sentence(fitting, besides, only, stories)
        : fitting.length
          ? sentence(fitting).concat("，还在找……")
          : ["正在找……"],
    );
    explain();
    counts(stories ? tallyStories(sum, only, want) : sum);
  }
  function refresh() {
    /* a minute later: the same rows, what they say of now */
    if (!city || /还在找|正在找|正在打开/.test(message.textContent)) return;
    if (effective("open") && !list.contains(document.activeElement)) return show();
    rows.forEach(function (one) {
      var now = status(one.home);
      one.status.replaceWith(now);
      one.status = now;
    });
    var want = wanted(),
      weighed = found.map(function (hit) {
        return weigh(hit, want);
      });
    var sorted = sortedTales(want),
      besides = Object.keys(sorted).reduce(function (all, kind) {
        return all + sorted[kind].length;
      }, 0);
    var only = seen(sorted, besides),
      stories = only && only !== "home" ? sorted[only].length : 0;
    if (none.hidden)
      tell(
        sentence(
          weighed.filter(function (one) {
            return !one.miss;
          }),
          besides,
          only,
          stories,
        ),
      );
    counts(stories ? tallyStories(tally(weighed), only, want) : tally(weighed));
  }

  /* ---- asking: the first reading of the words that finds a home is meant ---- */
  function search() {
    if (quiet) return listen();
    var mine = ++turn,
      readings = words.readings(field.value),
      ranks = readings.map(function (one) {
        return finder.names(one.terms);
      }),
      texts = [];
    function take(number, hits) {
      reading = readings[number];
      answers = { ranks: ranks[number], hits: hits };
      found = finder.join(reading.terms, answers.ranks, hits);
      return found.length;
    }
    function finest() {
      /* nothing found: the reading of most words, so that one may be dropped */
      var most = readings.reduce(function (best, one, number) {
        return one.terms.length > readings[best].terms.length ? number : best;
      }, 0);
      take(most, texts[most]);
    }
    function next(number) {
      /* full text of one reading after the other */
      if (mine !== turn) return;
      finder
        .text(readings[number].terms)
        .catch(function () {
          return [];
        })
        .then(function (hits) {
          if (mine !== turn) return;
          texts.push(hits);
          return (
            hits.length || readings[number].filters.kind
              ? finder.stories(readings[number].terms, ranks[number], hits, readings[number].filters.kind)
              : Promise.resolve([])
          ).then(function (all) {
            if (mine !== turn) return;
            tales = all;
            if (!take(number, hits) && !tales.length && number + 1 < readings.length) return next(number + 1);
            if (!found.length && !tales.length) finest();
            show();
          });
        });
    }
    tales = [];
    var first = readings.findIndex(function (_one, number) {
      return take(number, []);
    });
    if (first < 0) take(0, []);
    var wants =
      !!readings[0].filters.kind ||
      readings[0].terms.some(function (term) {
        return /[^\x00-\x7f]/.test(term) || term.length > 2;
      });
    show(wants);
    if (wants)
      setTimeout(function () {
        next(0);
      }, PATIENCE);
  }

  /* ---- words of harm: whom to call, then who listens near by. They are in no address, and gone once the page is left ---- */
  function hear(text) {
    quiet = homesQuiet(field.form, text) ? text : "";
    help.hidden = exit.hidden = !quiet;
    form.hidden = !!quiet;
    if (quiet)
      FILTERS.slice(2).forEach(function (name) {
        chosen[name] = "";
      });
  }
  function listening() {
    return box.dataset.listening.split(" ").reduce(function (mask, code) {
      return mask | city.mask(code);
    }, 0);
  }
  function listen() {
    function those(terms) {
      return finder.join(terms, finder.names(terms), []).filter(function (hit) {
        return hit.home.items & listening();
      });
    }
    turn++;
    tales = [];
    reading = { terms: [], filters: {} };
    answers = { ranks: [], hits: [] };
    around = words.places(quiet);
    found = those(around);
    if (!found.length) found = those((around = []));
    show();
  }
  function forget() {
    if (!quiet) return;
    field.value = "";
    hear("");
    if (city) search();
  }

  /* ---- the state is in the address ---- */
  function read() {
    var state = new URLSearchParams(location.search);
    if (!quiet) field.value = state.get("q") || "";
    FILTERS.forEach(function (name) {
      chosen[name] = state.get(name) || "";
    });
    chosen.item = chosen.item || state.get("function") || "";
    chosen.kind = groups.kinds.concat("all").indexOf(state.get("kind")) >= 0 ? state.get("kind") : "";
    var want = wanted(),
      only = Object.keys(city.functions).filter(function (code) {
        return city.mask(code) === want.item;
      })[0];
    chosen.item = only || chosen.item; /* a function of one item is one choice */
    /* what nobody offers to choose is left aside */
    if (want.district < 0) chosen.district = "";
    if (want.street < 0) chosen.street = "";
    if (!want.item) chosen.item = "";
    if (!want.named) chosen.audience = "";
    if (chosen.day !== "any" && !homesTimes.names[chosen.day]) chosen.day = "";
    shown = 0;
    fold();
  }
  function fold() {
    /* on a phone the answer comes into sight; what is chosen stays so */
    form.classList.toggle(
      "sentence--folded",
      !!field.value.trim() &&
        !FILTERS.some(function (name) {
          return chosen[name];
        }),
    );
  }
  function write(kept) {
    /* `kept`: the way back leads through it */
    var state = new URLSearchParams(),
      text;
    clearTimeout(pause);
    pause = 0;
    if (field.value.trim() && !quiet) state.set("q", field.value.trim());
    FILTERS.concat("kind").forEach(function (name) {
      if (chosen[name]) state.set(name, chosen[name]);
    });
    text = state.toString();
    history[kept && !quiet ? "pushState" : "replaceState"](null, "", text ? "?" + text : location.pathname);
  }
  function changed(kept) {
    shown = 0;
    chosen.kind = "";
    write(kept);
    if (city) search();
  } /* before the list is there: the address keeps what was typed */
  function typed() {
    /* the address waits: half a word may tell what the whole must not */
    hear(field.value);
    if (quiet) return changed();
    clearTimeout(pause);
    pause = setTimeout(write, PAUSE);
    shown = 0;
    chosen.kind = "";
    if (city) search();
  }
  function choose(name, value) {
    if (!city) return;
    chosen[name] = value || (reading.filters[name] ? "any" : "");
    if (name === "district") chosen.street = "";
    shown = 0;
    write(true);
    show();
  }
  function narrow(one) {
    /* to one kind of results; `all` sets aside what the words set */
    if (kind() !== one) scrollTo(0, Math.min(scrollY, box.querySelector(".tabs").offsetTop));
    chosen.kind = one || (reading.filters.kind ? "all" : "");
    shown = 0;
    write(true);
    show();
    var tab = box.querySelector(".tabs [aria-current]");
    if (tab) tab.focus({ preventScroll: true });
  }
  function drop(event) {
    /* a button that takes one condition away */
    var button = event.target.closest("button");
    if (!button) return;
    if (button.name !== "q") choose(button.name, "");
    else {
      field.value = button.value;
      changed(true);
    }
    message.focus();
  }

  field.addEventListener("input", function (event) {
    if (!event.isComposing) typed();
  });
  field.addEventListener("compositionend", typed);
  field.addEventListener("blur", function () {
    if (pause) write();
  });
  field.form.addEventListener("submit", function (event) {
    event.preventDefault();
    hear(field.value);
    if (quiet) field.value = "";
    fold();
    changed();
    (quiet ? help : message).focus();
  });
  form.addEventListener("change", function (event) {
    choose(event.target.name, event.target.value);
  });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
  });
  form.addEventListener("click", function (event) {
    var button = event.target.closest("button");
    if (!button) return;
    if (button.name === "open-sentence") {
      form.classList.remove("sentence--folded");
      return control("district").focus();
    }
    if (button.name !== "clear") return choose(button.name, effective(button.name) ? "" : "1");
    FILTERS.forEach(function (name) {
      chosen[name] = "";
    });
    field.value = "";
    changed(true);
    field.focus();
  });
  meant.addEventListener("click", drop);
  none.querySelector(".search__drop").addEventListener("click", drop);
  more.addEventListener("click", function () {
    var first = list.children.length;
    shown = first + PAGE;
    show();
    var next = list.children[first];
    if (next) next.querySelector("a").focus();
  });
  addEventListener("popstate", function () {
    if (!city) return;
    hear("");
    read();
    search();
  });
  addEventListener("pagehide", forget);
  document.addEventListener("homes:updated", refresh);

  if (/^#q=/.test(location.hash))
    history.replaceState(null, "", location.pathname + "?" + location.hash.slice(1)); /* as it came from another page */
  hear(new URLSearchParams(location.search).get("q") || "");
  if (quiet) history.replaceState(null, "", location.pathname);
  box.querySelector("#search-hint").hidden = location.search.length > 1; /* on a phone the answer comes into sight */
  fetch(box.dataset.names)
    .then(function (answer) {
      return answer.json();
    })
    .then(function (data) {
      city = homesList(data);
      names = homesNames(city);
      words = homesWords(city, names);
      finder = homesFinder(city, words, names, homesFulltext(city, box.dataset.fulltext, box.dataset.stories));
      groups = homesGroups(city, box.querySelector(".tabs"), box.querySelector(".search__groups"), {
        element: element,
        marked: marked,
        address: path,
        choose: narrow,
      });
      everyone = 1 << place(city.audiences, "everyone");
      read();
      search();
    })
    .catch(function () {
      form.hidden = true;
      message.textContent = "名单没有取到，请检查网络，再打开一次。";
    });
})();
