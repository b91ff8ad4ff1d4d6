// Looking for something on a long page as one types, blind to accents and case.
self.plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
self.finder = (field, look) => {
  const box = field.querySelector("input");
  field.addEventListener("input", () => look(self.plain(box.value.trim())));
  // Enter looks; it does not send half a form.
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
};
