/* The list of homes, unpacked: search/names.json, and beside it search/nearby.json where distances are asked for. Their form is
   told in generator/search/names.py and nearby.py, and read here alone. */
(function () {
  "use strict";
  var DIGITS = "!#$%&'+,:;=?@ABCDEFGHIJKLMNPQRSTUVWXYZabcdefghijklmnpqrstuvwxyz{|}",
    BASE = DIGITS.length / 2,
    value = {},
    states = {};
  DIGITS.split("").forEach(function (letter, place) {
    value[letter] = place;
  });
  document.addEventListener("homes:updated", function () {
    states = {};
  }); /* before those who then ask again */

  function numbers(text) {
    /* a column of numbers ≥ 0, as generator/search/packing.py packs it */
    var found = [],
      number = 0;
    for (var at = 0; at < text.length; at++) {
      var digit = value[text[at]];
      number = number * BASE + (digit % BASE);
      if (digit < BASE) {
        found.push(number);
        number = 0;
      }
    }
    return found;
  }
  window.homesNumbers = numbers;
  function unfolded(number) {
    return number % 2 ? -(number + 1) / 2 : number / 2;
  }

  function names(data) {
    /* [what tells it apart, ending] of each home */
    var letters = Array.from(data.letters),
      stem = "",
      found = [];
    numbers(data.names).forEach(function (number) {
      if (number >= data.endings.length) {
        stem += letters[number - data.endings.length];
        return;
      }
      found.push([stem, data.endings[number]]);
      stem = "";
    });
    return found;
  }
  function slug(hyphens, sounds) {
    return sounds
      .map(function (sound, number) {
        return sound + ((hyphens >> number) & 1 ? "-" : "");
      })
      .join("");
  }
  function readings(data) {
    /* letter → the ways it is typed, ü as v, u and yu too; none for what isn't read */
    var found = {},
      ways = data.sounds.split(" ");
    Array.from(data.letters).forEach(function (letter, place) {
      found[letter] = [];
      ways[place].split("/").forEach(function (way) {
        [way, way.replace("v", "u"), way.replace("v", "yu")].forEach(function (one) {
          if (one && found[letter].indexOf(one) < 0) found[letter].push(one);
        });
      });
    });
    return found;
  }
  function services(data) {
    /* [bit of the item, audiences, days] of each service of each home */
    var when = numbers(data.when),
      number = 0,
      own = [],
      found = [];
    numbers(data.services).forEach(function (kind) {
      if (kind) {
        own.push([1 << data.offers[kind - 1][0], data.offers[kind - 1][1], data.days[when[number++]]]);
        return;
      }
      found.push(own);
      own = [];
    });
    return found;
  }
  function phones(data) {
    var recent = [],
      next = 0;
    return numbers(data.head).map(function (since, number) {
      var head = since ? recent.splice(since - 1, 1)[0] : data.heads[next++],
        tail = data.tails.substr(number * 4, 4).trim();
      recent.unshift(head);
      return data.phones[number] || (tail ? [head + tail] : []);
    });
  }
  function points(data, where) {
    /* degrees, WGS-84; null where it is unknown */
    var east = numbers(where.east),
      north = numbers(where.north),
      number = 0,
      found = [];
    data.streets.forEach(function (street, place) {
      for (var end = number + street[3]; number < end; number++) {
        var middle = where.streets[place];
        found.push(
          east[number]
            ? [(middle[0] + unfolded(east[number] - 1)) / 1e5, (middle[1] + unfolded(north[number] - 1)) / 1e5]
            : null,
        );
      }
    });
    return found;
  }
  function opening(hours) {
    /* bit mask of the days it opens on */
    return hours.reduce(function (mask, line) {
      return line[0].reduce(function (all, day) {
        return all | (1 << day);
      }, mask);
    }, 0);
  }

  /* The tables of the list, and `homes`: objects that name what they hold. `home.items` is the bit mask of all it offers. */
  window.homesList = function (data, where) {
    var homes = [],
      number = 0,
      ways = readings(data);
    homesLetters.learn(data.traditional, data.simplified);
    var name = names(data),
      offered = services(data),
      phone = phones(data),
      hyphens = numbers(data.slugs),
      marks = numbers(data.marks),
      open = numbers(data.open);
    var point = where && points(data, where),
      days = data.hours.map(opening);
    function spoken(text) {
      return Array.from(text)
        .map(function (letter) {
          return ways[letter] || [];
        })
        .filter(function (own) {
          return own.length;
        });
    }
    function home(street) {
      var sounds = spoken(name[number][0]),
        usual =
          data.pinyin[number] === undefined
            ? sounds.map(function (own) {
                return own[0];
              })
            : data.pinyin[number].split(" ");
      if (data.pinyin[number] !== undefined)
        sounds = usual.map(function (one, at) {
          return [one].concat(usual.length === sounds.length ? sounds[at] : []);
        });
      var district = data.streets[street][0];
      return {
        number: number,
        name: name[number].join(""),
        stem: name[number][0],
        district: district,
        street: street,
        sounds: sounds,
        aliases: data.aliases[number] || "",
        phones: phone[number],
        identity:
          data.districts[district][0] + "/" + (hyphens[number] ? slug(hyphens[number] - 1, usual) : data.slug[number]),
        flags: marks[number],
        services: offered[number],
        items: offered[number].reduce(function (mask, one) {
          return mask | one[0];
        }, 0),
        way: open[number],
        days: days[open[number]],
        closures: data.closures[number] || [],
        lapses: data.lapses[number],
        point: point ? point[number] : null,
      };
    }
    data.streets.forEach(function (street, place) {
      for (var end = number + street[3]; number < end; number++) homes.push(home(place));
    });
    return {
      name: data.city,
      endings: data.endings,
      spoken: spoken,
      functions: data.functions,
      levels: data.levels,
      items: data.items,
      audiences: data.audiences,
      districts: data.districts,
      streets: data.streets,
      synonyms: data.synonyms,
      homes: homes,
      middles: where ? where.streets : [],
      has: function (one, flag) {
        return (
          ((one.flags >> data.flags.indexOf(flag)) & 1) === 1 && !(one.lapses && one.lapses[flag] < homesHours.today())
        );
      },
      mask: function (code) {
        /* of an item, or of all items of a function */
        return data.items.reduce(function (mask, item, bit) {
          return item[0] === code || item[0].split(".")[0] === code ? mask | (1 << bit) : mask;
        }, 0);
      },
      open: function (one) {
        /* [state, words] now; homes of the same hours are asked once a minute */
        if (!data.hours[one.way].length && !one.closures.length && !one.phones.length) return ["", "开放时间还没写"];
        if (one.closures.length) return homesHours.state(data.hours[one.way], one.closures, homesHours.now());
        return states[one.way] || (states[one.way] = homesHours.state(data.hours[one.way], [], homesHours.now()));
      },
    };
  };
})();

