/* A district's services that come again every week, unpacked: activities/<district>/weekly.json, as generator/feeds/weekly.py writes it. */
window.homesWeekly = function (data) {
  "use strict";
  return data.home.map(function (number, n) {
    var home = data.homes[number],
      kind = data.kinds[data.kind[n]];
    return {
      slug: home[0],
      name: home[1],
      closures: home[2],
      title: data.titles[data.title[n]],
      item: kind[0],
      who: kind[1],
      when: data.whens[data.when[n]],
      text: data.texts[data.when[n]],
    };
  });
};
