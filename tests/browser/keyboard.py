"""What the keyboard's focus shows: where it is, that it can be seen, and that it goes on."""

from __future__ import annotations

import re

# Remember the focused element and what holds it: a ring may be drawn around a time's card, say.
# Then tell where the focus is outside the window or behind what stays while the page scrolls, and
# where an edge of what scrolls or hides cuts its ring off. Null where nothing has the focus.
ARRIVED = """() => {
    const chain = [], faults = [];
    for (let one = document.activeElement; one && one !== document.body && chain.length < 3;
        one = one.parentElement) chain.push(one);
    const ring = ({outlineStyle, outlineWidth, outlineColor}) =>
        outlineStyle === "none" || parseFloat(outlineWidth) === 0 || /, 0\\)$/.test(outlineColor)
            ? "" : [outlineStyle, outlineWidth, outlineColor].join(" ");
    const ground = ({boxShadow, backgroundColor, borderColor, borderWidth}) =>
        [boxShadow, backgroundColor, borderColor, borderWidth].join(" ");
    const looks = () => chain.map((one) => {
        const seen = one.checkVisibility({opacityProperty: true, visibilityProperty: true});
        const style = getComputedStyle(one);
        return {ring: seen ? ring(style) : "", ground: seen ? ground(style) : ""};
    });
    const [one] = chain, focused = looks();
    window.focusStop = {one, looks, focused};
    if (!one) return null;
    const inSight = ({left, right, top, bottom}) => {
        const there = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
        return there && (one.contains(there) || there.contains(one) && there.matches("label"));
    };
    if (![...one.getClientRects()].some(inSight)) faults.push("out of sight");
    const ringed = chain.find((_, up) => focused[up].ring);
    if (!ringed) return faults;
    const {outlineWidth, outlineOffset} = getComputedStyle(ringed);
    const room = parseFloat(outlineWidth) + parseFloat(outlineOffset) - 1;
    const box = ringed.getBoundingClientRect();
    const cuts = ({left, right, top, bottom}) => box.left - room < left
        || box.right + room > right || box.top - room < top || box.bottom + room > bottom;
    for (let around = ringed.parentElement; around; around = around.parentElement) {
        const edge = around === document.documentElement
            || getComputedStyle(around).overflow !== "visible";
        if (edge && cuts(around.getBoundingClientRect())) faults.push("its ring is cut off");
    }
    return faults;
}"""
# What is there all the time, and not only while the focus is, marks nothing.
BACK = """() => {
    const {one, looks, focused} = window.focusStop, rest = looks();
    if (document.activeElement === one) return ["there is no way back"];
    const marked = focused.some(({ring, ground}, up) =>
        (ring && ring !== rest[up].ring) || (up === 0 && ground !== rest[up].ground));
    return marked ? [] : ["looks as without the focus"];
}"""
SAME = "() => document.activeElement === window.focusStop?.one"
WORDS = """() => {
    const one = document.activeElement;
    return (one.labels?.[0] ?? one).innerText.trim() || one.name || one.tagName;
}"""
# A date or an hour is typed into parts, and each is a stop.
STOPS_AT_MOST = """() => [...document.querySelectorAll("*")].filter((one) => one.tabIndex >= 0)
    .reduce((sum, one) => sum + (/date|time/.test(one.type) ? 6 : 1), 1)"""


def focus_faults(page) -> list[str] | None:
    """Return what is wrong with the focus where it stands, stepping back once and forth again.

    None where nothing has the focus, as before the first Tab and after the last.
    """
    faults = page.evaluate(ARRIVED)
    if faults is None:
        return None
    page.keyboard.press("Shift+Tab")
    faults += page.evaluate(BACK)
    page.keyboard.press("Tab")
    if not page.evaluate(SAME):
        faults.append("forth does not undo back")
    return [f"{page.url}, {page.evaluate(WORDS)[:60]!r}: {fault}" for fault in faults]


def wait_for_all_of(page) -> None:
    """Wait for what comes after the page, as basket and account do: it takes others' places."""
    page.wait_for_load_state("networkidle")


def go_through(page) -> list[str]:
    """Press Tab until it leaves the page; return what is wrong on the way, a trap included."""
    wait_for_all_of(page)
    faults = []
    for _ in range(page.evaluate(STOPS_AT_MOST)):
        page.keyboard.press("Tab")
        if page.evaluate(SAME):
            continue  # another part of a date, or a trap: then the loop ends without the way out
        found = focus_faults(page)
        if found is None:
            return faults
        faults += found
    return [*faults, f"{page.url}: Tab never leaves"]


def tab_to(page, words: str) -> None:
    """Press Tab until what says these words, a regular expression, has the focus."""
    wait_for_all_of(page)
    passed = []
    for _ in range(page.evaluate(STOPS_AT_MOST)):
        page.keyboard.press("Tab")
        passed.append(page.evaluate(WORDS))
        if re.search(words, passed[-1]):
            assert focus_faults(page) == []
            return
    raise AssertionError(f"Tab never comes to {words}: {passed}")
