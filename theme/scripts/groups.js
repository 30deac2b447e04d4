/* Results that are no homes: activities, brands, families, features, each kind a group with its count; tabs that narrow to one. */
(function () {
  "use strict";
  var KINDS = {
      home: document.querySelector("[data-called]").dataset.called,
      activity: "活动",
      brand: "品牌",
      family: "家庭故事",
      feature: "好做法",
    },
    COUNTED = { activity: "场", brand: "个", family: "个", feature: "篇" },
    FEW = 3,
    PAGE = 20,
    WEEK = "日一二三四五六";

  function today() {
    return new Date(Date.now() + 8 * 36e5).toISOString().slice(0, 10);
  }
  function coming(one) {
    return one.story.last >= today();
  }
  function order(a, b) {
    /* of activities: the next first, then those that are over, the last first */
    if (coming(a) !== coming(b)) return coming(b) - coming(a);
    return (
      (coming(a) ? 1 : -1) * (a.story.day < b.story.day ? -1 : a.story.day > b.story.day ? 1 : 0) || b.score - a.score
    );
  }
  function weekday(day) {
    return new Date(day + "T00:00Z").getUTCDay();
  }

  /* `box`: the tabs and the place of the groups; `page`: `element(name, attributes, children)`, `marked(text)`, `address(path)`,
     `choose(kind)`. */
  window.homesGroups = function (city, tabs, place, page) {
    var shown = {};

    function leaf(day) {
      return page.element("time", { class: "leaf", datetime: day }, [
        page.element("i", {}, [+day.slice(5, 7) + " 月"]),
        page.element("b", {}, [+day.slice(8) + ""]),
        page.element("span", {}, ["周" + WEEK[weekday(day)]]),
      ]);
    }
    function row(one) {
      var story = one.story,
        home = story.home === null ? null : city.homes[story.home];
      var folder = page.address(home ? "homes/" + home.identity + "/" : story.address.split("#")[0]);
      var title = page.element("h3", {}, ["……"]),
        note = page.element("p", { class: "quiet" }),
        lead = page.element("p", { hidden: "" }),
        text = page.element("p", { class: "said" });
      var whose = home && page.element("p", { class: "quiet" }, [city.districts[home.district][1] + " · " + home.name]);
      var year = story.day && story.day.slice(0, 4) !== today().slice(0, 4) ? story.day.slice(0, 4) + " 年" : "";
      var state = [story.day && !coming(one) && "已经办过了", year].filter(Boolean).join("，");
      var over = state && page.element("p", { class: "quiet" }, [state]);
      var made = page.element("li", { class: "hit" }, [
        story.day && leaf(story.day),
        page.element(
          "div",
          {},
          story.kind === "brand" ? [title, lead, text, note, whose] : [title, note, over, text, whose],
        ),
      ]);
      homesStory(folder, home ? story.at + 1 : 0, one.words)
        .then(function (found) {
          title.textContent = "";
          title.append(page.element("a", { class: "card-link", href: found.address }, page.marked(found.title)));
          note.textContent = found.note;
          note.hidden = !found.note;
          lead.textContent = found.lead;
          lead.hidden = !lead.textContent;
          if (found.excerpt.join("") !== found.note.split("，").pop())
            found.excerpt.forEach(function (part, number) {
              text.append(number % 2 ? page.element("mark", {}, [part]) : part);
            });
          text.hidden = !text.textContent;
        })
        .catch(function () {
          made.remove();
        });
      return made;
    }
    function group(kind, all, alone) {
      var most = shown[kind] || (alone ? PAGE : FEW),
        rest = all.length - most;
      var more =
        rest > 0 &&
        page.element("button", { type: "button", class: "more", name: "more", value: kind }, [
          alone ? "再看 " + Math.min(PAGE, rest) + " 条" : KINDS[kind] + "全部 " + all.length + " 条",
        ]);
      return page.element("section", { class: "grp", "aria-label": KINDS[kind] }, [
        page.element("h2", {}, [KINDS[kind], page.element("small", {}, [all.length + ""])]),
        page.element("ol", { class: "hits" }, all.slice(0, most).map(row)),
        more,
      ]);
    }
    function tab(kind, name, count, chosen) {
      var made = page.element("button", { type: "button", name: "kind", value: kind }, [
        name,
        page.element("small", {}, [count + ""]),
      ]);
      if (kind === chosen) made.setAttribute("aria-current", "true");
      return made;
    }
    tabs.addEventListener("click", function (event) {
      var button = event.target.closest("button");
      if (button) page.choose(button.value);
    });
    place.addEventListener("click", function (event) {
      var button = event.target.closest("button");
      if (!button) return;
      if (place.children.length > 1 || !place.dataset.alone) return page.choose(button.value);
      shown[button.value] = (shown[button.value] || PAGE) + PAGE;
      page.choose(button.value);
    });

    return {
      /* The stories of each kind, in order. `when`: what was said of time, null for nothing, which sifts activities; `fits(story)`: one that doesn't is left out. */
      sort: function (stories, when, fits) {
        var sorted = {};
        stories.forEach(function (one) {
          var story = one.story,
            day = story.day;
          if (!fits(story)) return;
          if (
            when &&
            day &&
            (!coming(one) ||
              (when.from
                ? story.last < when.from || day > when.to
                : day === story.last && !((homesTimes.mask(when.day) >> ((weekday(day) + 6) % 7)) & 1)))
          )
            return;
          (sorted[story.kind] = sorted[story.kind] || []).push(one);
        });
        if (sorted.activity) sorted.activity.sort(order);
        return sorted;
      },
      /* Draws them beside so many homes; `chosen`: the one kind that is to be seen, "" for all. */
      show: function (sorted, homes, chosen) {
        var kinds = Object.keys(KINDS).filter(function (kind) {
          return sorted[kind];
        });
        var total = kinds.reduce(function (sum, kind) {
          return sum + sorted[kind].length;
        }, homes);
        tabs.hidden = !kinds.length;
        tabs.textContent = place.textContent = "";
        if (!chosen) shown = {};
        if (!kinds.length) return;
        tabs.append(tab("", "全部", total, chosen), tab("home", KINDS.home, homes, chosen));
        kinds.forEach(function (kind) {
          tabs.append(tab(kind, KINDS[kind], sorted[kind].length, chosen));
        });
        if (chosen) place.dataset.alone = chosen;
        else delete place.dataset.alone;
        kinds.forEach(function (kind) {
          if (!chosen || chosen === kind) place.append(group(kind, sorted[kind], chosen === kind));
        });
      },
      label: function (kind) {
        return KINDS[kind];
      },
      counted: function (kind, size) {
        /* 13 个品牌 */
        return size + " " + COUNTED[kind] + KINDS[kind];
      },
      few: FEW,
      kinds: Object.keys(KINDS),
    };
  };
})();
