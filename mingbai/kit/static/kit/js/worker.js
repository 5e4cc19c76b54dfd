"use strict";
// The worker of pages that also open without a network. SETTLED (assets, hours) stands before this file.
// It keeps the static files that its pages name, and those pages of its own scope that a person opened or took
// along, for as long as a session lasts. Signing out empties it. It never keeps an answer to a form.
const ASSETS = "mingbai-assets", PAGES = "mingbai-pages", PATIENCE = 4000;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(ASSETS).then((cache) => cache.addAll(SETTLED.assets)).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(ASSETS), named = new Set(SETTLED.assets.map((path) => new URL(path, location).href));
    for (const asked of await cache.keys()) if (!named.has(asked.url)) await cache.delete(asked);
    await self.clients.claim();
  })());
});

const isPage = (answer) => answer.ok && !answer.redirected && (answer.headers.get("Content-Type") || "").startsWith("text/html");
const keep = async (address, answer) => {
  const headers = new Headers(answer.headers);
  headers.set("X-Kept-At", String(Date.now()));
  const copy = new Response(await answer.blob(), { status: 200, headers });
  await (await caches.open(PAGES)).put(address, copy);
};
const kept = async (address) => {
  const found = await (await caches.open(PAGES)).match(address);
  if (!found) return null;
  const age = Date.now() - Number(found.headers.get("X-Kept-At"));
  if (age < SETTLED.hours * 3600000) return found;
  await (await caches.open(PAGES)).delete(address);
  return null;
};

const page = async (event) => {
  const address = event.request.url.split("#")[0], old = await kept(address);
  const fresh = fetch(event.request).then((answer) => {
    if (isPage(answer)) event.waitUntil(keep(address, answer.clone()));
    return answer;
  });
  if (!old) return fresh;
  // A weak signal must not keep a family waiting: after a moment the kept page comes.
  const tired = new Promise((resolve) => { setTimeout(() => resolve(old), PATIENCE); });
  return Promise.race([fresh.catch(() => old), tired]);
};

self.addEventListener("fetch", (event) => {
  const { request } = event, { pathname, origin } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (SETTLED.assets.includes(pathname)) {
    event.respondWith(caches.match(request, { ignoreSearch: true }).then((found) => found || fetch(request)));
  }
});

self.addEventListener("message", (event) => {
  const { take = [], forget = false } = event.data || {};
  event.waitUntil((async () => {
    if (forget) { await caches.delete(PAGES); await caches.delete(ASSETS); }
    for (const address of take) {
      try {
        const answer = await fetch(address, { credentials: "same-origin" });
        if (isPage(answer)) await keep(new URL(address, location).href, answer);
      } catch (_failed) { break; } // no network: what was kept before stays
    }
    const found = forget ? 0 : (await (await caches.open(PAGES)).keys()).length;
    if (event.source) event.source.postMessage({ kept: found, done: take.length });
  })());
});
