"""Makes the two fonts of cards and posters: python subset.py FULL_FONT UNIHAN_OTHER_MAPPINGS OUT.

Needs fonttools, which the project does not.

The characters: GB 2312 whole, the 8,105 of 通用规范汉字表 (Unihan's kTGH), Latin, signs. Hinting and layout features
go: text is set large and straight.
"""

import sys

from fontTools import subset


def characters(unihan: str) -> set[int]:
    """Code points wanted. `unihan`: path of Unihan_OtherMappings.txt."""
    with open(unihan, encoding="utf-8") as lines:
        standard = {int(line.split("\t")[0][2:], 16) for line in lines if line.startswith("U+") and "\tkTGH\t" in line}
    gb2312 = {bytes([row, cell]).decode("gb2312", "ignore") for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF)}
    latin_and_signs = {
        *range(0x20, 0x7F),
        *range(0xA0, 0x180),
        *range(0x2010, 0x2040),
        *range(0x20A0, 0x20C0),
        *range(0x2100, 0x2200),
        *range(0x3000, 0x3020),
        *range(0x3380, 0x33E0),
    }
    return standard | {ord(one) for one in gb2312 if one} | latin_and_signs


source, unihan, out = sys.argv[1:]
options = subset.Options()
options.hinting, options.layout_features, options.name_IDs = False, [], [0, 1, 2, 5, 13, 14]
options.drop_tables += ["BASE", "GDEF", "GPOS", "GSUB", "STAT", "VORG", "vhea", "vmtx"]
font = subset.load_font(source, options)
subsetter = subset.Subsetter(options)
subsetter.populate(unicodes=characters(unihan))
subsetter.subset(font)
font["head"].modified = font["head"].created
subset.save_font(font, out, options)
