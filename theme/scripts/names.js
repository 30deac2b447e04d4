/* What a home is called, as people say and type it: parts of its name, the name without 社区 or with what they call such a house,
   pinyin whole, begun or by initials, its place, its telephone number. `city` is homesList's. */
(function () {
  "use strict";
  var COMMITTEE = "(?:居|村)(?:民委员|委)会",
    KINDS = "社区|村|街道|镇|乡|地区|" + COMMITTEE,
    CALLED = ["妇女之家", "妇女儿童之家", "妇女联合会", "妇联", "妇女主任"];
  /* What stands after the name of a place, in whatever rank of place people remember it. */
  var RANK = /(?:街道办事处|街道办|办事处|街道|地区|区|市|县|镇|(?:[\u4e00-\u9fff]族)?乡)$/;
  /* How well a term names a home: the smaller the better, 0 is not at all. */
  var EXACT = 1,
    BEGUN = 2,
    WITHIN = 3,
    SPELT_WITHIN = 4,
    PLACE = 5,
    SCATTERED = 6;

  function inOrder(term, name) {
    var at = -1;
    return (
      term.length > 1 &&
      Array.from(term).every(function (letter) {
        return (at = name.indexOf(letter, at + 1)) >= 0;
      })
    );
  }
  function best() {
    return Math.min.apply(null, [].filter.call(arguments, Boolean).concat(99)) % 99;
  }

  /* How far into the letters a typed text leads, -1 where it leads nowhere: by their sounds, the last perhaps begun; by initials;
     or by either. */
  function led(typed, letters, at, by) {
    var far = -1;
    if (!typed) return at;
    (letters[at] || []).some(function (sound) {
      if (by !== "initials" && sound.indexOf(typed) === 0) far = at + 1;
      else if (by !== "initials" && typed.indexOf(sound) === 0)
        far = led(typed.slice(sound.length), letters, at + 1, by);
      if (far < 0 && by !== "sounds" && sound[0] === typed[0]) far = led(typed.slice(1), letters, at + 1, by);
      return far >= 0;
    });
    return far;
  }
  function spelt(typed, stem, endings) {
    /* a name as pinyin: `stem` tells it apart, any of the `endings` may follow */
    var found = 0;
    function lead(from, by) {
      return Math.max.apply(
        null,
        endings.map(function (ending) {
          return led(typed, stem.slice(from).concat(ending), 0, by);
        }),
      );
    }
    ["sounds", "initials"].forEach(function (by) {
      var far = lead(0, by);
      if (far >= 0) found = best(found, far >= stem.length ? EXACT : BEGUN);
    });
    if (found || typed.length < 2) return found;
    for (var from = 1; from < stem.length; from++)
      if (lead(from, "sounds") >= 0 || lead(from, "initials") >= 0) return SPELT_WITHIN;
    return typed.length > 2 && lead(0, "either") >= 0 ? SPELT_WITHIN : 0;
  }

  function spoken(place) {
    /* 望京街道 → 望京 */
    var short = place.replace(RANK, "");
    return short.length > 1 ? short : place;
  }

  window.homesNames = function (city) {
    var letters = homesLetters.of,
      cache = Object.create(null),
      telling = city.endings.filter(Boolean),
      house = telling.concat(CALLED);
    house =
      "(?:" +
      house
        .sort(function (a, b) {
          return b.length - a.length;
        })
        .join("|") +
      ")";
    var tail = new RegExp("(?:的|那个)?(?:(?:" + KINDS + ")*(?:的|那个)?" + house + "|(?:社区|村)?" + COMMITTEE + ")$"),
      alone = new RegExp("^" + house + "$");
    var endings = {};
    telling.forEach(function (ending) {
      endings[ending] = city.spoken(ending);
    });
    var shortest = telling.reduce(function (one, other) {
      return other.length < one.length ? other : one;
    });
    var names = city.homes.map(function (home) {
      /* what is compared, made once */
      var aliases = home.aliases ? home.aliases.split(" ") : [],
        ending = home.name.slice(home.stem.length);
      return {
        plain: plain(home.name),
        name: letters(home.name),
        stem: letters(home.stem),
        aliases: aliases.map(letters),
        sounds: home.sounds,
        endings: ending ? [endings[ending], endings[shortest]] : [[]],
        spoken: aliases.map(city.spoken),
      };
    });
    var whole = [city.name, city.name.replace(/市$/, "")]; /* every home is in it */
    var places = city.streets.map(function (street) {
      /* written as they are said, in their addresses */
      var district = city.districts[street[0]];
      return {
        names: [plain(street[2]), plain(district[1])],
        slugs: [street[1], district[0]].map(function (slug) {
          return slug.replace(/-/g, "");
        }),
        spoken: [spoken(plain(street[2])), spoken(plain(district[1]))],
      };
    });

    function plain(text) {
      return homesLetters.simplified(text.toLowerCase());
    }
    function core(term) {
      return tail.test(term) && !alone.test(term) ? term.replace(tail, "") : "";
    }
    function asked(term) {
      /* a term in its forms, made once */
      if (!cache[term]) {
        var latin = term
          .normalize("NFD")
          .replace(/u\u0308/g, "v")
          .replace(/[\u0300-\u036f]/g, "");
        cache[term] = {
          plain: plain(term),
          place: spoken(plain(term)),
          letters: letters(term),
          core: letters(core(term)),
          spoken: plain(core(term)),
          typed: /^[a-z0-9]+$/.test(latin) ? latin : "",
          number: /^\d{6,}$/.test(term) ? term : "",
        };
      }
      return cache[term];
    }
    function written(own, one) {
      var at = own.name.indexOf(one.letters);
      if (at < 0 && !/\d/.test(one.plain)) at = own.plain.indexOf(one.plain); /* 八里 is typed on the way to 十八里 */
      return at < 0 ? 0 : at ? BEGUN : EXACT;
    }
    function called(own, one) {
      /* 甲妇女之家 for 甲社区妇女之家 */
      var at = one.core ? own.stem.indexOf(one.core) : -1;
      return at < 0 ? 0 : own.stem === one.core ? EXACT : at ? WITHIN : BEGUN;
    }
    function pinyin(own, typed) {
      return best.apply(
        null,
        [spelt(typed, own.sounds, own.endings)].concat(
          own.spoken.map(function (alias) {
            var rank = spelt(typed, alias, [[]]);
            return rank && Math.max(rank, WITHIN);
          }),
        ),
      );
    }
    function numbered(home, number) {
      /* with its area code or without */
      return home.phones.some(function (phone) {
        var own = phone.replace(/转.*/, "").replace(/\D/g, "");
        return own.length > 5 && (own.slice(-number.length) === number || number.slice(-own.length) === own);
      });
    }
    function named(home, term) {
      /* by what it is called itself */
      var own = names[home.number],
        one = asked(term);
      if (!one.letters) return 0;
      if (one.number && numbered(home, one.number)) return EXACT;
      return best(
        written(own, one),
        called(own, one),
        own.aliases.some(function (alias) {
          return alias.indexOf(one.letters) >= 0 || (one.core && alias.indexOf(one.core) >= 0);
        }) && WITHIN,
        one.typed && pinyin(own, one.typed),
      );
    }
    function rank(home, term) {
      var own = named(home, term),
        one = asked(term),
        place = places[home.street];
      if (own || !one.letters) return own;
      if (whole.indexOf(one.plain) >= 0) return PLACE;
      if (
        term.length > 2 &&
        one.typed &&
        place.slugs.some(function (slug) {
          return slug.indexOf(one.typed) === 0;
        })
      )
        return PLACE;
      if (
        place.spoken.indexOf(one.place) >= 0 ||
        place.names.some(function (name) {
          return name.indexOf(one.plain) >= 0 || (one.spoken && name.indexOf(one.spoken) >= 0);
        })
      )
        return PLACE;
      return inOrder(one.core || one.letters, names[home.number].stem) ? SCATTERED : 0;
    }
    return {
      rank: rank,
      spoken: spoken,
      called: named,
      named: function (term) {
        return city.homes.some(function (home) {
          return named(home, term);
        });
      },
      house: function (term) {
        return alone.test(term);
      },
    };
  };
})();
