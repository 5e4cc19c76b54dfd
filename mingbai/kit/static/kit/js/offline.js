"use strict";
// Shows the outbox wherever it stands in a page, takes pages along, and warns before anything is cleared.
(() => {
  const words = (name, values = {}) => {
    const holder = document.querySelector("[data-outbox-words]");
    const text = holder ? holder.dataset[name] || "" : "";
    return text.replace(/\{(\w+)\}/g, (_all, key) => values[key]);
  };
  const make = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) if (value !== null) made.setAttribute(name, value);
    made.append(...children);
    return made;
  };
  const clock = (when) => new Date(when).toLocaleString("sv-SE", { dateStyle: "short", timeStyle: "short" });
  const TONES = { waiting: "waiting", arrived: "closed", refused: "danger", parted: "danger" };

  // A difference: as it was, as it stands now, as it was sent; which of the last two is right is a person's choice.
  const choice = (parcel, row, side, checked) => {
    const name = `choose-${parcel.id}-${row.name}`, id = `${name}-${side}`;
    const box = make("input", { type: "radio", name, id, value: side });
    box.checked = checked;
    return make("label", { class: "choice", for: id }, box, make("span", {}, `${words(side)} ${row[side]}`));
  };
  const versus = (parcel) => {
    const form = make("form", { class: "outbox-versus", "data-parcel": parcel.id });
    for (const row of parcel.differences || []) {
      const set = make("fieldset", {}, make("legend", {}, row.base ? `${row.title} · ${words("base")} ${row.base}` : row.title));
      set.append(choice(parcel, row, "now", false), choice(parcel, row, "sent", true));
      form.append(set);
    }
    form.append(make("button", { class: "button button-main", type: "submit" }, words("choose")));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const chosen = {};
      for (const row of parcel.differences) {
        const picked = form.querySelector(`[name="choose-${parcel.id}-${row.name}"]:checked`);
        chosen[row.name] = row[picked.value];
      }
      Outbox.again(parcel, chosen);
    });
    return form;
  };

  const item = (parcel) => {
    const state = make("span", { class: `pill pill-${TONES[parcel.state]}` }, words(parcel.state));
    const name = parcel.answer ? make("a", { href: parcel.answer }, parcel.title) : make("strong", {}, parcel.title);
    const line = make("li", { "data-state": parcel.state }, make("div", { class: "outbox-line" }, name, state,
      make("span", { class: "muted small" }, words("since", { when: clock(parcel.at) }))));
    const why = parcel.gone ? words("gone") : parcel.words;
    if (parcel.state !== "arrived" && why) line.append(make("p", {}, why));
    if (parcel.state === "refused") {
      const page = make("a", { class: "button", href: parcel.url }, words("openPage"));
      const drop = make("button", { class: "button button-quiet", type: "button" }, words("drop"));
      drop.addEventListener("click", () => { if (window.confirm(words("dropSure"))) Outbox.remove(parcel.id); });
      line.append(make("div", { class: "row" }, page, drop));
    }
    if (parcel.state === "parted") line.append(versus(parcel));
    return line;
  };

  const show = ({ parcels, held }) => {
    const open = parcels.filter((parcel) => parcel.state !== "arrived");
    for (const count of document.querySelectorAll("[data-outbox-count]")) {
      count.hidden = open.length === 0;
      const number = count.querySelector("[data-number]");
      if (number) number.textContent = open.length;
    }
    for (const panel of document.querySelectorAll("[data-outbox]")) {
      panel.hidden = parcels.length === 0;
      panel.querySelector("[data-outbox-list]").replaceChildren(...parcels.map(item));
      const why = panel.querySelector("[data-outbox-held]");
      const waits = parcels.some((parcel) => parcel.state === "waiting");
      why.textContent = waits && held ? words(held === "signed_out" ? "signedOut" : held === "other_post" ? "otherPost" : held) : "";
      panel.querySelector("[data-outbox-in]").hidden = !(waits && held === "signed_out");
      panel.querySelector("[data-outbox-send]").hidden = !waits;
    }
  };
  document.addEventListener("outbox:changed", (event) => show(event.detail));
  document.addEventListener("click", (event) => { if (event.target.closest("[data-outbox-send]")) Outbox.send(); });

  // Without a network the page says so, calmly: nothing is lost.
  const signal = () => {
    for (const bar of document.querySelectorAll("[data-offline]")) bar.hidden = navigator.onLine;
  };
  window.addEventListener("online", signal);
  window.addEventListener("offline", signal);
  document.addEventListener("DOMContentLoaded", signal);

  const forget = async () => {
    if (!navigator.serviceWorker || !window.caches) return;
    for (const name of await caches.keys()) if (name.startsWith("mingbai-")) await caches.delete(name);
    for (const one of await navigator.serviceWorker.getRegistrations()) await one.unregister();
  };
  // Signing out empties what this machine keeps; what still waits is told first, and stays sealed.
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("form[data-leaving-machine]") || form.dataset.cleared || !Outbox.able) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const number = await Outbox.waiting();
    if (number && !window.confirm(words("leaveSure", { number }))) return;
    await forget();
    form.dataset.cleared = "1";
    form.requestSubmit();
  }, true);
  document.addEventListener("click", async (event) => {
    if (!event.target.closest("[data-forget]")) return;
    const number = await Outbox.waiting();
    if (!window.confirm(words(number ? "clearSureWaiting" : "clearSure", { number }))) return;
    await forget();
    window.location.reload();
  });

  // Taking along: the worker keeps this page and those that it names.
  const told = (event) => {
    for (const place of document.querySelectorAll("[data-taken-note]")) {
      place.textContent = event.data.kept ? words("taken") : "";
      place.hidden = !event.data.kept;
    }
  };
  const take = async (addresses) => {
    const ready = await navigator.serviceWorker.ready;
    ready.active.postMessage({ take: addresses });
  };
  document.addEventListener("DOMContentLoaded", async () => {
    const holder = document.querySelector("[data-worker]");
    if (!holder || !Outbox.able || !navigator.serviceWorker) return;
    navigator.serviceWorker.addEventListener("message", told);
    try {
      await navigator.serviceWorker.register(holder.dataset.worker);
    } catch (_unreachable) {
      return; // signed out meanwhile, or no network: the worker that is there goes on
    }
    if (navigator.storage && navigator.storage.persist) navigator.storage.persist();
    const links = [...document.querySelectorAll("a[data-take]")].map((link) => link.getAttribute("href"));
    if (navigator.onLine) take([window.location.pathname, ...new Set(links)]);
  });
  document.addEventListener("outbox:arrived", (event) => {
    if (document.querySelector("[data-worker]")) take([event.detail.url, window.location.pathname]);
  });
})();
