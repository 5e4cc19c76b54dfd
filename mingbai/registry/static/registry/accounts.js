"use strict";
// The counting page: sums while one types, reads them aloud, keeps the signature, hands the form to the outbox.
// The formulas are those of mingbai/registry/queries/incomes_reckoning.py, in whole fen.
(() => {
  const WRITTEN = /^\d{1,9}(\.\d{0,2})?$/, PAUSE = 400;
  const fenOf = (text) => {
    const plain = text.normalize("NFKC").replaceAll(",", "").trim();
    if (!plain) return 0;
    if (!WRITTEN.test(plain)) return null;
    const [yuan, part = ""] = plain.split(".");
    return Number(yuan) * 100 + Number(part.padEnd(2, "0"));
  };
  const yuan = (fen) => {
    const size = Math.abs(fen), whole = String(Math.floor(size / 100)).replace(/\B(?=(\d{3})+$)/g, ",");
    return `${fen < 0 ? "-" : ""}${whole}.${String(size % 100).padStart(2, "0")}`;
  };
  const perHead = (fen, members) => Math.sign(fen) * Math.floor((2 * Math.abs(fen) + members) / (2 * members));
  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_all, name) => values[name]);

  const reckon = (form) => {
    const sums = {};
    for (const group of form.querySelectorAll("[data-group]")) {
      let sum = 0;
      for (const box of group.querySelectorAll("[data-row] input")) sum += look(form, box);
      sums[group.dataset.group] = sum;
      group.querySelector("[data-sum]").textContent = yuan(sum);
    }
    const gross = sums.wage + sums.business + sums.property + sums.transfer, net = gross - sums.business_expense;
    const members = Number(form.dataset.members), head = members ? perHead(net, members) : null;
    form.querySelector("[data-head]").textContent = head === null ? "—" : yuan(head);
    const line = form.dataset.line, away = form.querySelector("[data-distance]");
    away.textContent = head === null ? "" : line === "" ? form.dataset.unknown
      : filled(head < Number(line) ? form.dataset.below : form.dataset.above, { amount: yuan(Math.abs(head - Number(line))) });
    away.classList.toggle("late", line !== "" && head !== null && head < Number(line));
    form.querySelector("[data-said]").textContent = filled(form.dataset.spoken, {
      name: form.dataset.name, members, gross: yuan(gross), expense: yuan(sums.business_expense), net: yuan(net),
      head: head === null ? "—" : yuan(head),
    });
  };
  // One box: what it says in fen; an amount that is none is marked; a department's other figure is a question.
  const look = (form, box) => {
    const fen = fenOf(box.value);
    box.setAttribute("aria-invalid", String(fen === null));
    box.setCustomValidity(fen === null ? form.dataset.bad : "");
    const ask = box.closest("[data-row]").querySelector("[data-ask]");
    if (box.dataset.known !== undefined) {
      const paid = Number(box.dataset.known);
      ask.textContent = fen === paid ? "" : filled(form.dataset.differs, { source: box.dataset.source, paid: yuan(paid) });
    }
    return fen || 0;
  };

  const speak = (form) => {
    const button = form.querySelector("[data-speak]");
    if (!("speechSynthesis" in window)) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      const said = new SpeechSynthesisUtterance(form.querySelector("[data-said]").textContent.replaceAll(",", ""));
      said.lang = document.documentElement.lang.startsWith("en") ? "en-GB" : "zh-CN";
      said.rate = 0.9;
      speechSynthesis.cancel();
      speechSynthesis.speak(said);
    });
  };

  const fieldsOf = (form) => [...new FormData(form)].map(([name, value]) =>
    [name, name.startsWith("line-") ? value.normalize("NFKC").replaceAll(",", "").trim() : value]);
  const MARKS = ["csrfmiddlewaretoken", "request_id", "key", "base"];

  document.addEventListener("DOMContentLoaded", async () => {
    const form = document.querySelector("[data-reckoning]");
    if (!form) return;
    const address = form.getAttribute("action");
    const able = window.Outbox && Outbox.able;
    speak(form);
    ByHand.sign(form);
    // A page that was kept carries the mark of its time; each count gets its own.
    form.elements.request_id.value = crypto.randomUUID ? crypto.randomUUID() : form.elements.request_id.value;
    form.elements.key.value = crypto.randomUUID ? crypto.randomUUID() : form.elements.key.value;
    if (able) {
      const kept = await Outbox.drafted(address);
      for (const [name, value] of kept || []) {
        const box = form.elements[name];
        if (box && !MARKS.includes(name) && name !== "counted_on") box.value = value;
      }
    }
    reckon(form);
    let pause = null;
    form.addEventListener("input", () => {
      reckon(form);
      clearTimeout(pause);
      if (able) pause = setTimeout(() => Outbox.draft(address, fieldsOf(form)), PAUSE);
    });
    form.addEventListener("submit", async (event) => {
      if (!able) return;
      event.preventDefault();
      clearTimeout(pause);
      await Outbox.put({ url: address, title: form.dataset.title, fields: fieldsOf(form) });
      form.querySelector("[type=submit]").disabled = true;
      document.getElementById("outbox").scrollIntoView({ block: "start" });
    });
    // Once it is in, the statement is what one wants to see; a page opened before that shows what stood then.
    let typed = false;
    form.addEventListener("input", () => { typed = true; });
    document.addEventListener("outbox:arrived", (arrived) => {
      if (arrived.detail.url !== address) return;
      if (form.querySelector("[type=submit]").disabled) window.location.assign(arrived.detail.answer);
      else if (!typed) window.location.reload();
    });
  });
})();
