// A hand-over from a long day's list: the list follows in place, and who is next has the focus.
// Whatever is not plainly done (refused, signed out, no network) is sent as a form, as it would
// be without this script: the nonce makes the second sending harmless.
(() => {
  const board = document.getElementById("board");
  const isHandOver = (form) => form.matches?.("form[method=post][action$='/remise/']");
  const PATIENCE = 10_000, DOUBLE_TAP = 400;
  let tap = null, rest;

  const give = (form) => {
    const name = document.createElement("input");
    Object.assign(name, { type: "hidden", name: "nonce", value: self.crypto.randomUUID?.() ?? "" });
    form.querySelector("[name=nonce]")?.remove();
    form.append(name);
  };

  const isDone = async (form) => {
    const asked = { method: "POST", body: new FormData(form), redirect: "manual", headers: { Accept: "application/json" } };
    try { return (await fetch(form.action, { ...asked, signal: AbortSignal.timeout(PATIENCE) })).status === 200; } catch { return false; }
  };

  const nextTo = (button) => {
    const shown = [...board.querySelectorAll("[id^='hand-over-']")].filter((one) => one.checkVisibility());
    const place = shown.indexOf(button);
    return (shown[place + 1] ?? shown[place - 1])?.id;
  };

  // A second tap of the same finger would meet somebody else's button.
  const free = () => {
    tap = null;
    rest = setTimeout(() => board.removeAttribute("aria-busy"), DOUBLE_TAP);
  };

  const handOver = async (form) => {
    const button = form.querySelector("button");
    tap = { id: button.id, next: nextTo(button) };
    clearTimeout(rest);
    board.setAttribute("aria-busy", "true");
    if (await isDone(form)) {
      if (tap) tap.isDone = true;
      return self.htmx.trigger(board, "counter:follow");
    }
    // The list may have been renewed meanwhile, and only what is on the page can be sent.
    if (!form.isConnected) document.body.append(form);
    form.submit();
  };

  document.addEventListener("submit", (event) => {
    if (!isHandOver(event.target)) return;
    event.preventDefault();
    if (tap) return;
    give(event.target);
    handOver(event.target);
  });
  // A key held down would hand over the whole list.
  board.addEventListener("keydown", (event) => { if (event.repeat && event.key === "Enter") event.preventDefault(); });

  const topOf = (id) => document.getElementById(id)?.getBoundingClientRect().top;
  document.addEventListener("htmx:beforeSwap", ({ target }) => { if (tap && target === board) tap.top = topOf(tap.next); });
  document.addEventListener("htmx:afterSwap", ({ target }) => {
    // An answer from before the hand-over still shows it.
    if (!tap || target !== board || document.getElementById(tap.id)) return;
    const { next, top } = tap;
    free();
    if (!document.dispatchEvent(new CustomEvent("counter:handed-over", { cancelable: true }))) return;
    const button = document.getElementById(next);
    if (!button) return board.focus();
    scrollBy({ top: topOf(next) - top, behavior: "instant" });
    button.focus({ preventScroll: true });
    button.scrollIntoView({ block: "nearest", behavior: "instant" });
  });
  // Without an answer, what is handed over leaves the list all the same; the next one will tell.
  document.addEventListener("htmx:afterRequest", ({ target, detail }) => {
    if (!tap?.isDone || target !== board) return;
    if (!detail.successful) document.getElementById(tap.id).closest(".order").hidden = true;
    free();
  });
  addEventListener("pageshow", () => { tap = null; board.removeAttribute("aria-busy"); });
})();
