// Photos made small and bare in the browser: drawn upright on a new canvas, nothing but pixels is left of them.
(function (Form) {
  "use strict";
  var LONGEST = 2000; // pixels of the longer side: the site shows 1,600 at most
  var QUALITY = 0.86;
  var HEIC =
    "这是苹果手机的 HEIC 照片，浏览器打不开。手机“设置—相机—格式”里选“兼容性最佳”再拍；已经拍好的，用微信发给自己，存下来就是 JPEG";

  // A file → done(null, {name, bytes}) or done(message).
  function take(file, day, done) {
    if (/\.hei[cf]$/i.test(file.name)) {
      done(HEIC);
      return;
    }
    var address = URL.createObjectURL(file);
    var image = new Image();
    function failed() {
      URL.revokeObjectURL(address);
      done("“" + file.name + "”不是照片，或者没有传完。用看图软件另存为 JPEG 再挑");
    }
    image.onerror = failed;
    image.onload = function () {
      var scale = Math.min(1, LONGEST / Math.max(image.naturalWidth, image.naturalHeight));
      var canvas = document.createElement("canvas");
      canvas.width = Math.max(1, Math.round(image.naturalWidth * scale));
      canvas.height = Math.max(1, Math.round(image.naturalHeight * scale));
      var context = canvas.getContext("2d");
      context.fillStyle = "#fff";
      context.fillRect(0, 0, canvas.width, canvas.height);
      context.drawImage(image, 0, 0, canvas.width, canvas.height);
      URL.revokeObjectURL(address);
      canvas.toBlob(
        function (blob) {
          if (!blob) {
            failed();
            return;
          }
          bytesOf(blob, function (drawn) {
            var bytes = bare(drawn);
            var sum = ("0000000" + Form.zip.crc32(bytes).toString(16)).slice(-8);
            done(null, { name: day.replace(/-/g, "") + "-" + sum + ".jpg", bytes: bytes });
          });
        },
        "image/jpeg",
        QUALITY,
      );
    };
    image.src = address;
  }

  // The JPEG without the segments that draw nothing: a browser adds a colour profile.
  function bare(bytes) {
    var pieces = [bytes.subarray(0, 2)];
    var at = 2;
    while (bytes[at + 1] !== 0xda) {
      var next = at + 2 + bytes[at + 2] * 256 + bytes[at + 3];
      var kind = bytes[at + 1];
      if (kind !== 0xfe && (kind <= 0xe0 || kind > 0xef)) pieces.push(bytes.subarray(at, next));
      at = next;
    }
    pieces.push(bytes.subarray(at));
    var made = new Uint8Array(
      pieces.reduce(function (sum, piece) {
        return sum + piece.length;
      }, 0),
    );
    pieces.reduce(function (start, piece) {
      made.set(piece, start);
      return start + piece.length;
    }, 0);
    return made;
  }

  function bytesOf(blob, done) {
    var reader = new FileReader();
    reader.onload = function () {
      done(new Uint8Array(reader.result));
    };
    reader.readAsArrayBuffer(blob);
  }

  // Each file of a list after the other: each(file's result) and, last, done(messages).
  function takeAll(files, day, each, done) {
    var problems = [];
    (function next(i) {
      if (i === files.length) {
        done(problems);
        return;
      }
      take(files[i], day, function (problem, photo) {
        if (problem) problems.push(problem);
        else each(photo);
        next(i + 1);
      });
    })(0);
  }

  Form.photos = { takeAll: takeAll, bytesOf: bytesOf };
})(window.Form);
