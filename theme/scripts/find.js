/* Homes that match every word asked for: by the list (name, pinyin, place, what they offer), and by the full text of Pagefind. */
(function () {
  "use strict";

  /* ---- full text: each word as a quoted phrase, a space round every Han character, the answers intersected ---- */
  function spaced(text) { return text.replace(/([\u3400-\u9fff\uf900-\ufaff])/g, " $1 ").replace(/ {2,}/g, " ").trim(); }
  function close(text) {                                         /* the marks of a phrase become one, Han characters stand together again */
    var han = "[\\u3400-\\u9fff\\uf900-\\ufaff，。、：；？！“”（）《》—…]", mark = "[\u0001\u0002]?";
    return text.replace(/\u0002\s*\u0001/g, " ").replace(/\.(?=\s|$)/g, "。")
      .replace(new RegExp("(" + han + mark + ") +(?=" + mark + han + "|" + mark + "[0-9])", "g"), "$1")
      .replace(new RegExp("([0-9]" + mark + ") +(?=" + mark + han + ")", "g"), "$1");
  }

  function inOrder(term, name) {
    var at = -1;
    return term.length > 1 && Array.from(term).every(function (letter) { return (at = name.indexOf(letter, at + 1)) >= 0; });
  }

  /* `words` is homesWords of the same city; `folder` where the full-text index lies. */
  window.homesFinder = function (city, words, folder) {
    var fulltext = null;
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
          if (hit && (!telling || !one || one === 7)) telling = hit.answer;   /* a place says less than what is done there */
          if (needs[at] && (!one || one === 7)) own.push(needs[at]);
          sum += one || 99;
        }
        all.push({ home: home, rank: sum, score: score, needs: own, text: said === terms.length ? telling : null });
      });
      return all.sort(function (a, b) { return a.rank - b.rank || b.score - a.score || a.home.number - b.home.number; });
    }

    function index() {
      if (!fulltext) fulltext = Promise.all([
        import(new URL(folder + "pagefind.js", location.href).href),
        fetch(folder + "homes.json").then(function (answer) { return answer.json(); })
      ]).then(function (both) {
        var number = {};
        both[1].forEach(function (id, at) { number[id] = at; });
        return both[0].init().then(function () { return { search: both[0].search, number: number }; });
      });
      return fulltext;
    }
    function hits(engine, term) {                                /* number of the home → {score, answer} */
      return engine.search('"' + spaced(term) + '"').then(function (answer) {
        var found = {};
        answer.results.forEach(function (result) {
          /* the answer itself is kept: Pagefind forgets the words of one that is collected */
          if (engine.number[result.id] !== undefined) found[engine.number[result.id]] = { score: result.score, answer: result };
        });
        return found;
      });
    }
    function text(terms) {                                       /* hits of each term; of the known word in it where nobody says it whole */
      return index().then(function (engine) {
        return Promise.all(terms.map(function (term) {
          var core = words.meant(term).core;
          return hits(engine, term).then(function (found) { return core && !Object.keys(found).length ? hits(engine, core) : found; });
        }));
      });
    }
    return { names: names, text: text, join: join };
  };

  /* The words around what was found, the odd parts marked. Pagefind's excerpt is HTML: only its words and marks are taken. */
  window.homesExcerpt = function (answer) {
    return answer.data().then(function (data) {
      var text = "";
      new DOMParser().parseFromString(data.excerpt, "text/html").body.childNodes.forEach(function (node) {
        text += node.nodeName === "MARK" ? "\u0001" + node.textContent + "\u0002" : node.textContent;
      });
      return close(text).split(/[\u0001\u0002]/).map(function (part, number) { return number ? part : part.replace(/^[，。、：；？！.\s]+/, ""); });
    });
  };
})();
