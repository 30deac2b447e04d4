// ZIP files whose parts are stored as they are: what the form saves, and opens again.
window.Form = {};
(function (Form) {
  "use strict";
  var table = [];
  for (var n = 0; n < 256; n++) {
    var c = n;
    for (var k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
    table[n] = c >>> 0;
  }
  var DAY = 0x21; // 1980-01-01 of every part: the same content gives the same bytes

  function crc32(bytes) {
    var crc = 0xffffffff;
    for (var i = 0; i < bytes.length; i++) crc = (crc >>> 8) ^ table[(crc ^ bytes[i]) & 255];
    return (crc ^ 0xffffffff) >>> 0;
  }

  function encode(text) {
    return new TextEncoder().encode(text);
  }

  function header(signature, part, at) {
    var central = at !== undefined;
    var view = new DataView(new ArrayBuffer(central ? 46 : 30));
    var i = central ? 6 : 4;
    view.setUint32(0, signature, true);
    if (central) view.setUint16(4, 20, true);
    view.setUint16(i, 20, true);
    view.setUint16(i + 2, 0x800, true); // names are UTF-8
    view.setUint16(i + 8, DAY, true);
    view.setUint32(i + 10, part.crc, true);
    view.setUint32(i + 14, part.bytes.length, true);
    view.setUint32(i + 18, part.bytes.length, true);
    view.setUint16(i + 22, part.name.length, true);
    if (central) view.setUint32(42, at, true);
    return new Uint8Array(view.buffer);
  }

  // Parts {name, bytes} → the pieces of a Blob.
  function write(parts) {
    var pieces = [];
    var list = [];
    var at = 0;
    var listed = 0;
    parts.forEach(function (given) {
      var part = { name: encode(given.name), bytes: given.bytes, crc: crc32(given.bytes) };
      list.push(header(0x02014b50, part, at), part.name);
      pieces.push(header(0x04034b50, part), part.name, part.bytes);
      at += 30 + part.name.length + part.bytes.length;
      listed += 46 + part.name.length;
    });
    var end = new DataView(new ArrayBuffer(22));
    end.setUint32(0, 0x06054b50, true);
    end.setUint16(8, parts.length, true);
    end.setUint16(10, parts.length, true);
    end.setUint32(12, listed, true);
    end.setUint32(16, at, true);
    return pieces.concat(list, [new Uint8Array(end.buffer)]);
  }

  // Bytes → {name: bytes}. Throws an Error in Chinese.
  function read(bytes) {
    var view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    var end = bytes.length - 22;
    while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end--;
    if (end < 0) throw new Error("这不是存下的包，或者没有传完");
    var found = {};
    var at = view.getUint32(end + 16, true);
    for (var left = view.getUint16(end + 10, true); left; left--) {
      if (at + 46 > end || view.getUint32(at, true) !== 0x02014b50) throw new Error("包坏了，请发的人再发一次");
      var length = view.getUint16(at + 28, true);
      var name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + length));
      if (view.getUint16(at + 10, true)) throw new Error("这个包被别的软件重新压过，打不开；请用当初存下的那一个");
      var local = view.getUint32(at + 42, true);
      var start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
      var size = view.getUint32(at + 24, true);
      if (start + size > bytes.length) throw new Error("包没有传完，请发的人再发一次");
      found[name] = bytes.subarray(start, start + size);
      at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
    return found;
  }

  Form.zip = { crc32: crc32, encode: encode, write: write, read: read };
})(window.Form);