/* What search.js and nearby.js both draw with. It stands here because both load this file and no other page does: a file of its own
   would be one more request. */
window.homesDom = (function () {
  "use strict";
  function fill(made, attributes, children) {
    Object.keys(attributes || {}).forEach(function (key) {
      made.setAttribute(key, attributes[key]);
    });
    (children || []).forEach(function (child) {
      if (child) made.append(child);
    });
    return made;
  }
  function element(name, attributes, children) {
    return fill(document.createElement(name), attributes, children);
  }
  function svg(name, attributes, children) {
    return fill(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
  }
  function icon(sheet, name) {
    return svg("svg", { class: "icon", "aria-hidden": "true" }, [svg("use", { href: sheet + "#" + name })]);
  }
  function breakable(name) {
    /* children for a name that may break before what the city calls a home */
    var at = name.indexOf(document.querySelector("[data-called]").dataset.called);
    return at > 0 ? [name.slice(0, at), element("wbr"), name.slice(at)] : [name];
  }
  function status(city, home, sheet) {
    /* whether it is open, and its badges */
    var state = city.open(home),
      chip = element("span", { class: "open-chip" }, [state[1]]);
    if (state[0]) chip.setAttribute("data-state", state[0]);
    var badges = city.levels.map(function (level, place) {
      /* the highest level has colours of its own */
      var tone = place ? "district" : "city";
      return (
        city.has(home, level[0]) && element("span", { class: "badge badge--" + tone }, [icon(sheet, "medal"), level[1]])
      );
    });
    return element("div", { class: "status" }, [chip].concat(badges));
  }
  function under(select, heading) {
    /* where the next option of a drop-down goes: beneath a heading, where it has one */
    var last = select.lastElementChild;
    if (!heading) return select;
    if (!last || last.label !== heading || last.localName !== "optgroup")
      select.append(element("optgroup", { label: heading }));
    return select.lastElementChild;
  }
  return { element: element, svg: svg, icon: icon, breakable: breakable, status: status, under: under };
})();
