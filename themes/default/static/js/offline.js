// The counter's screen when the network comes and goes: what is old says so, what waits is sent once.
(() => {
  const place = document.getElementById("offline"), { worker, scope, shop, wait, seen, gone } = place.dataset;
  if (!navigator.serviceWorker) return;
  navigator.serviceWorker.register(worker, { scope }).catch(() => {});

  const keptAt = Number(document.documentElement.dataset.keptAt);
  if (keptAt) {
    const at = new Date(keptAt), minutes = String(at.getMinutes()).padStart(2, "0");
    const line = document.getElementById("offline-list");
    const old = at.toDateString() !== new Date().toDateString();
    const day = old ? `${at.toLocaleDateString(document.documentElement.lang, { weekday: "long", day: "numeric", month: "long" })}, ` : "";
    line.querySelector("time").textContent = `${day}${at.getHours()} h ${minutes}`;
    line.hidden = false;
  }

  const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value;
  const rowOf = ({ address }) => document.querySelector(`form[action="${address}"]`)?.closest(".order");
  const nameIn = (row) => row?.querySelector(".who a")?.textContent ?? "";

  const mark = async () => {
    for (const one of await self.handOvers.of(shop)) {
      const row = rowOf(one);
      if (one.said) tell(one, nameIn(row));
      else if (row && !row.dataset.waits) {
        row.dataset.waits = "";
        row.querySelectorAll("form, a.button").forEach((form) => { form.hidden = true; });
        const words = document.createElement("p");
        words.className = "tag wait";
        words.textContent = wait;
        row.append(words);
      }
    }
  };

  // What was refused, or noted otherwise than it was ordered, stays until somebody says that it was read.
  const tell = (one, who) => {
    const list = document.getElementById("offline-said");
    if (list.querySelector(`[data-nonce="${one.nonce}"]`)) return;
    const tags = ["li", "span", one.status === 404 ? "b" : "a", "button"];
    const [row, words, order, button] = tags.map((tag) => document.createElement(tag));
    row.className = `${one.status === 200 ? "notice" : "errors"} row apart`;
    row.dataset.nonce = one.nonce;
    Object.assign(order, { href: one.address.replace(/remise\/$/, ""), textContent: who || one.address.split("/").at(-3) });
    words.append(order, ` : ${one.said}`);
    Object.assign(button, { type: "button", className: "button quiet", textContent: seen });
    button.addEventListener("click", async () => { await self.handOvers.remove(one.nonce); row.remove(); });
    row.append(words, button);
    list.append(row);
  };

  const send = async (one) => {
    // The goods are gone, weighed or not, asked about or not.
    const body = new URLSearchParams({ nonce: one.nonce, happened: "1", csrfmiddlewaretoken: token() });
    const answer = await fetch(one.address, { method: "POST", body, redirect: "manual", headers: { Accept: "application/json" } });
    const told = [200, 409].includes(answer.status) ? await answer.json() : {};
    const said = answer.status === 404 ? gone : told.note || told.refusal;
    if (said) await self.handOvers.put({ ...one, said, status: answer.status });
    else if (answer.status === 200) await self.handOvers.remove(one.nonce);
    // Signed out, or the site is not well: it stays to be sent.
    else document.getElementById("offline-login").hidden = false;
    return answer.status === 200;
  };

  let busy = false;
  const replay = async (back) => {
    if (busy || !navigator.onLine) return;
    busy = true;
    let sent = 0;
    try {
      for (const one of (await self.handOvers.of(shop)).filter((each) => !each.said)) sent += await send(one);
    } catch { /* still no network */ }
    busy = false;
    // An old list goes only when the network is proved: else it would be loaded without end.
    if (sent || (back && keptAt)) location.assign(scope);
    else mark();
  };

  addEventListener("online", () => replay(false));
  document.addEventListener("htmx:afterRequest", (event) => { if (event.detail.successful) replay(true); });
  document.addEventListener("htmx:afterSwap", mark);
  mark().then(() => replay(false));
})();
