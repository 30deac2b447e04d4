/* Words that lead to quiet help. They stay in the box, and leave it with their sender: no address, title or store holds them.
   A box is without a name until this runs, so that without scripts nothing typed goes into an address. */
(function () {
  "use strict";
  var OLD = "姦強騷擾蹤脅嚇殺護隨罵關動傷毆褻傢婦媽爺懼鎖讓機話電車協報脫開離馬門聽",
    NEW = "奸强骚扰踪胁吓杀护随骂关动伤殴亵家妇妈爷惧锁让机话电车协报脱开离马门听";
  var WHO =
    "老公|丈夫|老婆|妻子|媳妇|爱人|对象|男友|女友|朋友|前夫|前妻|前任|男人|男的|男方|那口子|当家的|公公|公爹|婆婆|岳父|岳母|爸|妈|爹|父亲|母亲|继父|继母|老头|家人|家里|儿子|女儿|女婿|孙子|大伯|小叔|叔叔|舅|姐夫|亲戚|哥|弟|邻居|上司|领导|老板|同事|老师|房东|两口子|夫妻|有人|对方|(?:^|[^其])他|她";
  var HIT =
    "打(?!工|球|牌|麻将|扑克|太极|拳|鼓|扫|电|手机|招呼|游戏|针|疫苗|听|探|印|字|表|报告|算|折|拼|车|的|包|卡|理|官司|交道|水|饭|扮|伞|烟|油|奖|呼|鼾|喷|哈|毛[衣线]|药|农药|胰|吊|排|毛豆|鱼|猎|粮|谷|场|井|造|磨|零|坐|卦|比|结|点|开|扰|动|断|湿|篮|乒|羽|网|台)";
  var DO =
    HIT +
    "|揍|殴|踢(?!球|毽|足)|踹|掐(?!丝|尖)|扇(?!子|面|贝|形)|捶(?!背|腿|肩)|锤(?!炼|子)|勒|砍(?!柴|树|价)|杀(?!虫|毒|菌|价|鸡|鱼|猪)|虐|欺负|骂|吓|威胁|强迫|强暴|骚扰|跟踪|跟着[我俺]|缠着[我俺]|堵[着在]?[我俺]|摸[我俺]|动粗|闹事|耍酒疯|发酒疯|撒酒疯|酗酒|" +
    "控制(?!体重|血|糖|饮食|情绪|脾气|病|疫|成本)|动手(?!做|能力|操作|实践|术|工|机)|囚|关起|关在";
  var SAID = new RegExp(
    [
      "暴力|家暴|施暴|强暴|虐|殴打|毒打|打架|打骂|[挨遭][打揍骂捶锤踢](?!折|断)|耳光|拳打|家里打|动手动脚|要动手|掐.{0,2}脖|勒.{0,2}脖|[薅扯揪拽].{0,2}头发|摔东西|砸(?:东西|家|门)",
      "骚扰|猥亵|强奸|性侵|非礼|咸猪手|揩油|偷拍|偷窥|偷看.{0,2}(?:洗澡|换衣|上厕所)|裸照|(?:[摸脱扒搂]|(?:^|[^父母相单双乡探成])亲)[了着过]?[我俺]|[老总]跟着[我俺]|尾随|跟踪(?!服务|指导|回访|随访|管理|调查)|威胁|恐吓|要挟|胁迫|逼[我婚]",
      "囚禁|软禁|拘禁|关起来|关着我|关在家|锁在|不让.{0,2}(?:出门|回家|出去|进门|进家|进屋)|限制.{0,2}自由|人身(?:安全|自由)|(?:精神|经济)控制|控制欲|pua",
      "保护令|告诫书|庇护|救命|求救|救救我|(?:^|[^煤燃烟火])报警(?!器|装置|系统)|拿刀|要杀|弄死|同归于尽|不敢回家|拐卖|被拐",
      "不想活|活不下去|活着没|活够了|活腻|没法活|想死|寻死|想不开|自杀|自残|轻生|割腕|抑郁|怕(?:他|老公|丈夫|回家|被)",
      "(?:打(?!扰|动|断)|揍|踢|踹|掐|扇|抽|捶|锤|捅|砍|杀|骂|吓|逼|欺负|控制|强迫|害)[着了过死]?[我俺](?!电话|手机|们家电话)",
      "[打揍踹](?:人(?!工|民)|老婆|媳妇|妻子|女人|女的|孩子|小孩|老人|老太|妈|爸|儿子|女儿)",
      "(?:" + WHO + ").{0,4}(?:" + DO + ")",
      "被(?![子褥罩套面单]).{0,6}(?:" + DO + ")",
    ].join("|"),
  );
  var WHOLE =
    /^(?:控制|动手|害怕|欺负|受欺负|110|12110|jiabao|jiatingbaoli|aida|beida|daren|dawo|laogongdawo|nuedai|saorao|xingsaorao|genzong|weixie|qiangjian|xingqin|baohuling|zisha|xiangsi|xiangbukai|yiyu|jiuming|baojing)$/;

  function plain(text) {
    return text
      .normalize("NFKC")
      .toLowerCase()
      .replace(/[^a-z0-9\u3400-\u9fff]/g, "")
      .replace(/[^\x00-\x7f]/g, function (one) {
        return NEW[OLD.indexOf(one)] || one;
      });
  }
  function word(numbers) {
    return plain(
      numbers
        .split("-")
        .map(function (number) {
          return String.fromCodePoint(parseInt(number, 16) || 32);
        })
        .join(""),
    );
  }
  /* Whether a text is of that kind: by the city's own words, which stand on the form as numbers, or by what people say everywhere. */
  window.homesQuiet = function (form, text) {
    var words = plain(text),
      own = form.dataset.quiet.split(" ").map(word).filter(Boolean);
    return (
      WHOLE.test(words) ||
      SAID.test(words) ||
      own.some(function (one) {
        return one.length > 1 ? words.indexOf(one) >= 0 : words === one;
      })
    );
  };

  document.querySelectorAll(".ask[data-quiet]").forEach(function (form) {
    var box = form.querySelector("input[type=search]");
    box.name = "q";
    if (form.dataset.help)
      form.addEventListener("submit", function (event) {
        event.preventDefault();
        if (!homesQuiet(form, box.value)) {
          /* what stands behind # is sent to nobody */
          location.assign(form.action + "#q=" + encodeURIComponent(box.value));
          return;
        }
        box.value = ""; /* whoever comes back finds an empty box */
        location.assign(form.dataset.help);
      });
  });
})();
