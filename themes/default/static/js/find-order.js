// A person says their name: of a long day's list, only who may be meant stays.
(() => {
  const field = document.getElementById("find-order"), board = document.getElementById("board");
  const box = field.querySelector("input"), none = field.querySelector("[role=status]");
  // So many are seen at a glance.
  const FEW = 8;

  const partsOf = (text) => text.split(/[^\p{L}\p{N}]+/u);
  // Of a telephone, the page knows the last four digits.
  const isCalled = (words, phone) => /^\+?\d[\d\s.-]+$/.test(words) && phone.endsWith(words.replace(/\D/g, "").slice(-4));
  const isNumbered = (words, number) => words.length > 2 && self.plain(number).includes(words);
  const isNamed = (words, name) => name.includes(words)
    || partsOf(words).every((word) => partsOf(name).some((part) => part.startsWith(word)));
  const isMeant = ({ dataset: { find, number, phone } }, words) =>
    isNamed(words, self.plain(find)) || isNumbered(words, number) || isCalled(words, phone);

  const look = (words) => {
    const rows = [...board.querySelectorAll("[data-find]")];
    for (const row of rows) row.hidden = !isMeant(row, words);
    for (const part of board.querySelectorAll("section, details")) {
      const found = part.querySelector("[data-find]:not([hidden])");
      part.hidden = words && !found;
      if (part.matches("details")) part.open = words && found;
    }
    none.textContent = words && rows.every((row) => row.hidden) ? none.dataset.words : "";
    // What is found is not left above the window.
    const above = board.getBoundingClientRect().top - field.parentElement.getBoundingClientRect().bottom;
    if (words && above < 0) scrollBy({ top: above, behavior: "instant" });
  };

  const follow = () => {
    const waiting = board.querySelectorAll("[id^='hand-over-']").length;
    field.hidden = waiting <= FEW && !box.value && !field.contains(document.activeElement);
    if (box.value) look(self.plain(box.value.trim()));
  };

  self.finder(field, look);
  document.addEventListener("htmx:afterSwap", ({ target }) => { if (target === board) follow(); });
  // Who was looked for is served: the next name comes.
  document.addEventListener("counter:handed-over", (event) => {
    if (!box.value) return;
    event.preventDefault();
    box.value = "";
    look("");
    box.focus();
  });
  follow();
})();
