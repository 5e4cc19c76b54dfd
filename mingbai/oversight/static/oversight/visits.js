"use strict";
// A team's phone: the form of a household with its facts and photographs, the village's answers, the end of the
// visit. Everything goes to the outbox first; what waits there is shown where it belongs, also without a signal.
(() => {
  const able = () => Boolean(window.Outbox && Outbox.able);
  const fresh = () => (crypto.randomUUID ? crypto.randomUUID() : "");
  const ZERO = "00000000-0000-0000-0000-000000000000", PATIENCE = 2500, PAUSE = 400;
  const MARKS = ["csrfmiddlewaretoken", "request_id", "base", "signature"];
  const texts = (form, submitter) => [...new FormData(form, submitter)].filter(([, value]) => typeof value === "string");
  const marked = (form) => { form.elements.request_id.value = fresh() || form.elements.request_id.value; };

  const sendPhoto = (url, title, photo) => Outbox.put({ url, title, fields: [["request_id", fresh()], ["photo", photo]] });

  // ---- a household's form
  const check = async (form) => {
    const address = form.getAttribute("action"), photos = {}, sets = [...form.querySelectorAll("[data-question]")];
    const chosen = (set) => (set.querySelector("[type=radio]:checked") || { value: "" }).value;
    const bad = (set) => !form.elements.nobody_home.checked && chosen(set) === set.dataset.bad;
    marked(form);
    ByHand.sign(form);
    for (const set of sets) {
      const key = set.querySelector("[name^=key-]");
      if (key.dataset.kept === undefined) key.value = fresh() || key.value;
    }
    const shown = () => {
      const absent = form.elements.nobody_home.checked;
      form.querySelector("[data-questions]").hidden = absent;
      for (const set of sets) {
        set.querySelector("[data-fact]").hidden = !bad(set);
        for (const box of set.querySelectorAll("[type=radio]")) box.required = !absent;
      }
      const left = absent ? 0 : sets.filter((set) => !chosen(set)).length;
      form.querySelector("[data-left]").textContent = left ? `${sets.length - left}/${sets.length}` : "";
    };
    const wants = (set, words) => {
      const place = set.querySelector("[data-wants]");
      place.textContent = words;
      place.hidden = !words;
      if (words) set.querySelector("textarea").focus();
    };
    for (const set of sets) {
      const row = set.querySelector("[data-photo-row]"), box = row.querySelector("[data-photo]");
      const picture = row.querySelector("img"), gone = row.querySelector("[data-unphoto]"), code = set.dataset.question;
      row.hidden = !able() || !window.createImageBitmap;
      box.addEventListener("change", async () => {
        if (!box.files.length) return;
        photos[code] = await ByHand.small(box.files[0], Number(form.dataset.kilobytes));
        box.value = "";
        picture.src = photos[code];
        picture.hidden = gone.hidden = !photos[code];
        wants(set, "");
      });
      gone.addEventListener("click", () => { photos[code] = ""; picture.hidden = gone.hidden = true; });
    }
    if (able()) {
      for (const [name, value] of await Outbox.drafted(address) || []) {
        const box = form.elements[name];
        if (!box || MARKS.includes(name) || name.startsWith("key-")) continue;
        if (box.type === "checkbox") box.checked = true; else box.value = value;
      }
    }
    shown();
    let pause = null;
    form.addEventListener("input", () => {
      shown();
      clearTimeout(pause);
      if (able()) pause = setTimeout(() => Outbox.draft(address, texts(form)), PAUSE);
    });
    const complete = () => {
      const required = form.dataset.photoRequired !== undefined && able();
      for (const set of sets.filter(bad)) {
        const code = set.dataset.question, kept = set.querySelector("[name^=key-]").dataset.kept !== undefined;
        const words = !set.querySelector("textarea").value.trim() ? form.dataset.wantsWords
          : required && !kept && !photos[code] ? form.dataset.wantsPhoto : "";
        wants(set, words);
        if (words) return false;
      }
      return true;
    };
    form.addEventListener("submit", async (event) => {
      if (!complete()) { event.preventDefault(); return; }
      if (!able()) return;
      event.preventDefault();
      clearTimeout(pause);
      form.querySelector("[type=submit]").disabled = true;
      const seen = new Set(sets.filter(bad).map((set) => set.dataset.question));
      const fields = texts(form).filter(([name]) => !/^(fact|spot|key)-/.test(name) || seen.has(name.slice(name.indexOf("-") + 1)));
      // Everything is on the disk before the page is left; sending goes on by itself.
      const held = new Promise((resolve) => { document.addEventListener("outbox:changed", resolve, { once: true }); });
      const sent = [Outbox.put({ url: address, title: form.dataset.title, fields })];
      await held;
      for (const set of sets.filter(bad)) {
        const code = set.dataset.question, key = set.querySelector("[name^=key-]").value;
        if (!photos[code]) continue;
        const kept = new Promise((resolve) => { document.addEventListener("outbox:changed", resolve, { once: true }); });
        sent.push(sendPhoto(form.dataset.photoUrl.replace(ZERO, key), form.dataset.title, photos[code]));
        await kept;
      }
      await Promise.race([Promise.all(sent), new Promise((resolve) => { setTimeout(resolve, PATIENCE); })]);
      window.location.assign(form.dataset.back);
    });
  };

  // ---- a visit: what waits in the outbox stands beside what has arrived
  let matters = {};
  const waitingFacts = (parcels, lines) => {
    const found = [];
    for (const parcel of parcels.filter((one) => one.state !== "arrived" && one.fields)) {
      const given = Object.fromEntries(parcel.fields), line = lines.get(parcel.url);
      if (line) {
        for (const [name, words] of Object.entries(given)) {
          const code = name.slice("fact-".length);
          if (name.startsWith("fact-") && words) found.push({ key: given[`key-${code}`], words, of: line.textContent.replace(/^\d+\. /, ""), title: matters[code] || "" });
        }
      } else if (/\/facts$/.test(parcel.url)) found.push({ key: given.key, words: given.fact, of: "", title: given.title });
    }
    return found;
  };
  const visit = (holder) => {
    matters = JSON.parse(document.getElementById("matter-words").textContent);
    const lines = new Map([...holder.querySelectorAll("[data-line]")].map((line) => [line.dataset.line, line]));
    const list = holder.querySelector("[data-facts]"), template = holder.querySelector("[data-fact-template]");
    const addFact = ({ key, words, of, title }) => {
      if (!key || list.querySelector(`[data-fact-key="${key}"]`)) return;
      const made = template.content.firstElementChild.cloneNode(true), form = made.querySelector("form");
      made.dataset.factKey = key;
      made.querySelector("[data-fact-title]").textContent = title;
      made.querySelector("[data-fact-of]").textContent = of;
      made.querySelector("[data-fact-words]").textContent = words;
      form.setAttribute("action", form.getAttribute("action").replace(ZERO, key));
      form.dataset.title = of || title;
      marked(form);
      list.append(made);
    };
    const note = (place, parcel) => {
      if (!place) return;
      place.hidden = !parcel;
      if (!parcel) return;
      const held = ["refused", "parted"].includes(parcel.state);
      place.textContent = held ? holder.dataset.held : holder.dataset.waiting;
      place.className = `pill pill-${held ? "danger" : "waiting"}`;
    };
    document.addEventListener("outbox:changed", ({ detail }) => {
      const open = detail.parcels.filter((one) => one.state !== "arrived");
      const of = (url) => open.filter((one) => one.url === url).pop();
      for (const [url, line] of lines) note(line.parentElement.querySelector("[data-noted]"), of(url) || of(`${url}/instead`));
      for (const fact of waitingFacts(detail.parcels, lines)) addFact(fact);
      for (const form of list.querySelectorAll(".fact-answer")) {
        const waits = of(form.getAttribute("action"));
        note(form.closest("li").querySelector("[data-noted]"), waits);
        form.hidden = Boolean(waits);
      }
    });
    let typed = false;
    holder.addEventListener("input", () => { typed = true; });
    document.addEventListener("outbox:arrived", async ({ detail }) => {
      const ends = holder.querySelector("[data-ends]");
      if (detail.url === ends.getAttribute("action")) window.location.assign(detail.answer);
      else if (!typed && !await Outbox.waiting()) window.location.reload();
    });
    holder.addEventListener("submit", async (event) => {
      const form = event.target;
      if (!form.matches("[data-parcel]") || !able()) return;
      event.preventDefault();
      const [name, value] = event.submitter && event.submitter.name ? [event.submitter.name, event.submitter.value] : ["", ""];
      const said = form.elements.said;
      if (name === "accepts") {
        said.required = value === "no";
        if (!form.reportValidity()) return;
      }
      typed = false;
      marked(form);
      const fields = [...texts(form).filter(([one]) => one !== name), ...(name ? [[name, value]] : [])];
      if (form.elements.key) fields.splice(0, fields.length, ...fields.filter(([one]) => one !== "key"), ["key", fresh()]);
      await Outbox.put({ url: form.getAttribute("action"), title: form.dataset.title, fields });
      if (form.elements.key) form.reset();
    });
    holder.addEventListener("change", async (event) => {
      const form = event.target.closest("[data-photo-form]");
      if (!form || !event.target.files.length) return;
      if (!able() || !window.createImageBitmap) { form.requestSubmit(); return; }
      typed = false;
      const photo = await ByHand.small(event.target.files[0], Number(holder.dataset.kilobytes));
      event.target.value = "";
      if (photo) await sendPhoto(form.getAttribute("action"), form.dataset.title, photo);
    });
    for (const form of holder.querySelectorAll("form")) marked(form);
    ByHand.sign(holder.querySelector("[data-ends]"));
  };

  document.addEventListener("DOMContentLoaded", () => {
    const form = document.querySelector("[data-check]"), holder = document.querySelector("[data-visit]");
    if (form) check(form);
    if (holder) visit(holder);
  });
})();
