// What nobody of the shop has looked at: counted in the title, said politely, heard if wished.
// A screen that stands open is nobody's eyes: what comes to it is seen at the next touch.
(() => {
  const form = document.getElementById("seen");
  const button = document.getElementById("sound");
  const said = document.getElementById("new-orders");
  const waiting = () => [...document.querySelectorAll("#unseen [data-number]")];
  const known = new Set(waiting().map((one) => one.dataset.number));

  const count = () => {
    const n = waiting().length;
    document.title = (n ? `(${n}) ` : "") + document.title.replace(/^\(\d+\) /, "");
  };

  const look = async () => {
    if (document.hidden) return;
    const shown = waiting().filter((one) => document.getElementById(`order-${one.dataset.number}`));
    if (!shown.length) return;
    const body = new FormData(form);
    shown.forEach((one) => body.append("number", one.dataset.number));
    const answer = await fetch(form.action, { method: "POST", body }).catch(() => null);
    if (answer?.ok) shown.forEach((one) => one.remove());
    count();
  };

  let audio;
  const wake = () => { audio ??= new AudioContext(); return audio.resume(); };
  const wanted = () => localStorage.getItem("counter-sound") === "on";
  // Two soft tones, a third apart.
  const ring = () => [660, 830].forEach((pitch, i) => {
    const start = audio.currentTime + i * .25, tone = audio.createOscillator(), level = audio.createGain();
    tone.frequency.value = pitch;
    level.gain.setValueAtTime(0, start);
    level.gain.linearRampToValueAtTime(.12, start + .03);
    level.gain.exponentialRampToValueAtTime(.001, start + .5);
    tone.connect(level).connect(audio.destination);
    tone.start(start);
    tone.stop(start + .5);
  });
  const show = () => button.setAttribute("aria-pressed", wanted());
  button.hidden = false;
  button.addEventListener("click", async () => {
    localStorage.setItem("counter-sound", wanted() ? "off" : "on");
    show();
    await wake();
    if (wanted()) ring();
  });

  document.addEventListener("htmx:afterSwap", () => {
    const fresh = waiting().filter((one) => !known.has(one.dataset.number));
    fresh.forEach((one) => known.add(one.dataset.number));
    count();
    if (!fresh.length) return;
    said.textContent = fresh.map((one) => one.textContent).join(". ");
    document.dispatchEvent(new CustomEvent("counter:new", { detail: fresh.length }));
    if (wanted() && audio?.state === "running") ring();
  });
  for (const touch of ["pointerdown", "keydown"])
    document.addEventListener(touch, () => { if (wanted()) wake(); look(); });
  let away = document.hidden;
  document.addEventListener("visibilitychange", () => {
    if (away && !document.hidden) look();
    away = document.hidden;
  });
  show();
  look();
})();
