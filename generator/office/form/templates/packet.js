// The ZIP: the draft, and the thing to send. It is opened again here, by whoever goes on.
(function (Form) {
  "use strict";
  var state = Form.state;
  var NOTE =
    "这是“" +
    Form.data.plate +
    "”信息表存下的包，不用解压。\r\n把整个包发回给发表的妇联；要接着填，打开原来的那张表，点“打开上次存的包”，选这个文件。\r\n";

  function name() {
    var day = Form.today().split("-");
    var what = (state.home.cells.name || state.about.home || Form.data.unnamed).replace(/[\\/:*?\x22<>|\s]+/g, "");
    if (state.about.kind === "activity") what += " 活动";
    return (
      what +
      " " +
      Number(day[1]) +
      "月" +
      Number(day[2]) +
      "日" +
      (state.about.book === "private" ? " 内部资料 不发微信" : "") +
      ".zip"
    );
  }

  // Names of the pictures that something speaks of.
  function used(entries) {
    var said = JSON.stringify(entries);
    return Object.keys(state.photos)
      .sort()
      .filter(function (photo) {
        return said.indexOf(photo) >= 0;
      });
  }

  // {name, blob, photos, problems}
  function save(problems) {
    var entries = Form.entries();
    var photos = used(entries);
    var said = {};
    Object.keys(state.about).forEach(function (key) {
      said[key] = state.about[key];
    });
    said.saved = Form.today();
    said.problems = problems;
    said.entries = entries;
    said.sent = state.sent;
    var parts = [
      { name: "form.json", bytes: Form.zip.encode(JSON.stringify(said)) },
      { name: "请看.txt", bytes: Form.zip.encode("\ufeff" + NOTE) },
    ].concat(
      photos.map(function (photo) {
        return { name: "photos/" + photo, bytes: state.photos[photo].bytes };
      }),
    );
    return { name: name(), blob: new Blob(Form.zip.write(parts), { type: "application/zip" }), photos: photos.length };
  }

  // Takes a packet over; its remarks. Throws an Error in Chinese.
  function open(bytes) {
    var parts = Form.zip.read(bytes);
    var found = Object.keys(parts).filter(function (part) {
      return /(^|\/)form\.json$/.test(part);
    })[0];
    if (!found) throw new Error("这不是从这样的表里存下的包");
    var said = JSON.parse(new TextDecoder().decode(parts[found]));
    var about = Form.data.about;
    if (said.format !== about.format || said.version !== about.version)
      throw new Error("这个包是别的版本的表存的，请向发表的妇联要一张新的");
    if (said.kind !== about.kind || said.book !== about.book)
      throw new Error("这个包是另一种表存的，请用存它的那张表打开");
    if (said.kind !== "new" && said.scope !== about.scope)
      throw new Error("这个包是“" + said.home + "”的，这张表是“" + about.home + "”的");
    var kept = {};
    Object.keys(about).forEach(function (key) {
      kept[key] = said[key];
    });
    state.photos = {};
    Object.keys(parts).forEach(function (part) {
      var photo = /(?:^|\/)photos\/([^/]+)$/.exec(part);
      if (photo) state.photos[photo[1]] = { bytes: parts[part] };
    });
    Form.fill(kept, said.sent, said.entries);
    var remarks = Object.keys(parts).filter(function (part) {
      return /(^|\/)remarks\.json$/.test(part);
    })[0];
    return remarks ? JSON.parse(new TextDecoder().decode(parts[remarks])) : null;
  }

  Form.packet = { name: name, save: save, open: open };
})(window.Form);
