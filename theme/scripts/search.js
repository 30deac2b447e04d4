/* Finding a home. The name list answers names, pinyin, streets and filters; Pagefind answers any other words. */
(function () {
  "use strict";
  var PAGE = 20, box = document.querySelector(".search"), field = document.getElementById("q");
  var sentence = box.querySelector(".sentence"), list = box.querySelector(".results"), count = box.querySelector(".search__count");
  var more = box.querySelector(".search__more"), none = box.querySelector(".search__none"), meant = box.querySelector(".search__meant");
  var CHOICES = ["district", "street", "item", "badge"], SWITCHES = ["weekend", "step-free"];
  var city = null, homes = [], chosen = {}, shown = PAGE, found = [], asked = 0, fulltext = null;

  /* ---- the name list ---- */
  function unpack(data) {
    city = data;
    homes = data.homes.map(function (row, number) {
      var street = data.streets[row[2]], district = data.districts[street[0]], syllables = row[5].split(" ");
      return {
        number: number, name: row[1], address: "homes/" + district[0] + "/" + row[0] + "/", district: district, street: street,
        items: row[3], flags: row[4], aliases: row[6], phone: row[7],
        initials: syllables.map(function (s) { return s[0] || ""; }).join(""), pinyin: syllables.join("")
      };
    });
  }
  function flag(home, name) { return home.flags >> city.flags.indexOf(name) & 1; }
  function offers(home, code) {                                  /* an item, or any item of a function */
    return city.items.some(function (item, bit) {
      return home.items >> bit & 1 && (item[0] === code || item[0].split(".")[0] === code);
    });
  }

  /* ---- asking ---- */
  function terms(text) {                                         /* voice input ends in 。 and pasted names carry quotes */
    return text.normalize("NFKC").toLowerCase().replace(/[\s\u3000，。、？！,.?!：:；;“”‘’"'《》（）()·]+/g, " ").trim().split(" ").filter(Boolean);
  }
  function inOrder(term, name) {
    var at = -1;
    return term.length > 1 && Array.from(term).every(function (letter) { return (at = name.indexOf(letter, at + 1)) >= 0; });
  }
  function rank(home, term) {                                    /* smaller is better; 0 is no match */
    var name = home.name.toLowerCase();
    if (name === term || name.indexOf(term) === 0) return 1;
    if (name.indexOf(term) > 0) return 2;
    if (home.aliases.toLowerCase().indexOf(term) >= 0) return 3;
    if (/^[a-z0-9]+$/.test(term)) {
      if (home.initials === term || home.pinyin === term) return 1;
      if (home.initials.indexOf(term) === 0 || home.pinyin.indexOf(term) === 0) return 2;
      if (term.length > 1 && (home.initials.indexOf(term) > 0 || home.pinyin.indexOf(term) > 0)) return 4;
    }
    if (home.street[2].indexOf(term) >= 0 || home.district[1].indexOf(term) >= 0) return 5;
    if (inOrder(term, home.name.replace("妇女之家", ""))) return 6;
    return 0;
  }
  function synonyms(term) {                                      /* a resident's own words → items of service */
    var items = {};
    city.synonyms.forEach(function (row) {
      if (row[0].some(function (word) { return word === term || (term.length > 1 && (word.indexOf(term) >= 0 || term.indexOf(word) >= 0)); }))
        row[1].forEach(function (item) { items[item] = true; });
    });
    city.items.forEach(function (item) { if (term.length > 1 && item[1].indexOf(term) >= 0) items[item[0]] = true; });
    return Object.keys(items);
  }
  function byName(words) {                                       /* number of the home → rank, for homes that match every word */
    var ranks = {};
    homes.forEach(function (home) {
      var sum = 0;
      var all = words.every(function (term) {
        var one = rank(home, term);
        if (!one && synonyms(term).some(function (item) { return offers(home, item); })) one = 7;
        sum += one;
        return one > 0;
      });
      if (all) ranks[home.number] = sum;
    });
    return ranks;
  }

  /* ---- full text: each word as a quoted phrase, a space round every Han character, the answers intersected ---- */
  function spaced(text) { return text.replace(/([\u3400-\u9fff\uf900-\ufaff])/g, " $1 ").replace(/ {2,}/g, " ").trim(); }
  function close(text) {                                         /* the marks of a phrase become one, Han characters stand together again */
    var han = "[\\u3400-\\u9fff\\uf900-\\ufaff，。、：；？！“”（）《》—…]", mark = "[\u0001\u0002]?";
    return text.replace(/\u0002\s*\u0001/g, " ").replace(/\.(?=\s|$)/g, "。")
      .replace(new RegExp("(" + han + mark + ") +(?=" + mark + han + "|" + mark + "[0-9])", "g"), "$1")
      .replace(new RegExp("([0-9]" + mark + ") +(?=" + mark + han + ")", "g"), "$1");
  }
  function index() {
    if (!fulltext) fulltext = Promise.all([
      import(new URL(box.dataset.fulltext + "pagefind.js", location.href).href),
      fetch(box.dataset.fulltext + "homes.json").then(function (answer) { return answer.json(); })
    ]).then(function (both) {
      return both[0].init().then(function () { return { search: both[0].search, homes: both[1] }; });
    });
    return fulltext;
  }
  function byText(words) {
    return index().then(function (engine) {
      return Promise.all(words.map(function (term) { return engine.search('"' + spaced(term) + '"'); })).then(function (answers) {
        var hits = {}, times = {};
        answers.forEach(function (answer) {
          answer.results.forEach(function (result) {
            var number = engine.homes.indexOf(result.id);
            times[number] = (times[number] || 0) + 1;
            /* the answer itself is kept: Pagefind forgets the words of one that is collected */
            hits[number] = { score: (hits[number] ? hits[number].score : 0) + result.score, answer: result };
          });
        });
        Object.keys(hits).forEach(function (number) { if (times[number] < words.length || number < 0) delete hits[number]; });
        return hits;
      });
    });
  }

  /* ---- filters ---- */
  function control(name) { return sentence.elements.namedItem(name); }
  function fits(home, but) {
    return (but === "district" || !chosen.district || home.district[0] === chosen.district)
      && (but === "district" || but === "street" || !chosen.street || home.street[1] === chosen.street)
      && (but === "item" || !chosen.item || offers(home, chosen.item))
      && (but === "badge" || !chosen.badge || flag(home, chosen.badge))
      && SWITCHES.every(function (name) { return but === name || !chosen[name] || flag(home, name); });
  }
  function options(select, first, rows) {
    select.textContent = "";
    [["", first]].concat(rows).forEach(function (row) {
      var option = new Option(row[1] + (row[2] === undefined ? "" : " " + row[2]), row[0]);
      option.disabled = row[2] === 0 && row[0] !== chosen[select.name];
      select.add(option);
    });
    select.value = chosen[select.name] || "";
  }
  function counts(matching) {
    function having(but, test) { return matching.filter(function (home) { return fits(home, but) && test(home); }).length; }
    options(control("district"), "全市", city.districts.map(function (d) {
      return [d[0], d[1], having("district", function (h) { return h.district === d; })];
    }));
    var streets = city.streets.filter(function (s) { return city.districts[s[0]][0] === chosen.district; });
    options(control("street"), chosen.district ? "各街道乡镇" : "哪儿都行", streets.map(function (s) {
      return [s[1], s[2], having("street", function (h) { return h.street === s; })];
    }));
    control("street").parentNode.hidden = !chosen.district;
    var items = [];
    Object.keys(city.functions).forEach(function (code) {
      items.push([code, city.functions[code], having("item", function (h) { return offers(h, code); })]);
      city.items.forEach(function (item) {
        if (item[0].split(".")[0] === code && item[1] !== city.functions[code])
          items.push([item[0], "　" + item[1], having("item", function (h) { return offers(h, item[0]); })]);
      });
    });
    options(control("item"), "什么服务都行", items);
    options(control("badge"), "示范不示范都看", [["city", "只看市级示范"], ["district", "只看区级示范"]].map(function (row) {
      return row.concat(having("badge", function (h) { return flag(h, row[0]); }));
    }));
    SWITCHES.forEach(function (name) {
      var chip = control(name);
      chip.setAttribute("aria-pressed", chosen[name] ? "true" : "false");
      chip.querySelector("small").textContent = having(name, function (h) { return flag(h, name); });
    });
    control("clear").hidden = !CHOICES.concat(SWITCHES).some(function (name) { return chosen[name]; });
  }

  /* ---- showing ---- */
  function element(name, attributes, children) {
    var made = document.createElement(name);
    Object.keys(attributes || {}).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    (children || []).forEach(function (child) { if (child) made.append(child); });
    return made;
  }
  function icon(name) {
    var svg = document.createElementNS("http://www.w3.org/2000/svg", "svg"), use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    svg.setAttribute("class", "icon"); svg.setAttribute("aria-hidden", "true");
    use.setAttribute("href", box.dataset.icons + "#" + name); svg.append(use);
    return svg;
  }
  function marked(text, words) {
    var best = words.filter(function (term) { return text.toLowerCase().indexOf(term) >= 0; })[0];
    if (!best) return [text];
    var at = text.toLowerCase().indexOf(best);
    return [text.slice(0, at), element("mark", {}, [text.slice(at, at + best.length)]), text.slice(at + best.length)];
  }
  function badges(home) {
    var held = [["city", "市级示范"], ["district", "区级示范"]].filter(function (row) { return flag(home, row[0]); });
    return held.length && element("p", { "class": "badges" }, held.map(function (row) {
      return element("span", { "class": "badge badge--" + row[0] }, [icon("medal"), row[1]]);
    }));
  }
  function services(home, words) {
    var wanted = [].concat.apply([], words.map(synonyms)).concat(chosen.item || []);
    var offered = city.items.filter(function (item) { return offers(home, item[0]); });
    offered.sort(function (a, b) { return (wanted.indexOf(b[0]) >= 0) - (wanted.indexOf(a[0]) >= 0); });
    return offered.length && element("ul", { "class": "tags" }, offered.slice(0, 5).map(function (item) { return element("li", {}, [item[1]]); }));
  }
  function excerpt(hit, place) {                                 /* Pagefind's excerpt is HTML: only its words and marks are taken */
    hit.text.answer.data().then(function (data) {
      var text = "";
      new DOMParser().parseFromString(data.excerpt, "text/html").body.childNodes.forEach(function (node) {
        text += node.nodeName === "MARK" ? "\u0001" + node.textContent + "\u0002" : node.textContent;
      });
      place.textContent = "";
      close(text).split("\u0001").forEach(function (part, number) {
        var both = part.split("\u0002");
        if (number) place.append(element("mark", {}, [both[0]]), both[1] || "");
        else place.append("……" + part.replace(/^[，。、：；？！.\s]+/, ""));
      });
      place.append("……");
    }).catch(function () { place.remove(); });                   /* the home is found all the same */
  }
  function row(hit, words) {
    var home = hit.home, said = hit.text && element("p", { "class": "said" }, ["……"]);
    if (said) excerpt(hit, said);
    return element("li", {}, [
      element("div", { "class": "body" }, [
        element("h2", {}, [element("a", { "class": "card-link", href: box.dataset.root.replace(/^\.\/$/, "") + home.address }, marked(home.name, words))]),
        element("p", { "class": "quiet" }, [home.district[1] + " · " + home.street[2]]), badges(home), said, services(home, words)
      ]),
      home.phone && element("p", { "class": "do" }, [element("a", { "class": "btn", href: "tel:" + home.phone.replace(/[^\d+]/g, ""), "aria-label": "打电话给" + home.name }, [icon("phone"), "打电话"])])
    ]);
  }
  function show(words, waiting) {
    var fitting = found.filter(function (hit) { return fits(hit.home); });
    counts(found.map(function (hit) { return hit.home; }));
    list.textContent = "";
    fitting.slice(0, shown).forEach(function (hit) { list.append(row(hit, words)); });
    more.hidden = fitting.length <= shown;
    if (!more.hidden) more.firstElementChild.textContent = "再看 " + Math.min(PAGE, fitting.length - shown) + " 家";
    none.hidden = fitting.length > 0 || waiting;
    count.textContent = fitting.length ? "找到 " + fitting.length + " 家" + (waiting ? "，还在找……" : "") : waiting ? "正在找……" : "没有找到";
    var items = [].concat.apply([], words.map(synonyms));
    meant.hidden = !items.length;
    if (items.length) meant.textContent = "“" + words.join(" ") + "”，也按" + items.slice(0, 3).map(function (code) {
      return "“" + city.items.filter(function (item) { return item[0] === code; })[0][1] + "”";
    }).join("") + "找了。";
  }
  function sorted(ranks, hits) {
    var all = homes.filter(function (home) { return ranks[home.number] || hits[home.number]; }).map(function (home) {
      return { home: home, rank: ranks[home.number] || 99, text: hits[home.number] };
    });
    return all.sort(function (a, b) {
      return a.rank - b.rank || (b.text ? b.text.score : 0) - (a.text ? a.text.score : 0) || a.home.number - b.home.number;
    });
  }
  function search() {
    var words = terms(field.value), turn = ++asked;
    if (!words.length) {
      found = homes.map(function (home) { return { home: home, rank: 0 }; });
      return show(words);
    }
    var ranks = byName(words);
    found = sorted(ranks, {});
    var wants = words.some(function (term) { return /[^\x00-\x7f]/.test(term) || term.length > 2; });
    show(words, wants);
    if (wants) setTimeout(function () {
      if (turn !== asked) return;
      byText(words).then(function (hits) {
        if (turn !== asked) return;
        found = sorted(ranks, hits);
        show(words);
      }).catch(function () { if (turn === asked) show(words); });
    }, 200);
  }

  /* ---- the state is in the address ---- */
  function read() {
    var state = new URLSearchParams(location.search);
    field.value = state.get("q") || "";
    CHOICES.concat(SWITCHES).forEach(function (name) { chosen[name] = state.get(name) || ""; });
    chosen.item = chosen.item || state.get("function") || "";
    shown = PAGE;
  }
  function write() {
    var state = new URLSearchParams();
    if (field.value.trim()) state.set("q", field.value.trim());
    CHOICES.concat(SWITCHES).forEach(function (name) { if (chosen[name]) state.set(name, chosen[name]); });
    var text = state.toString();
    history.replaceState(null, "", text ? "?" + text : location.pathname);
  }
  function changed() { shown = PAGE; write(); search(); }

  field.addEventListener("input", function (event) { if (!event.isComposing) changed(); });
  field.addEventListener("compositionend", changed);
  field.form.addEventListener("submit", function (event) { event.preventDefault(); changed(); count.focus(); });
  sentence.addEventListener("change", function (event) {
    chosen[event.target.name] = event.target.value;
    if (event.target.name === "district") chosen.street = "";
    changed();
  });
  sentence.addEventListener("click", function (event) {
    var button = event.target.closest("button");
    if (!button) return;
    if (button.name === "clear") CHOICES.concat(SWITCHES).forEach(function (name) { chosen[name] = ""; });
    else chosen[button.name] = chosen[button.name] ? "" : "1";
    changed();
    if (button.name === "clear") field.focus();
  });
  more.addEventListener("click", function () {
    var first = shown;
    shown += PAGE;
    show(terms(field.value));
    var next = list.children[first];
    if (next) next.querySelector("a").focus();
  });
  addEventListener("popstate", function () { read(); search(); });

  fetch(box.dataset.names).then(function (answer) { return answer.json(); }).then(function (data) {
    unpack(data);
    sentence.hidden = false;
    read();
    search();
  }).catch(function () { count.textContent = "名单没有取到，请检查网络，再打开一次。"; });
})();
