// « Prévenir ce téléphone »: asked of the browser at the tap, never before.
(() => {
  const button = document.getElementById("phone"), form = document.getElementById("seen");
  if (!button || !navigator.serviceWorker || !self.PushManager) return;
  const show = (subscription) => button.setAttribute("aria-pressed", Boolean(subscription));
  const tell = (address, subscription) => {
    const body = new FormData(form), { keys } = subscription.toJSON();
    Object.entries({ endpoint: subscription.endpoint, ...keys }).forEach(([name, value]) => body.set(name, value));
    return fetch(address, { method: "POST", body });
  };
  const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));

  const add = async (pushManager) => {
    const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(button.dataset.key) });
    if (!(await tell(button.dataset.add, made)).ok) { await made.unsubscribe(); throw new Error("refused"); }
  };
  const remove = async (subscription) => {
    await tell(button.dataset.remove, subscription);
    await subscription.unsubscribe();
  };

  navigator.serviceWorker.ready.then(async ({ pushManager }) => {
    show(await pushManager.getSubscription());
    const said = document.createElement("p");
    said.setAttribute("role", "status");
    button.parentNode.after(said);
    button.hidden = false;
    button.addEventListener("click", async () => {
      const there = await pushManager.getSubscription();
      try { await (there ? remove(there) : add(pushManager)); }
      catch { said.textContent = button.dataset.refused; }
      show(await pushManager.getSubscription());
    });
  });
})();
