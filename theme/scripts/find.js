/* Homes that match every word asked for: by the list (name, pinyin, place, what they offer), and by their full text. */
(function () {
  "use strict";
  var NAMED = 6; /* ranks below it: what a home or its place is called */

  /* All of the same city: `known` is homesNames, `words` homesWords, `fulltext` homesFulltext. */
  window.homesFinder = function (city, words, known, fulltext) {
    function names(terms) {
      /* for each term: number of the home → rank; 7 offers what is meant */
      return terms.map(function (term) {
        var sense = words.meant(term),
          ranks = new Uint8Array(city.homes.length);
        city.homes.forEach(function (home) {
          ranks[home.number] =
            known.rank(home, term) ||
            (home.items & sense.items ||
            sense.flags.some(function (flag) {
              return city.has(home, flag);
            })
              ? 7
              : 0);
        });
        return ranks;
      });
    }
    function join(terms, ranks, hits) {
      /* homes that match every term, by what the list or the text says */
      var needs = terms.map(function (term) {
          return words.meant(term).items;
        }),
        all = [];
      city.homes.forEach(function (home) {
        var sum = 0,
          own = [],
          matched = 0,
          score = 0,
          telling = null;
        for (var at = 0; at < terms.length; at++) {
          var one = ranks[at][home.number],
            hit = hits[at] && hits[at].homes[home.number];
          if (!one && !hit) return;
          if (hit) {
            matched++;
            score += hit.score;
          }
          if (hit && (!telling || !one || one === 7))
            telling = hit.words; /* a place says less than what is done there */
          if (needs[at] && (!one || one === 7)) own.push(needs[at]);
          sum += one || 99;
        }
        all.push({ home: home, rank: sum, score: score, needs: own, text: matched === terms.length ? telling : null });
      });
      return all.sort(function (a, b) {
        return a.rank - b.rank || b.score - a.score || a.home.number - b.home.number;
      });
    }

    function text(terms) {
      /* hits of each term; of the known word in it where nobody says it whole */
      return Promise.all(
        terms.map(function (term) {
          var core = words.meant(term).core;
          return fulltext.hits(term).then(function (found) {
            return core && !Object.keys(found.homes).concat(Object.keys(found.stories)).length
              ? fulltext.hits(core)
              : found;
          });
        }),
      );
    }
    function isAbout(story, term) {
      var sense = words.meant(term);
      return story.topics.some(function (code) {
        return sense.functions.indexOf(code) >= 0 || (code.indexOf(".") > 0 && sense.items & city.mask(code));
      });
    }
    /* The stories that say every term, or whose home a term names by name or place, and the brands that are about it: those that say it
       soonest first. Of brands and of the `kind` that is asked for each is looked at, of others those that say a term. */
    function stories(terms, ranks, hits, kind) {
      var all = {};
      hits.forEach(function (hit) {
        Object.keys(hit.stories).forEach(function (number) {
          all[number] = true;
        });
      });
      return fulltext.stories().then(function (stories) {
        [kind, "brand"].forEach(function (one) {
          stories.all(one).forEach(function (number) {
            all[number] = true;
          });
        });
        return Object.keys(all)
          .map(function (number) {
            var story = stories.of(+number),
              score = 0,
              words = "",
              matched = false;
            var fits = terms.every(function (term, at) {
              var hit = hits[at] && hits[at].stories[number];
              if (hit) {
                score += hit.score;
                words = words || hit.words;
              }
              if (hit || isAbout(story, term)) return (matched = true);
              return story.home !== null && ranks[at][story.home] > 0 && ranks[at][story.home] < NAMED;
            });
            return fits && (matched || story.kind === kind) && { story: story, score: score, words: words };
          })
          .filter(Boolean)
          .sort(function (a, b) {
            return b.score - a.score || a.story.number - b.story.number;
          });
      });
    }
    return { names: names, text: text, join: join, stories: stories };
  };
})();
