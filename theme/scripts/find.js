/* Homes that match every word asked for: by the list (name, pinyin, place, what they offer), and by their full text. */
(function () {
  "use strict";

  /* ---- full text: its form is told in generator/search/fulltext.py; what is no letter stands there too, in the same ranges ---- */
  var SEPARATOR = /[\0-/:-@\[-`{-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7\u02c2-\u02df\u0300-\u036f\u2000-\u206f\u20a0-\u20ff\u2190-\u2bff\u2e00-\u2e7f\u2ff0-\u3004\u3008-\u3020\u302a-\u3030\u3036\u3037\u303d-\u303f\u3099-\u309c\u30a0\u30fb\ud800-\uf8ff\ufe00-\ufe6f\uff00-\uffff]/;
  var LONE = "\u3000", BEFORE = 18, AFTER = 42, alike = {};
  function letter(one) {
    if (one.length > 1) return /^[\ud83c-\ud83e]/.test(one) ? " " : one;      /* pictures */
    return SEPARATOR.test(one) ? " " : one < "\x80" ? String.fromCharCode(0xe000 + one.charCodeAt(0)) : one;
  }
  function folded(character) {                                   /* as letters, a blank for what is none; each looked at once */
    if (alike[character] === undefined) alike[character] = Array.from(character.normalize("NFKC").toLowerCase()).map(letter).join("");
    return alike[character];
  }
  function letters(text) { return Array.from(text.normalize("NFC")).map(folded).join("").replace(/ +/g, " ").trim(); }
  function keys(term) {                                          /* what covers a term: [pair, where it stands]; [letter and LONE] of a letter by itself */
    var all = Array.from(letters(term)), found = [], start = 0;
    all.concat(" ").forEach(function (one, end) {
      if (one !== " ") return;
      if (end - start === 1) found.push([all[start] + LONE]);
      for (var at = start; at < end - 1; at += 2) found.push([all[at] + all[at + 1], at]);
      if (end - start > 2 && (end - start) % 2) found.push([all[end - 2] + all[end - 1], end - 2]);
      start = end + 1;
    });
    return found;
  }
  function shard(key, count) {
    var pair = Array.from(key);
    return (pair[0].codePointAt(0) * 61 + pair[1].codePointAt(0)) % count;
  }
  function column(line, at) {                                    /* the numbers from there to the next key */
    var end = at;
    while (line.charCodeAt(end) < 128) end++;
    return homesNumbers(line.slice(at, end));
  }
  function places(line, key) {
    var at = line.indexOf(key), place = 0;
    return at < 0 ? [] : column(line, at + key.length).map(function (distance) { return (place += distance); });
  }
  function following(starts, others, by) {                       /* those starts that one of the others follows at this distance */
    var at = 0;
    return starts.filter(function (start) {
      while (others[at] < start + by) at++;
      return others[at] === start + by;
    });
  }
  function saying(asked, lines) {                                /* of one street: number of the home in it → first place, of those that say it all */
    var span = column(lines[0], 0)[0], starts = null, lone = [], found = {};
    for (var number = 0; number < asked.length; number++) {
      var own = places(lines[number], asked[number][0]), at = asked[number][1];
      if (!own.length) return found;
      if (at === undefined) lone.push(own);
      else starts = starts ? following(starts, own, at) : own.map(function (place) { return place - at; });
    }
    (starts || lone[0].map(function (home) { return (home + 1) * span - 1; })).forEach(function (start) {
      var home = Math.floor(start / span);
      if (found[home] === undefined && lone.every(function (homes) { return homes.indexOf(home) >= 0; })) found[home] = start % span;
    });
    return found;
  }

  function inOrder(term, name) {
    var at = -1;
    return term.length > 1 && Array.from(term).every(function (letter) { return (at = name.indexOf(letter, at + 1)) >= 0; });
  }

  /* `words` is homesWords of the same city; `folder` where the full-text index lies. */
  window.homesFinder = function (city, words, folder) {
    var shards = {}, count = 16, firsts = [], homesBefore = 0;
    while (count <= city.homes.length / 4) count *= 2;
    city.streets.forEach(function (street) { firsts.push(homesBefore); homesBefore += street[3]; });
    var homes = city.homes.map(function (home) {                 /* what is compared, made once */
      return { name: home.name.toLowerCase(), telling: home.name.replace("妇女之家", ""), aliases: home.aliases.toLowerCase(), pinyin: home.syllables.join("") };
    });
    var spelt = city.streets.map(function (street) {             /* places are written as they are said, in their addresses */
      return [street[1], city.districts[street[0]][0]].map(function (slug) { return slug.replace(/-/g, ""); });
    });

    function rank(home, term) {                                    /* smaller is better; 0 is no match */
      var own = homes[home.number], at = own.name.indexOf(term);
      if (at >= 0) return at ? 2 : 1;
      if (own.aliases && own.aliases.indexOf(term) >= 0) return 3;
      if (/^[a-z0-9]+$/.test(term)) {
        if (home.initials === term || own.pinyin === term) return 1;
        if (home.initials.indexOf(term) === 0 || own.pinyin.indexOf(term) === 0) return 2;
        if (term.length > 1 && (home.initials.indexOf(term) > 0 || own.pinyin.indexOf(term) > 0)) return 4;
      }
      if (term.length > 2 && spelt[home.street].some(function (slug) { return slug.indexOf(term) === 0; })) return 5;
      if (city.streets[home.street][2].indexOf(term) >= 0 || city.districts[home.district][1].indexOf(term) >= 0) return 5;
      return inOrder(term, own.telling) ? 6 : 0;
    }
    function names(terms) {                                        /* for each term: number of the home → rank; 7 offers what is meant */
      return terms.map(function (term) {
        var sense = words.meant(term), ranks = new Uint8Array(city.homes.length);
        city.homes.forEach(function (home) {
          ranks[home.number] = rank(home, term) || (home.items & sense.items || sense.flags.some(function (flag) { return city.has(home, flag); }) ? 7 : 0);
        });
        return ranks;
      });
    }
    function join(terms, ranks, hits) {                            /* homes that match every term, by what the list or the text says */
      var needs = terms.map(function (term) { return words.meant(term).items; }), all = [];
      city.homes.forEach(function (home) {
        var sum = 0, own = [], said = 0, score = 0, telling = null;
        for (var at = 0; at < terms.length; at++) {
          var one = ranks[at][home.number], hit = hits[at] && hits[at][home.number];
          if (!one && !hit) return;
          if (hit) { said++; score += hit.score; }
          if (hit && (!telling || !one || one === 7)) telling = hit.words;   /* a place says less than what is done there */
          if (needs[at] && (!one || one === 7)) own.push(needs[at]);
          sum += one || 99;
        }
        all.push({ home: home, rank: sum, score: score, needs: own, text: said === terms.length ? telling : null });
      });
      return all.sort(function (a, b) { return a.rank - b.rank || b.score - a.score || a.home.number - b.home.number; });
    }

    function fetched(number) {                                   /* the lines of a shard, a street each */
      if (!shards[number]) {
        shards[number] = fetch(folder + number + ".txt").then(function (answer) { return answer.ok ? answer.text() : Promise.reject(answer.status); })
          .then(function (text) { return text.split("\n"); });
        shards[number].catch(function () { delete shards[number]; });   /* the next question may be luckier */
      }
      return shards[number];
    }
    function hits(term) {                                        /* number of the home → {score, words}; what stands earlier says more */
      var asked = keys(term);
      return Promise.all(asked.map(function (key) { return fetched(shard(key[0], count)); })).then(function (all) {
        var found = {};
        firsts.forEach(function (first, street) {
          var own = all.length ? saying(asked, all.map(function (lines) { return lines[street]; })) : {};
          Object.keys(own).forEach(function (home) { found[first + +home] = { score: 1 / (1 + own[home]), words: term }; });
        });
        return found;
      });
    }
    function text(terms) {                                       /* hits of each term; of the known word in it where nobody says it whole */
      return Promise.all(terms.map(function (term) {
        var core = words.meant(term).core;
        return hits(term).then(function (found) { return core && !Object.keys(found).length ? hits(core) : found; });
      }));
    }
    return { names: names, text: text, join: join };
  };

  function around(line, wanted) {                                /* [before, found, after], or null where it isn't said */
    var all = Array.from(line), text = "", from = [];
    all.forEach(function (character, number) {
      folded(character).split("").forEach(function (unit) {
        if (unit === " " && /^$| $/.test(text)) return;
        text += unit;
        from.push(number);
      });
    });
    var at = text.indexOf(wanted);
    if (at < 0) return null;
    var begin = from[at], end = from[at + wanted.length - 1] + 1, start = Math.max(0, begin - BEFORE), stop = Math.min(all.length, end + AFTER);
    for (var sentence = begin; sentence > start && !/[。！？；]/.test(all[sentence - 1]); sentence--);
    start = sentence;
    return [(start ? "……" : "") + all.slice(start, begin).join(""), all.slice(begin, end).join(""), all.slice(end, stop).join("") + (stop < all.length ? "……" : "")];
  }
  /* Of a home's words, at this address, those around what was found: parts, the second to be marked. The first line is its name,
     which is shown anyway. */
  window.homesExcerpt = function (address, asked) {
    return fetch(address).then(function (answer) { return answer.ok ? answer.text() : Promise.reject(answer.status); }).then(function (text) {
      var lines = text.normalize("NFC").split("\n").slice(1), wanted = letters(asked), found = null;
      lines.some(function (line) { return (found = around(line, wanted)); });
      return found || [Array.from(lines[0]).slice(0, BEFORE + AFTER).join("") + "……"];
    });
  };
})();
