(function () {
  "use strict";
  var articles = list(document, "article");
  var earlier = JSON.parse(document.getElementById("before").textContent);
  var told = document.getElementById("told");
  var unsaved = false;

  function list(within, selector) {
    return Array.prototype.slice.call(within.querySelectorAll(selector));
  }

  function chosen(article) {
    return article.querySelector("fieldset input[type=radio]:checked").value;
  }

  function reasonOf(article) {
    return article.querySelector(".reason input").value.trim();
  }

  function say(words, article, field) {
    told.textContent = words;
    if (article) {
      article.scrollIntoView();
      (field || article.querySelector(".reason input")).focus();
    }
  }

  /* What is picked of an item: agreed, returned, a value of a clash, or nothing yet. */
  function picked(item) {
    var one = item.querySelector(".pick input:checked, .three input:checked");
    return one ? one.value : item.hasAttribute("data-red") ? "" : "agreed";
  }

  function undecided(article) {
    return list(article, ".item[data-red]").filter(function (item) {
      return item.getAttribute("data-kind") !== "clash" && !picked(item);
    });
  }

  function heldWithoutReason(article) {
    if (reasonOf(article)) return false;
    return list(article, ".item[data-held]").some(function (item) {
      return ["agreed", "came", "sent"].indexOf(picked(item)) >= 0;
    });
  }

  function unexplained(article) {
    return list(article, ".item").filter(function (item) {
      return picked(item) === "returned" && !item.querySelector(".back input").value.trim();
    })[0];
  }

  function verdict(article) {
    var said = {
      decision: chosen(article),
      reason: reasonOf(article),
      shown: article.getAttribute("data-shown"),
      returned: {},
      values: {},
    };
    list(article, ".item").forEach(function (item) {
      var name = item.getAttribute("data-item");
      var what = picked(item);
      if (item.getAttribute("data-kind") === "clash") {
        if (what) said.values[name] = what;
      } else if (what === "returned") {
        said.returned[name] = item.querySelector(".back input").value.trim();
      }
    });
    var code = article.querySelector(".code input");
    if (code) said.identity = code.value.trim();
    return said;
  }

  function decisions(role, day) {
    var found = {};
    articles.forEach(function (article) {
      var id = article.getAttribute("data-submission");
      if (!found[id]) {
        found[id] = { submission: id, stage: Number(earlier.stage), by_role: role, on: day, homes: {} };
        if (earlier.decisions[id]) found[id].earlier = earlier.decisions[id];
      }
      found[id].homes[article.getAttribute("data-home")] = verdict(article);
    });
    return Object.keys(found).map(function (id) {
      return found[id];
    });
  }

  function showBack(item) {
    var back = item.querySelector(".back");
    if (back) back.hidden = picked(item) !== "returned";
  }

  /* Decisions that were saved before are picked again, where the same is shown. */
  function resume(saved) {
    var count = 0;
    (Array.isArray(saved) ? saved : [saved]).forEach(function (decision) {
      articles.forEach(function (article) {
        var said = decision.homes && decision.homes[article.getAttribute("data-home")];
        var here = decision.submission === article.getAttribute("data-submission") && decision.stage === earlier.stage;
        if (!here || !said || said.shown !== article.getAttribute("data-shown")) return;
        pickAgain(article, said);
        count += 1;
      });
    });
    return count;
  }

  function pickAgain(article, said) {
    var box = article.querySelector("fieldset input[value=" + said.decision + "]");
    if (box && !box.disabled) box.checked = true;
    article.querySelector(".reason input").value = said.reason || "";
    var code = article.querySelector(".code input");
    if (code && said.identity) code.value = said.identity;
    list(article, ".item").forEach(function (item) {
      var name = item.getAttribute("data-item");
      var reason = (said.returned || {})[name];
      var value = (said.values || {})[name] || (reason ? "returned" : said.decision === "agreed" ? "agreed" : "");
      list(item, ".pick input, .three input").forEach(function (input) {
        input.checked = input.value === value && !input.disabled;
      });
      if (reason) item.querySelector(".back input").value = reason;
      showBack(item);
    });
  }

  document.addEventListener("change", function (event) {
    unsaved = unsaved || event.target.id !== "again";
    var item = event.target;
    while (item && !(item.classList && item.classList.contains("item"))) item = item.parentNode;
    if (item && event.target.value === "returned") {
      showBack(item);
      if (event.target.checked) item.querySelector(".back input").focus();
    } else if (item) {
      showBack(item);
    }
  });

  document.addEventListener("click", function (event) {
    if (!event.target.classList.contains("ready")) return;
    var box = event.target.parentNode.parentNode.querySelector("input");
    box.value = event.target.textContent;
    box.focus();
  });

  document.getElementById("all").addEventListener("click", function () {
    var count = 0;
    articles.forEach(function (article) {
      var agree = article.querySelector("fieldset input[value=agreed]");
      var open = article.querySelector(".item[data-red], .warning, .list, .earlier, .tag.new");
      if (!agree.disabled && !open && chosen(article) === "later") {
        agree.checked = true;
        unsaved = true;
        count += 1;
      }
    });
    say("选了 " + count + " 家同意。有红的、有疑问的、新的没有动，请一家一家看。");
  });

  document.getElementById("again").addEventListener("change", function (event) {
    var file = event.target.files[0];
    if (!file) return;
    var reader = new FileReader();
    reader.onload = function () {
      var count = -1;
      try {
        count = resume(JSON.parse(reader.result));
      } catch (error) {
        count = -1;
      }
      say(count < 0 ? "这不是这一页存的决定。" : "接上了 " + count + " 家。内容变过的没有接，请重新看。");
    };
    reader.readAsText(file);
  });

  function problem() {
    for (var i = 0; i < articles.length; i += 1) {
      var article = articles[i];
      var kind = chosen(article);
      if (kind === "returned" && !reasonOf(article)) return ["退回的要写原因。", article];
      if (kind !== "agreed") continue;
      var open = undecided(article);
      if (open.length) {
        return [
          "这一家还有 " + open.length + " 处红的没有定。",
          article,
          open[0].querySelector(".pick input:not([disabled])"),
        ];
      }
      var silent = unexplained(article);
      if (silent) return ["退回这一处，要写原因。", article, silent.querySelector(".back input")];
      if (heldWithoutReason(article)) return ["用了要暂停的词语，同意的要写理由。", article];
    }
    return null;
  }

  document.getElementById("save").addEventListener("click", function () {
    var role = document.getElementById("role").value.trim();
    var day = document.getElementById("day").value;
    if (!role || !day) {
      say("先填审核岗位和日期。");
      document.getElementById(role ? "day" : "role").focus();
      return;
    }
    var wrong = problem();
    if (wrong) {
      say(wrong[0], wrong[1], wrong[2]);
      return;
    }
    var made = decisions(role, day);
    var text = JSON.stringify(made.length === 1 ? made[0] : made, null, 1);
    var link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = "决定-第" + earlier.stage + "级-" + day + ".json";
    document.body.appendChild(link);
    link.click();
    document.body.removeChild(link);
    unsaved = false;
    say("存好了：" + link.download + "，在浏览器的下载文件夹里。没有定的不动，下回点“接着上次存的”打开它。");
  });

  window.addEventListener("beforeunload", function (event) {
    if (!unsaved) return;
    event.preventDefault();
    event.returnValue = "";
  });

  list(document, ".queue a").forEach(function (link) {
    link.addEventListener("click", function () {
      list(document, ".queue a[aria-current]").forEach(function (one) {
        one.removeAttribute("aria-current");
      });
      link.setAttribute("aria-current", "true");
    });
  });
})();
