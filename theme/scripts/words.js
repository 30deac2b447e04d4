/* What a resident means by the words she types: where, what for, on which day; with spaces or without. */
(function () {
  "use strict";
  var DAY = homesTimes.pattern,
    OPEN = "现在开着|现在开门|现在开放|正在开放|开着门";
  /* What is asked for beside homes: a kind of results (groups.js). */
  var KINDS = [
    ["activity", "(?:什么|哪些)?活动(?!室|中心|站|场|板|周|量|房|角|空间|家|点|区|力)"],
    ["brand", "品牌"],
    ["family", "家庭故事"],
    ["feature", "好做法"],
  ];
  var FLAGS = [["step-free", ["无障碍", "没有台阶", "没台阶", "无台阶", "轮椅", "坡道"]]];
  var LEADING = [
    "我想",
    "我要",
    "想要",
    "我们",
    "我",
    "想",
    "要",
    "去",
    "来",
    "问问",
    "问一下",
    "问",
    "找个",
    "找",
    "在",
    "附近",
    "哪里",
    "哪儿",
    "哪家",
    "有没有",
    "有",
    "可以",
    "能",
    "帮我",
    "请",
    "办",
    "做",
    "的",
  ];
  var TRAILING = [
    "行吗",
    "行不行",
    "可以吗",
    "的事",
    "是多少",
    "电话号码",
    "电话",
    "地址",
    "怎么走",
    "几点开门",
    "怎么办",
    "去哪里",
    "去哪儿",
    "去哪",
    "在哪里",
    "在哪儿",
    "哪里有",
    "哪儿有",
    "哪里",
    "哪儿",
    "附近",
    "有没有",
    "哪些",
    "可以",
    "的",
    "吗",
    "呢",
    "吧",
    "去",
    "能",
    "有",
  ];

  /* Beside a place or a day these ask for nothing more: 周末开吗. */
  var IDLE = ["开", "开门", "开放", "上班", "营业", "有人"];

  /* A number and what it counts are one word: 6 号楼, C 口. */
  var COUNTED = /(^|[^\da-z\s-]\s*)(\d{1,4}|[a-z])\s+(?=[\u3400-\u9fff])/g;
  /* A telephone number, with blanks or a hyphen, an area code, an extension. */
  var PHONE = /\+?(?:\d[\d\s()-]{5,}\d)(?:\s*转\s*\d{1,5})?/g;

  function plain(text) {
    /* voice input ends in 。 and pasted names carry quotes */
    return homesLetters
      .simplified(text.normalize("NFKC").toLowerCase())
      .replace(COUNTED, "$1$2")
      .replace(/["'“”‘’「」『』《》〈〉]/g, "")
      .replace(/[\s\u3000，。、？！,.?!：:；;（）()]+/g, " ")
      .trim();
  }
  function terms(text) {
    /* of a text of signs alone, itself: it finds nothing */
    var all = plain(text)
      .split(" ")
      .filter(function (term) {
        return homesLetters.of(term);
      });
    return all.length || !text.trim() ? all : [text.trim()];
  }
  function numbered(text) {
    /* telephone numbers as digits: with the words beside them, and by themselves; none where there is none */
    var found = [],
      rest = text
        .normalize("NFKC")
        .replace(/[‐-―−]/g, "-")
        .replace(PHONE, function (number) {
          var digits = number
            .replace(/转.*/, "")
            .replace(/\D/g, "")
            .replace(/^0*86(?=1|0)/, "");
          if (digits.length < 7 || digits.length > 12) return number;
          found.push(digits);
          return " " + digits + " ";
        });
    return found.length
      ? [
          terms(rest).filter(function (term) {
            return !/^(电话|号码|电话号码|手机|打|拨打?)$/.test(term);
          }),
          found,
        ]
      : [];
  }
  function either(words) {
    /* a pattern of any of the words, the longest first */
    return words
      .slice()
      .sort(function (a, b) {
        return b.length - a.length;
      })
      .map(function (word) {
        return word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
      })
      .join("|");
  }
  function places(list, spoken) {
    /* districts and streets as they are spoken: 朝阳, 望京 */
    var names = Object.create(null);
    [list.name]
      .concat(
        list.districts.map(function (row) {
          return row[1];
        }),
        list.streets.map(function (row) {
          return row[2];
        }),
      )
      .forEach(function (name) {
        names[name] = names[spoken(name)] = true;
      });
    return names;
  }
  function together(one, other) {
    /* two days are one only where they are the weekend */
    if (!one || one.day === other.day) return other;
    return /[67w]/.test(one.day) && /[67w]/.test(other.day) && one.day.length + other.day.length < 9
      ? { day: "weekend", word: "周末" }
      : other;
  }

  /* `names` is homesNames of the same list. */
  window.homesWords = function (list, names) {
    var known = Object.create(null),
      flags = FLAGS.concat(
        list.levels.map(function (level) {
          return [level[0], [level[1]]];
        }),
      ),
      place = places(list, names.spoken),
      day = new RegExp("^" + DAY + "$"),
      open = new RegExp("^(?:" + OPEN + ")$");
    var named = names.named,
      cities = [list.name, list.name.replace(/市$/, "")];
    var needs = [].concat.apply(
      list.items.map(function (item) {
        return item[1];
      }),
      list.synonyms.map(function (row) {
        return row[0];
      }),
    );
    var kinds = KINDS.map(function (row) {
      return [row[0], new RegExp("^(?:" + row[1] + ")$")];
    });
    var cuts = new RegExp(
        "(" +
          [
            DAY,
            OPEN,
            "(?:" + either(Object.keys(place)) + ")(?:街道办事处|街道办|办事处|街道|地区|镇|乡)?",
            either(FLAGS[0][1]),
          ]
            .concat(
              KINDS.map(function (row) {
                return row[1];
              }),
            )
            .join("|") +
          ")",
      ),
      needed = new RegExp("(" + either(needs) + ")");

    function alike(word, term) {
      return word === term || (term.length > 1 && (word.indexOf(term) >= 0 || term.indexOf(word) >= 0));
    }
    /* What a term is a word for: `items`, a bit mask; codes of `functions`; `flags` of homes; `core`, the longest listed word in it. */
    function meant(term) {
      if (known[term]) return known[term];
      var items = 0;
      list.synonyms.forEach(function (row) {
        if (
          row[0].some(function (word) {
            return alike(word, term);
          })
        )
          row[1].forEach(function (code) {
            items |= list.mask(code);
          });
      });
      list.items.forEach(function (item, bit) {
        if (term.length > 1 && item[1].indexOf(term) >= 0) items |= 1 << bit;
      });
      return (known[term] = {
        items: items,
        functions: Object.keys(list.functions).filter(function (code) {
          return term.length > 1 && list.functions[code].indexOf(term) >= 0;
        }),
        core: pieces(term, needed)
          .filter(isNeed)
          .sort(function (a, b) {
            return b.length - a.length;
          })[0],
        flags: flags
          .filter(function (row) {
            return row[1].some(function (word) {
              return alike(word, term);
            });
          })
          .map(function (row) {
            return row[0];
          }),
      });
    }
    function isNeed(word) {
      return needs.indexOf(word) >= 0;
    }
    function isPlace(word) {
      return place[word] || place[names.spoken(word)];
    }
    function kind(word) {
      return kinds
        .filter(function (row) {
          return row[1].test(word);
        })
        .map(function (row) {
          return row[0];
        })[0];
    }
    function sense(term) {
      return isPlace(term) || meant(term).items || meant(term).flags.length;
    }
    function bare(term) {
      /* 我想去问法律 → 法律; a word that is known is left whole */
      function off(words, at) {
        var word = words.filter(function (one) {
          return at(one) && term !== one;
        })[0];
        if (!word || isNeed(term)) return false;
        term = at === starts ? term.slice(word.length) : term.slice(0, -word.length);
        return true;
      }
      function starts(word) {
        return term.indexOf(word) === 0;
      }
      function ends(word) {
        return term.slice(-word.length) === word;
      }
      while (off(LEADING, starts) || off(TRAILING, ends));
      return LEADING.concat(TRAILING, IDLE).indexOf(term) >= 0 ? "" : term;
    }
    function pieces(term, pattern) {
      return term.split(pattern).filter(Boolean);
    }

    /* The words of one term with its place, its day and the rest apart; `sure` when each of them says something. */
    function apart(term, reading) {
      if (named(term)) return reading.terms.push(term);
      var parts = pieces(term, cuts);
      function add(word) {
        /* 老人理发 are two needs, and both are meant; the city and 妇女之家 are all homes */
        if (word !== term && (cities.indexOf(word) >= 0 || names.house(word))) return;
        var needs = pieces(word, needed);
        reading.terms = reading.terms.concat(needs.every(isNeed) ? needs : word);
      }
      if (parts.length === 1 && !day.test(term) && !open.test(term) && !kind(term)) return add(term);
      parts.forEach(function (part) {
        if (day.test(part)) {
          reading.filters.when = together(reading.filters.when, homesTimes.read(part));
          reading.filters.day = reading.filters.when.day;
          return;
        }
        if (open.test(part)) {
          reading.filters.open = "1";
          return;
        }
        if (kind(part)) {
          reading.filters.kind = kind(part);
          return;
        }
        var word = bare(part);
        if (!word) return;
        if (!sense(word) && !named(word)) reading.sure = false;
        add(word);
      });
    }
    function looser(terms) {
      /* each need apart, what is left over without the words between */
      var found = [];
      terms.forEach(function (term) {
        pieces(term, needed).forEach(function (part) {
          var word = named(term) || isPlace(term) ? term : bare(part);
          if (found.indexOf(word) < 0 && (word.length > 1 || word === term)) found.push(word);
        });
      });
      return found;
    }
    function same(a, b) {
      return a.terms.join(" ") === b.terms.join(" ") && JSON.stringify(a.filters) === JSON.stringify(b.filters);
    }
    function nameless(term) {
      /* 仇家, 欧阳家庭: families whose name isn't told */
      return term.replace(/^([\u4e00-\u9fff]{1,2}?)(?:某|姓)?(?:人家|家庭|家)$/, "$1××家庭");
    }
    function joined(all) {
      /* zao ying bei li: a name's syllables one by one */
      var found = [],
        run = [];
      all.concat("").forEach(function (term) {
        if (/^[a-z][a-z\u0300-\u036f]*$/.test(term.normalize("NFD"))) {
          run.push(term);
          return;
        }
        found = found.concat(run.length > 1 && named(run.join("")) ? run.join("") : run, term || []);
        run = [];
      });
      return found;
    }

    return {
      meant: meant,
      places: function (text) {
        return pieces(plain(text).replace(/ /g, ""), cuts).filter(isPlace);
      },
      /* Ways to read a text, the likeliest first: `terms`, and the `filters` that words set beside them (`day`, and `when` as homesTimes reads it;
         `open`, `kind` of results). The first that finds a home is meant. A phrase goes before its parts unless every part says something. */
      readings: function (text) {
        var literal = { terms: joined(terms(text)), filters: {} },
          parted = { terms: [], filters: {}, sure: true },
          numbers = numbered(text);
        if (!literal.terms.length) return [literal];
        literal.terms.forEach(function (term) {
          apart(term, parted);
        });
        if (!parted.terms.length && !parted.filters.day && !parted.filters.open)
          parted.sure = false; /* 活动 by itself is a word as any other */
        var all = parted.sure ? [parted, literal] : [literal, parted];
        all.push({ terms: looser(parted.terms), filters: parted.filters });
        all.push({ terms: literal.terms.map(nameless), filters: {} });
        all = numbers
          .map(function (one) {
            return { terms: one, filters: {} };
          })
          .concat(all);
        return all.filter(function (one, at) {
          return !all.slice(0, at).some(function (other) {
            return same(one, other);
          });
        });
      },
    };
  };
})();
