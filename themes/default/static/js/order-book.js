// The order book: a tap on a product is one more of it. Without scripts, numbers are typed.
(() => {
  const form = document.getElementById("order-book");
  if (!form) return;
  const goods = [...form.querySelectorAll(".good")];
  const sum = document.getElementById("order-sum");
  const euros = new Intl.NumberFormat(document.documentElement.lang, { style: "currency", currency: "EUR" });
  const boxOf = (good) => good.querySelector(".quantity");
  const times = [...form.querySelectorAll("[name=slot]")];
  const unitsOf = (good) => Number.parseInt(boxOf(good).value, 10) || 0;

  function show() {
    let units = 0;
    let cents = 0;
    let estimated = false;
    for (const good of goods) {
      const mine = unitsOf(good);
      units += mine;
      cents += mine * Number(good.dataset.cents);
      good.classList.toggle("wanted", mine > 0);
      good.querySelector("[data-step='-1']").hidden = mine < 1;
      const anyway = good.querySelector(".anyway");
      if (anyway) anyway.hidden = mine < 1;
      const chosen = good.querySelector(".chosen");
      if (chosen) chosen.hidden = mine < 1 && !good.querySelector(".field-error");
      if (chosen && mine) estimated ||= [...chosen.querySelectorAll("select, input:checked")].some((one) => one.value);
    }
    markTimes();
    // What options add is counted by the server: the sum says so.
    sum.value = units ? `${units} × · ${euros.format(cents / 100)}${estimated ? " +" : ""}` : "";
  }

  // A time whose chair is taken for what is wished cannot be chosen.
  function markTimes() {
    const wished = new Set(goods.filter(unitsOf).map((good) => good.dataset.product));
    for (const time of times) {
      const taken = (time.dataset.without || "").split(" ").some((one) => wished.has(one));
      time.disabled = taken;
      if (taken) time.checked = false;
      const words = time.parentElement.querySelector(".without");
      if (words) words.hidden = !taken;
    }
  }

  function step(good, by) {
    const box = boxOf(good);
    box.value = Math.max(0, unitsOf(good) + by) || "";
    show();
  }

  for (const good of goods) {
    for (const button of good.querySelectorAll("[data-step]")) {
      button.hidden = false;
      button.addEventListener("click", () => step(good, Number(button.dataset.step)));
    }
    good.querySelector("label").addEventListener("click", (event) => {
      event.preventDefault();
      step(good, 1);
    });
  }
  form.addEventListener("input", show);

  const field = document.getElementById("find-good");
  if (field) {
    field.hidden = false;
    self.finder(field, (words) => {
      for (const good of goods) good.hidden = !self.plain(good.querySelector("label").textContent).includes(words);
    });
  }
  // One order a click.
  form.addEventListener("submit", () => {
    form.querySelector(".bar .button").disabled = true;
  });
  addEventListener("pageshow", () => {
    form.querySelector(".bar .button").disabled = false;
    show();
  });
})();
