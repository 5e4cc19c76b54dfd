"""How the workbook of doubtful pairs says codes: it is made for county offices, in Chinese."""

from __future__ import annotations

SAID = {"male": "男", "female": "女"}
WHY = {
    "several": "几个人都像，分不出是哪一个",
    "name": "姓名不一样，也可能是兄弟姐妹（如双胞胎）",
    "below": "相像程度不够",
    "little": "只有姓名、住址相符，缺出生日期和电话",
    "claimed": "这个人已与来件中更相像的另一行对上",
}
COMPARED = {
    "name": {
        "same_at_home": "相同", "same": "相同", "sound_at_home": "同音", "sound": "同音",
        "near_sound": "近音", "swapped": "字序颠倒", "one_missing": "少一个字",
        "one_character": "差一个字", "other": "不同",
    },
    "birth": {
        "same": "相同", "month": "年月相同", "near": "差一个数字或月日颠倒",
        "lunar": "相差几十天（可能是农历）", "year": "年份相同", "other": "不同",
    },
    "place": {"village": "同村", "township": "同乡镇", "neighbours": "同乡镇不同村", "other": "不同"},
    "phone": {"same": "相同", "other": "不同"},
}  # fmt: skip
