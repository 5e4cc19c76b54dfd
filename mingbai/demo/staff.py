"""Who else holds posts in the demo's county: one officer for each township, who looks after villages."""

from datetime import datetime

from mingbai.kit.scope import ActingPost
from mingbai.org.actions import accounts, postings
from mingbai.org.models import Area, Post, User
from mingbai.org.states import Level

NAMES = (
    "刘海涛", "王春霞", "李国强", "张红梅", "赵永刚", "陈桂兰",
    "杨建军", "黄秀芝", "吴志远", "周文静", "徐长河", "孙玉梅",
    "胡明亮", "朱云霞", "高宏伟", "林凤英", "何天佑", "郭爱民",
    "马小军", "罗素珍", "梁振东", "宋慧芳",
)  # fmt: skip
LEADS_EVERY, HELPS_EVERY = 2, 3


def load(*, by: ActingPost, at: datetime) -> None:
    """Open the officers' accounts and fill their posts, once."""
    towns = list(Area.objects.filter(level=Level.TOWNSHIP, statistical=False).order_by("code"))
    if User.objects.filter(username=_user(towns[0])).exists():
        return
    people = [
        accounts.NewAccount(_user(town), name, town.code) for town, name in zip(towns, NAMES, strict=False)
    ]
    posts = {post.code: post for post in Post.objects.all()}
    for town, opened in zip(towns, accounts.open_accounts(people=people, by=by, at=at), strict=False):
        for code in _codes(town):
            if not posts[code].postings.exists():
                postings.assign_post(post=posts[code], user=opened.user, by=by, at=at)


def _user(town: Area) -> str:
    return f"{town.initials}.baocun"


def _codes(town: Area) -> list[str]:
    """The officer's own post, and those in the villages that the officer looks after."""
    villages = Area.objects.filter(parent_code=town.code, statistical=False).order_by("code")
    codes = [village.code for village in villages]
    led = [f"{code}.group_leader" for code in codes[::LEADS_EVERY]]
    helped = [f"{code}.helper" for code in codes[::HELPS_EVERY]]
    return [f"{town.code}.township_officer", *led, *helped]
