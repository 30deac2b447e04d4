(function () {
  "use strict";
  var articles = Array.prototype.slice.call(document.querySelectorAll("article"));
  var earlier = JSON.parse(document.getElementById("before").textContent);
  var told = document.getElementById("told");

  function chosen(article) {
    return article.querySelector("input[type=radio]:checked").value;
  }

  function say(words, article) {
    told.textContent = words;
    if (article) {
      article.scrollIntoView();
      article.querySelector(".reason input").focus();
    }
  }

  function decisions(role, day) {
    var found = {};
    articles.forEach(function (article) {
      var id = article.dataset.submission;
      if (!found[id]) {
        found[id] = { submission: id, stage: Number(earlier.stage), by_role: role, on: day, homes: {} };
        if (earlier.decisions[id]) found[id].earlier = earlier.decisions[id];
      }
      found[id].homes[article.dataset.home] = {
        decision: chosen(article),
        reason: article.querySelector(".reason input").value.trim(),
        shown: article.dataset.shown
      };
      var code = article.querySelector(".code input");
      if (code) found[id].homes[article.dataset.home].identity = code.value.trim();
    });
    return Object.keys(found).map(function (id) { return found[id]; });
  }

  document.getElementById("all").addEventListener("click", function () {
    var count = 0;
    articles.forEach(function (article) {
      var agree = article.querySelector("input[value=agreed]");
      if (!agree.disabled && !article.querySelector("ul, h3, .earlier") && chosen(article) === "later") {
        agree.checked = true;
        count += 1;
      }
    });
    say("选了 " + count + " 家同意。有删除、有疑问的没有动，请一家一家看。");
  });

  document.getElementById("save").addEventListener("click", function () {
    var role = document.getElementById("role").value.trim();
    var day = document.getElementById("day").value;
    if (!role || !day) {
      say("先填审核岗位和日期。");
      document.getElementById(role ? "day" : "role").focus();
      return;
    }
    var missing = articles.filter(function (article) {
      return chosen(article) === "returned" && !article.querySelector(".reason input").value.trim();
    })[0];
    if (missing) {
      say("退回的要写原因。", missing);
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
    say("存好了：" + link.download + "，在浏览器的下载文件夹里。");
  });
})();
