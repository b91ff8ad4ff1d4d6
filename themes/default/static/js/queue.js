// Hand-overs that could not be sent, kept on the phone: a number and a name for the tap, no person.
// Shared by the page and its service worker.
self.handOvers = (() => {
  const open = () => new Promise((done, failed) => {
    const asked = indexedDB.open("counter", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("handOvers", { keyPath: "nonce" });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
  const run = async (mode, act) => {
    const base = await open();
    return new Promise((done, failed) => {
      const task = base.transaction("handOvers", mode);
      const asked = act(task.objectStore("handOvers"));
      task.oncomplete = () => { base.close(); done(asked.result); };
      task.onerror = () => { base.close(); failed(task.error); };
    });
  };
  return {
    put: (one) => run("readwrite", (store) => store.put(one)),
    remove: (nonce) => run("readwrite", (store) => store.delete(nonce)),
    of: async (shop) => (await run("readonly", (store) => store.getAll())).filter((one) => one.shop === shop),
  };
})();
