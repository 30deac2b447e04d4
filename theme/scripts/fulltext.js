/* The full-text index, asked in the browser: its form is told in generator/search/fulltext.py. */
(function () {
  "use strict";
  var LONE = "\u3000";

  function keys(term) {
    /* what covers a term: [pair, where it stands]; [letter and LONE] of a letter by itself */
    var all = Array.from(homesLetters.of(term)),
      found = [],
      start = 0;
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
  function column(line, at) {
    /* the numbers from there to the next key */
    var end = at;
    while (line.charCodeAt(end) < 128) end++;
    return homesNumbers(line.slice(at, end));
  }
  function places(line, key) {
    var at = line.indexOf(key),
      place = 0;
    return at < 0
      ? []
      : column(line, at + key.length).map(function (distance) {
          return (place += distance);
        });
  }
  function following(starts, others, by) {
    /* those starts that one of the others follows at this distance */
    var at = 0;
    return starts.filter(function (start) {
      while (others[at] < start + by) at++;
      return others[at] === start + by;
    });
  }
  function saying(asked, lines) {
    /* of one street: number in it → first place, of those that say it all */
    var span = column(lines[0], 0)[0],
      starts = null,
      lone = [],
      found = {};
    for (var number = 0; number < asked.length; number++) {
      var own = places(lines[number], asked[number][0]),
        at = asked[number][1];
      if (!own.length) return found;
      if (at === undefined) lone.push(own);
      else
        starts = starts
          ? following(starts, own, at)
          : own.map(function (place) {
              return place - at;
            });
    }
    (
      starts ||
      lone[0].map(function (one) {
        return (one + 1) * span - 1;
      })
    ).forEach(function (start) {
      var one = Math.floor(start / span);
      if (
        found[one] === undefined &&
        lone.every(function (all) {
          return all.indexOf(one) >= 0;
        })
      )
        found[one] = start % span;
    });
    return found;
  }

  /* `folder`: where the index lies; `list`: the address of the list of stories. */
  window.homesFulltext = function (city, folder, list) {
    var shards = {},
      count = 16,
      firsts = [],
      homesBefore = 0,
      loaded = null;
    while (count <= city.homes.length / 4) count *= 2;
    city.streets.forEach(function (street) {
      firsts.push(homesBefore);
      homesBefore += street[3];
    });

    function stories() {
      if (!loaded) {
        loaded = fetch(list)
          .then(function (answer) {
            return answer.json();
          })
          .then(function (data) {
            return homesStories(city, data);
          });
        loaded.catch(function () {
          loaded = null;
        });
      }
      return loaded;
    }
    function fetched(number) {
      /* the lines of a shard, a street each */
      if (!shards[number]) {
        shards[number] = fetch(folder + number + ".txt")
          .then(function (answer) {
            return answer.ok ? answer.text() : Promise.reject(answer.status);
          })
          .then(function (text) {
            return text.split("\n");
          });
        shards[number].catch(function () {
          delete shards[number];
        }); /* the next question may be luckier */
      }
      return shards[number];
    }
    /* Of what says a term, `homes` and `stories`: number → {score, words}; what stands earlier says more. A home says what its stories say. */
    function hits(term) {
      var asked = keys(term);
      return Promise.all(
        [stories()].concat(
          asked.map(function (key) {
            return fetched(shard(key[0], count));
          }),
        ),
      ).then(function (all) {
        var known = all[0],
          found = { homes: {}, stories: {} };
        if (asked.length)
          known.streets.forEach(function (first, street) {
            var homes = street < city.streets.length ? city.streets[street][3] : 0;
            var own = saying(
              asked,
              all.slice(1).map(function (lines) {
                return lines[street];
              }),
            );
            Object.keys(own).forEach(function (one) {
              var hit = { score: 1 / (1 + own[one]), words: term },
                story,
                home;
              if (one < homes) {
                found.homes[firsts[street] + +one] = hit;
                return;
              }
              story = first + +one - homes;
              home = known.of(story).home;
              found.stories[story] = hit;
              if (home !== null && !found.homes[home]) found.homes[home] = { score: hit.score / 4, words: term };
            });
          });
        return found;
      });
    }
    return { hits: hits, stories: stories };
  };
})();
