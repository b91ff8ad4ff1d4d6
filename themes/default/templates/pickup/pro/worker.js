{% url "pickup:pro_today" shop.slug as home %}// The counter without a network: the day's list as it was last seen, and hand-overs kept to be sent.
importScripts("{% static "js/queue.js" %}");
const HOME = "{{ home|escapejs }}", SHOP = "{{ shop.slug|escapejs }}", STATIC = "{% get_static_prefix %}";
const KEPT = `counter-${SHOP}`;
const isList = (path) => path === HOME || new RegExp(`^${HOME}jour/[0-9-]+/$`).test(path);
const isHandOver = (path) => path.startsWith(HOME + "commandes/") && path.endsWith("/remise/");

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim().then(() => refresh(HOME))));
self.addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.mode === "navigate" && request.method === "POST" && isHandOver(url.pathname)) return event.respondWith(handOver(request));
  if (request.method !== "GET") return;
  if (request.mode === "navigate" && isList(url.pathname)) return event.respondWith(list(request, event));
  if (url.pathname.startsWith(STATIC)) return event.respondWith(file(request));
  if (isList(url.pathname.replace(/liste\/$/, "")) && url.pathname.endsWith("liste/")) event.respondWith(part(request, event));
});

async function list(request, event) {
  let answer;
  try { answer = await fetch(request); } catch { return kept(request); }
  event.waitUntil(keep(request.url, answer.clone()));
  return answer;
}

// A list that has changed on the screen changes on the phone too.
async function part(request, event) {
  const answer = await fetch(request);
  if (answer.status === 200) event.waitUntil(refresh(request.url.replace(/liste\/$/, "")));
  return answer;
}

async function refresh(address) {
  try { await keep(new URL(address, location).href, await fetch(address, { credentials: "same-origin" })); } catch { /* the next time */ }
}

// Whoever is no longer let in leaves nothing behind.
async function keep(address, answer) {
  if (answer.redirected || answer.type === "opaqueredirect" || answer.status === 404) return caches.delete(KEPT);
  if (!answer.ok) return;
  const cache = await caches.open(KEPT), text = await answer.text();
  const headers = { "Content-Type": "text/html; charset=utf-8" };
  const marked = text.replace("<html ", `<html data-kept-at="${Date.now()}" `);
  await cache.put(address, new Response(marked, { headers }));
  const files = [...text.matchAll(/(?:href|src)="([^"]+)"/g)].map((found) => found[1]).filter((one) => one.startsWith(STATIC));
  await forget(cache);
  await Promise.all(files.map(async (one) => { if (!(await cache.match(one))) await cache.add(one).catch(() => {}); }));
}

// Days that are over name people for nothing.
async function forget(cache) {
  const yesterday = new Date(Date.now() - 864e5).toISOString().slice(0, 10);
  const over = ({ url }) => (url.match(/\/jour\/(\d{4}-\d{2}-\d{2})\//)?.[1] ?? "9") < yesterday;
  await Promise.all((await cache.keys()).filter(over).map((one) => cache.delete(one)));
}

async function kept(request) {
  const cache = await caches.open(KEPT);
  return (await cache.match(request.url)) || (await cache.match(new URL(HOME, location).href)) || Response.error();
}

async function file(request) {
  try { return await fetch(request); } catch { return (await caches.match(request)) || Response.error(); }
}

// The answer may be lost as well as the question: the nonce makes the second sending harmless.
async function handOver(request) {
  const copy = request.clone();
  try { return await fetch(request); } catch {
    const nonce = (await copy.formData()).get("nonce") ?? crypto.randomUUID();
    await self.handOvers.put({ nonce, shop: SHOP, address: new URL(copy.url).pathname });
    return Response.redirect(HOME, 303);
  }
}

self.addEventListener("push", (event) => {
  const { title, body, url, tag } = event.data.json();
  event.waitUntil(self.registration.showNotification(title, { body, tag, data: { url } }));
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow(event.notification.data.url));
});
