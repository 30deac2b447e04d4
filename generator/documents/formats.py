"""A handout in the formats that editors use: Word, Markdown, HTML that the editor of WeChat keeps."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from generator.documents import docx
from generator.documents.blocks import Block
from generator.documents.handout import Handout
from generator.documents.parts import Paragraph, Run, Section, text

STYLES = {
    "h2": "margin:0 0 16px;font-size:22px;font-weight:bold;line-height:1.4;color:#1f1b18",
    "h3": "margin:32px 0 12px;font-size:18px;font-weight:bold;line-height:1.5;color:#a61e32",
    "p": "margin:0 0 16px;font-size:16px;line-height:1.8;color:#1f1b18",
    "blockquote": "margin:0 0 16px;padding:12px 16px;border-left:3px solid #a61e32;background-color:#f7f3ea;"
    "font-size:16px;line-height:1.8;color:#1f1b18",
    "section": "margin:0 0 16px;padding:28px 16px;border:1px dashed #d5caba;text-align:center;font-size:14px;"
    "line-height:1.6;color:#6e665e",
    "strong": "font-weight:bold",
    "span": "font-size:14px;color:#6e665e",
}
"""Tag → its style: all that the editor of WeChat keeps of a paste, which drops classes, ids and `div`."""
_OPENING = re.compile(f"<({'|'.join(STYLES)})>")
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#])")


def paste(handout: Handout) -> str:
    """HTML without styles, a block on each line; `styled` adds them, and so does the script of the page."""
    return "\n".join(_paste(handout))


def styled(markup: str) -> str:
    return _OPENING.sub(lambda tag: f'<{tag[1]} style="{STYLES[tag[1]]}">', markup)


def page(handout: Handout) -> str:
    """A page to open and to copy from."""
    return (
        '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{html.escape(handout.title)}</title></head><body style="max-width:578px;margin:24px auto;'
        f'padding:0 16px;font-family:sans-serif">\n{styled(paste(handout))}\n</body></html>\n'
    )


def _paste(handout: Handout) -> Iterator[str]:
    yield f"<h2>{_escape(handout.title)}</h2>"
    if handout.subtitle:
        yield f"<p>{_escape(handout.subtitle)}</p>"
    if handout.byline:
        yield f"<p><span>{_escape('　'.join(handout.byline))}</span></p>"
    if handout.lead:
        yield f"<blockquote>{_escape(handout.lead)}</blockquote>"
    for block in _quotes_whole(handout.blocks):
        if block.kind == "picture":
            yield f"<section>{_escape(_placeholder(handout, block.picture))}</section>"
        else:
            tag = {"heading": "h3", "quote": "blockquote"}.get(block.kind, "p")
            yield f"<{tag}>{_escape(block.mark)}{''.join(_paste_run(*run) for run in block.runs)}</{tag}>"
    if handout.facts:
        rows = "<br>".join(f"{_escape(label)}：{_escape(value)}" for label, value in handout.facts)
        yield f"<p><span>{rows}</span></p>"
    yield f"<p><span>材料来自：{_escape(handout.origin)}</span></p>"


def _quotes_whole(blocks: Iterable[Block]) -> Iterator[Block]:
    """With the paragraphs of a quotation, its words and who said them, as lines of one block."""
    for kind, group in groupby(blocks, key=lambda block: block.kind):
        if kind != "quote":
            yield from group
            continue
        lines = [block.runs for block in group]
        yield Block("quote", tuple(run for runs in lines for run in (("\n", False), *runs))[1:])


def _paste_run(words: str, bold: bool) -> str:
    made = _escape(words).replace("\n", "<br>")
    return f"<strong>{made}</strong>" if bold else made


def _escape(words: str) -> str:
    return html.escape(words, quote=False)


def _placeholder(handout: Handout, number: int) -> str:
    return f"【图 {number}：{handout.caption(number)}】"


def word(handout: Handout) -> bytes:
    """The article as .docx."""
    return docx.write([Section(tuple(_word(handout)))], handout.title, handout.origin)


def _word(handout: Handout) -> Iterator[Paragraph]:
    yield text(handout.title, "title")
    if handout.subtitle:
        yield text(handout.subtitle, align="center")
    if handout.byline:
        yield text("　".join(handout.byline), "note", "center")
    if handout.lead:
        yield Paragraph((Run(handout.lead, font="楷体"),), indent=2)
    for block in handout.blocks:
        yield _word_block(handout, block)
    if handout.facts:
        yield text("要点", "heading1")
        yield from (text(f"{label}：{value}", "note") for label, value in handout.facts)
    yield text(f"材料来自：{handout.origin}", "note")


def _word_block(handout: Handout, block: Block) -> Paragraph:
    if block.kind == "picture":
        return text(_placeholder(handout, block.picture), "note", "center")
    font = "楷体" if block.kind == "quote" else None
    runs = tuple(Run(words, bold, font) for words, bold in block.runs)
    if block.mark:
        runs = (Run(block.mark), *runs)
    return Paragraph(runs, "heading1", keep_next=True) if block.kind == "heading" else Paragraph(runs, indent=2)


def as_markdown(handout: Handout) -> str:
    """The article with its pictures as they lie in the pack."""
    return "\n\n".join(_as_markdown(handout)) + "\n"


def _as_markdown(handout: Handout) -> Iterator[str]:
    yield f"# {_plain(handout.title)}"
    if handout.subtitle:
        yield _plain(handout.subtitle)
    if handout.byline:
        yield _plain("　".join(handout.byline))
    if handout.lead:
        yield f"**{_plain(handout.lead)}**"
    for block in _quotes_whole(handout.blocks):
        if block.kind == "picture":
            name = handout.name(block.picture)
            yield f"![{_plain(handout.caption(block.picture))}](图片/{name})"
            continue
        start = {"heading": "## ", "quote": "> ", "item": block.mark.replace("·", "-")}.get(block.kind, "")
        words = "".join(f"**{_plain(one)}**" if bold and one.strip() else _plain(one) for one, bold in block.runs)
        yield start + words.replace("\n", "  \n> " if block.kind == "quote" else "  \n")
    if handout.facts:
        yield "\n".join(f"- {_plain(label)}：{_plain(value)}" for label, value in handout.facts)
    yield _plain(f"材料来自：{handout.origin}")


def _plain(words: str) -> str:
    return _MARKDOWN.sub(r"\\\1", words)
