/* What homes have to tell, each a result of its own: search/stories.json, whose form is told in generator/search/stories.py, and of
   what is shown its words, from said.txt (generator/search/fulltext.py). */
(function () {
  "use strict";
  var DAY = 864e5,
    BEFORE = 18,
    AFTER = 42,
    fetched = {};

  /* All stories by number, in the order of the full-text index: street by street, a home's after the other's; then those of no home. */
  window.homesStories = function (city, data) {
    var brands = homesNumbers(data.brands),
      families = homesNumbers(data.families),
      activities = homesNumbers(data.activities),
      days = homesNumbers(data.days),
      masks = [homesNumbers(data.functions), homesNumbers(data.items)];
    var starts = [0],
      branded = [0],
      dated = [0],
      streets = [],
      before = 0,
      ofKind = {};
    city.homes.forEach(function (_home, number) {
      starts.push(starts[number] + brands[number] + families[number] + activities[number]);
      branded.push(branded[number] + brands[number]);
      dated.push(dated[number] + activities[number]);
    });
    city.streets.forEach(function (street) {
      streets.push(starts[before]);
      before += street[3];
    });
    function owner(number) {
      /* the last home that starts at it or before, and has any */
      var low = 0,
        high = city.homes.length;
      while (high - low > 1) {
        var half = (low + high) >> 1;
        if (starts[half] <= number) low = half;
        else high = half;
      }
      return low;
    }
    function topics(brand) {
      return Object.keys(city.functions)
        .filter(function (_code, bit) {
          return (masks[0][brand] >> bit) & 1;
        })
        .concat(
          city.items
            .filter(function (_item, bit) {
              return (masks[1][brand] >> bit) & 1;
            })
            .map(function (item) {
              return item[0];
            }),
        );
    }
    function after(since) {
      return new Date(Date.parse(data.from) + since * DAY).toISOString().slice(0, 10);
    }
    function of(number) {
      var last = starts[city.homes.length],
        row = data.city[number - last];
      if (row)
        return {
          number: number,
          kind: row[0],
          home: null,
          at: number - last,
          day: "",
          last: "",
          address: row[1],
          topics: row[0] === "brand" ? topics(branded[city.homes.length] + number - last) : [],
        };
      var home = owner(number),
        at = number - starts[home],
        own = at - brands[home] - families[home];
      var place = dated[home] + own,
        day = own >= 0 ? after(days[place]) : "",
        lasting = (own >= 0 && (data.lasting || {})[place]) || 0;
      return {
        number: number,
        kind: at < brands[home] ? "brand" : own < 0 ? "family" : "activity",
        home: home,
        at: at,
        topics: at < brands[home] ? topics(branded[home] + at) : [],
        day: day,
        last: lasting ? after(days[place] + lasting) : day,
        address: "",
      };
    }
    return {
      streets: streets.concat(
        starts[city.homes.length],
      ) /* the number of each street's first, and of the first of no home */,
      /* `home`: its number, null of no home; `at`: which of its home's or the city's; `day`: of an activity; `address`: of one of no home;
         `topics`: codes of functions and items that a brand is about. */
      of: of,
      all: function (kind) {
        /* the numbers of those of a kind */
        var before = ["brand", "family", "activity"].indexOf(kind),
          counts = [brands, families, activities];
        if (ofKind[kind]) return ofKind[kind];
        var found = [];
        city.homes.forEach(function (_home, number) {
          if (before < 0) return;
          var first = counts.slice(0, before).reduce(function (sum, column) {
            return sum + column[number];
          }, starts[number]);
          for (var at = 0; at < counts[before][number]; at++) found.push(first + at);
        });
        data.city.forEach(function (row, at) {
          if (row[0] === kind) found.push(starts[city.homes.length] + at);
        });
        return (ofKind[kind] = found);
      },
    };
  };

  function texts(folder) {
    /* its parts: what it says itself, then its stories */
    if (!fetched[folder]) {
      fetched[folder] = fetch(folder + "said.txt")
        .then(function (answer) {
          return answer.ok ? answer.text() : Promise.reject(answer.status);
        })
        .then(function (text) {
          return text.split("\n\n");
        });
      fetched[folder].catch(function () {
        delete fetched[folder];
      });
    }
    return fetched[folder];
  }
  function around(line, wanted) {
    /* [before, found, after], or null where it isn't said */
    var all = Array.from(line.normalize("NFC")),
      at = homesLetters.find(line, wanted);
    if (!at) return null;
    var begin = at[0],
      end = at[1],
      start = Math.max(0, begin - BEFORE),
      stop = Math.min(all.length, end + AFTER);
    for (var sentence = begin; sentence > start && !/[。！？；]/.test(all[sentence - 1]); sentence--);
    start = sentence;
    return [
      (start ? "……" : "") + all.slice(start, begin).join(""),
      all.slice(begin, end).join(""),
      all.slice(end, stop).join("") + (stop < all.length ? "……" : ""),
    ];
  }
  function excerpt(lines, asked) {
    /* the words around what was found, the second part to be marked; else how they begin */
    var wanted = homesLetters.of(asked),
      found = null,
      first = Array.from(lines[0] || "");
    lines.some(function (line) {
      return (found = around(line, wanted));
    });
    return found || [first.slice(0, BEFORE + AFTER).join("") + (first.length > BEFORE + AFTER ? "……" : "")];
  }
  /* Of the home whose folder that is. Its name, the first line, is shown anyway, and so are its stories' titles. */
  window.homesExcerpt = function (folder, asked) {
    return texts(folder).then(function (parts) {
      return excerpt(
        parts[0]
          .split("\n")
          .slice(1)
          .concat(
            parts
              .slice(1)
              .join("\n")
              .split("\n")
              .map(function (line) {
                return line.split("\t").pop();
              }),
          ),
        asked,
      );
    });
  };
  /* Of a story, the number `at` of that folder: { address, note, title, lead, excerpt }; `lead`: how it begins, where the excerpt is of
     something else. */
  window.homesStory = function (folder, at, asked) {
    return texts(folder).then(function (parts) {
      var lines = parts[at].split("\n"),
        head = lines[0].split("\t"),
        first = lines.slice(1, 2),
        pieces = excerpt(lines.slice(1), asked);
      return {
        address: folder + head[0],
        note: head[1],
        title: head[2],
        lead: pieces.length > 1 && excerpt(first, asked).length < 2 ? excerpt(first, "")[0] : "",
        excerpt: pieces,
      };
    });
  };
})();
