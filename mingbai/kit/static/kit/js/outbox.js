"use strict";
// The outbox: forms filled without a network wait here, sealed, in order, until the machine says that they are in.
//
// A parcel lives in IndexedDB: whose it is, since when, its state, and its contents under AES-GCM. The key comes
// with every page of a signed-in person ("door"), so that after signing out what waits cannot be read here.
// Arriving twice is harmless: a parcel keeps its request_id until its contents change (mingbai/kit/parcels.py).
const Outbox = (() => {
  const able = Boolean(window.isSecureContext && window.indexedDB && window.crypto && crypto.subtle);
  const OPEN = ["waiting", "refused", "parted"], EVERY = 20000, DAY = 86400000;
  const door = () => JSON.parse((document.getElementById("door") || { textContent: "null" }).textContent);

  const database = () => new Promise((resolve, reject) => {
    const asked = indexedDB.open("mingbai", 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("parcels", { keyPath: "id", autoIncrement: true });
      asked.result.createObjectStore("drafts", { keyPath: "url" });
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  const within = async (store, mode, work) => {
    const base = await database();
    try {
      const deal = base.transaction(store, mode, mode === "readwrite" ? { durability: "strict" } : {});
      const asked = work(deal.objectStore(store));
      return await new Promise((resolve, reject) => {
        deal.oncomplete = () => resolve(asked.result);
        deal.onerror = deal.onabort = () => reject(deal.error);
      });
    } finally { base.close(); }
  };

  const bytes = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
  const keyOf = () => crypto.subtle.importKey("raw", bytes(door().key), "AES-GCM", false, ["encrypt", "decrypt"]);
  const seal = async (contents) => {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const plain = new TextEncoder().encode(JSON.stringify(contents));
    return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await keyOf(), plain) };
  };
  const open = async ({ iv, data }) => {
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, await keyOf(), data);
    return JSON.parse(new TextDecoder().decode(plain));
  };

  const rows = () => within("parcels", "readonly", (store) => store.getAll());
  const write = (row) => within("parcels", "readwrite", (store) => store.put(row));
  const remove = async (id) => { await within("parcels", "readwrite", (store) => store.delete(id)); await tell(); };

  // Every parcel of whoever acts here, opened; those of others are counted only.
  const list = async () => {
    const mine = door(), all = await rows(), found = [];
    for (const row of all) {
      if (!mine || row.owner !== mine.owner) continue;
      try { found.push({ ...row, ...(await open(row.sealed)) }); } catch (_sealed) { found.push({ ...row, title: "?" }); }
    }
    return found;
  };
  const waiting = async () => (able ? (await rows()).filter((row) => OPEN.includes(row.state)).length : 0);

  const put = async ({ url, title, fields }) => {
    const row = { owner: door().owner, label: door().label, at: Date.now(), state: "waiting", sealed: await seal({ url, title, fields }) };
    await write(row);
    await within("drafts", "readwrite", (store) => store.delete(url));
    await tell();
    return send();
  };
  const settle = async (parcel, state, more) => {
    const { url, title, fields } = parcel;
    const contents = state === "arrived" ? { url, title, ...more } : { url, title, fields, ...more };
    await write({ id: parcel.id, owner: parcel.owner, label: parcel.label, at: parcel.at, state, told: Date.now(), sealed: await seal(contents) });
    await tell();
    if (state === "arrived") document.dispatchEvent(new CustomEvent("outbox:arrived", { detail: { url, answer: more.answer } }));
  };

  // A person has looked at both sides: what was chosen goes out as a new form, made in sight of what stands now.
  const again = async (parcel, chosen) => {
    const renewed = { ...chosen, base: parcel.base, request_id: crypto.randomUUID() };
    const left = parcel.fields.filter(([name]) => !(name in renewed));
    await settle({ ...parcel, fields: [...left, ...Object.entries(renewed)] }, "waiting", {});
    return send();
  };

  // Who is at the machine's door now: fresh token, same key. null: no network; false: nobody is signed in.
  const knock = async () => {
    if (!navigator.onLine) return null;
    try {
      const answer = await fetch("/outbox/door", { cache: "no-store", redirect: "error", headers: { "X-Parcel": "1" } });
      return answer.ok && (answer.headers.get("Content-Type") || "").includes("json") ? await answer.json() : false;
    } catch (_failed) {
      return await reachable() ? false : null;
    }
  };
  const reachable = async () => {
    try { await fetch("/outbox/door", { cache: "no-store", redirect: "manual" }); return true; } catch (_failed) { return false; }
  };

  const post = async (parcel, token) => {
    const body = new URLSearchParams(parcel.fields.filter(([name]) => name !== "csrfmiddlewaretoken"));
    const answer = await fetch(parcel.url, {
      method: "POST", body, redirect: "error", headers: { "X-CSRFToken": token, "X-Parcel": "1" },
    });
    const said = (answer.headers.get("Content-Type") || "").includes("json") ? await answer.json() : {};
    return { status: answer.status, ...said };
  };

  let held = "";
  const sendAll = async () => {
    const due = (await list()).filter((parcel) => parcel.state === "waiting");
    if (!due.length) { held = ""; return tell(); }
    const at = await knock();
    held = at === null ? "offline" : at === false ? "signed_out" : at.owner !== door().owner ? "other_post" : "";
    if (held) return tell();
    const stuck = new Set((await list()).filter((one) => ["refused", "parted"].includes(one.state)).map((one) => one.url));
    for (const parcel of due) {
      if (stuck.has(parcel.url)) continue; // what concerns the same thing keeps its order
      let answer;
      try { answer = await post(parcel, at.token); } catch (_failed) { held = "offline"; return tell(); }
      if (answer.state === "arrived") await settle(parcel, "arrived", { answer: answer.url, words: answer.words });
      else if (answer.state === "parted") await settle(parcel, "parted", { words: answer.words, differences: answer.differences, base: answer.base });
      else if (answer.state === "refused") await settle(parcel, "refused", { words: answer.words });
      else if (answer.status >= 500) { held = "trouble"; return tell(); }
      else await settle(parcel, "refused", { words: "", gone: true });
      if (answer.state !== "arrived") stuck.add(parcel.url);
    }
    return tell();
  };
  // One tab sends at a time.
  const send = () => navigator.locks.request("mingbai-outbox", () => sendAll());

  // What was typed and not yet saved survives a closed browser.
  const draft = async (url, fields) => {
    const sealed = await seal({ fields });
    return within("drafts", "readwrite", (store) => store.put({ url, owner: door().owner, at: Date.now(), sealed }));
  };
  const drafted = async (url) => {
    const row = await within("drafts", "readonly", (store) => store.get(url));
    if (!row || row.owner !== door().owner) return null;
    try { return (await open(row.sealed)).fields; } catch (_sealed) { return null; }
  };

  const tell = async () => {
    const found = door() ? await list() : [];
    document.dispatchEvent(new CustomEvent("outbox:changed", { detail: { parcels: found, held } }));
  };
  // What has arrived is shown for a day.
  const tidy = async () => {
    for (const row of await rows()) if (row.state === "arrived" && Date.now() - row.told > DAY) await remove(row.id);
  };
  const begin = async () => {
    if (!able || !door()) return;
    await tidy();
    await tell();
    await send();
    window.addEventListener("online", send);
    window.addEventListener("offline", () => { held = "offline"; tell(); });
    setInterval(async () => { if (!document.hidden && await waiting()) send(); }, EVERY);
  };
  document.addEventListener("DOMContentLoaded", begin);
  return { able, put, list, waiting, send, again, remove, draft, drafted };
})();
window.Outbox = Outbox;
