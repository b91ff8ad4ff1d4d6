"""What a browser measures on a page: what is lost, what is broken, what a finger would miss."""

from __future__ import annotations

# What scrolls by itself, is hidden from the eye on purpose, or is a field whose words scroll.
ASIDE = ".visually-hidden, .skip, input, select, textarea"

LOST = """(aside) => {
    const edge = document.documentElement.clientWidth, lost = [];
    const say = (what, element) => lost.push(
        `${what}: ${element.outerHTML.replace(/\\s+/g, " ").slice(0, 100)}`);
    const scrolls = (element) => {
        for (let one = element; one && one !== document.body; one = one.parentElement)
            if (/auto|scroll/.test(getComputedStyle(one).overflowX)) return true;
        return false;
    };
    const seen = (element) => element.checkVisibility({visibilityProperty: true})
        && !element.closest(aside);
    if (document.documentElement.scrollWidth > edge) lost.push("the page scrolls sideways");
    for (const element of document.body.querySelectorAll("*")) {
        if (!seen(element)) continue;
        const {overflowX, overflowY} = getComputedStyle(element);
        if (/hidden|clip/.test(overflowX) && element.scrollWidth > element.clientWidth + 1)
            say("cut off at its side", element);
        if (/hidden|clip/.test(overflowY) && element.innerText?.trim()
            && element.scrollHeight > element.clientHeight + 2) say("cut off below", element);
    }
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text; (text = texts.nextNode());) {
        const parent = text.parentElement;
        if (!text.data.trim() || !seen(parent) || scrolls(parent)) continue;
        const words = document.createRange();
        words.selectNodeContents(text);
        if ([...words.getClientRects()].some((box) => box.right > edge + 1 || box.left < -1))
            say("beyond the edge", parent);
    }
    return [...new Set(lost)];
}"""

# What is read at a glance; a long word in a sentence may be broken.
BROKEN = """() => {
    const broken = [];
    for (const one of document.querySelectorAll("h1, h2, h3, legend, label, summary, .button")) {
        const texts = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
        for (let text; (text = texts.nextNode());)
            for (const {0: word, index} of text.data.matchAll(/[^\\s-]+/g)) {
                const letters = document.createRange();
                letters.setStart(text, index);
                letters.setEnd(text, index + word.length);
                const lines = [...letters.getClientRects()].map((box) => Math.round(box.top));
                if (new Set(lines).size > 1) broken.push(`broken in two: ${word}`);
            }
    }
    return [...new Set(broken)];
}"""

# A link within a sentence is as high as its line: WCAG 2.2, 2.5.8, sets it apart too.
SMALL = """(least) => {
    const small = [];
    const inSentence = (element) => getComputedStyle(element).display === "inline"
        && [...element.parentElement.childNodes].some(
            (node) => node.nodeType === Node.TEXT_NODE && node.data.trim().length > 1);
    for (const element of document.querySelectorAll(
        "a[href], button, summary, select, textarea, input:not([type=hidden])")) {
        if (!element.checkVisibility({visibilityProperty: true})) continue;
        if (element.closest(".visually-hidden, .skip") || inSentence(element)) continue;
        // A card's one link covers the card; a box to tick is as large as its label.
        const cover = getComputedStyle(element, "::after");
        if (cover.content !== "none" && cover.position === "absolute") continue;
        const parts = [element, ...(element.labels ?? [])];
        const boxes = parts.map((part) => part.getBoundingClientRect());
        if (!boxes.some((box) => box.width >= least && box.height >= least)) {
            const {width, height} = boxes[0];
            const what = element.outerHTML.replace(/\\s+/g, " ").slice(0, 100);
            small.push(`${Math.round(width)} x ${Math.round(height)}: ${what}`);
        }
    }
    return [...new Set(small)];
}"""


def lost_at_the_edges(page) -> list[str]:
    """Return what lies beyond the window's edge or is cut off."""
    return page.evaluate(LOST, ASIDE)


def broken_words(page) -> list[str]:
    """Return the words of titles, labels and buttons that do not fit on a line."""
    return page.evaluate(BROKEN)


def too_small_for_a_finger(page, least=44) -> list[str]:
    """Return the targets below so many CSS pixels that are not links within a sentence."""
    return page.evaluate(SMALL, least)
