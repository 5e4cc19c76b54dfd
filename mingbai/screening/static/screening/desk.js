"use strict";
// The verifier's phone: three buttons, a voice note, a photograph of a proof; what is answered goes to the outbox.
(() => {
  const able = () => Boolean(window.Outbox && Outbox.able);
  const fresh = () => (crypto.randomUUID ? crypto.randomUUID() : "");
  const asUrl = (blob) => new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
  const KILOBYTE = 1024;

  // ---- the list: what was answered here is marked, also before it has arrived
  const list = (holder) => {
    const lines = [...holder.querySelectorAll("[data-open] [data-line]")];
    const settled = (parcel, line) => {
      if (parcel.state !== "arrived") return true;
      const version = Number(new URLSearchParams((parcel.answer || "").split("?")[1]).get("v"));
      return version > Number(line.dataset.version); // a page that is newer than the answer knows better
    };
    document.addEventListener("outbox:changed", (event) => {
      let left = 0;
      for (const line of lines) {
        const parcel = event.detail.parcels.filter((one) => one.url === line.dataset.line && settled(one, line)).pop();
        const note = line.querySelector("[data-noted]");
        line.classList.toggle("noted", Boolean(parcel));
        note.hidden = !parcel;
        if (!parcel) { left += 1; continue; }
        const held = ["refused", "parted"].includes(parcel.state);
        note.textContent = held ? holder.dataset.held : parcel.state === "arrived" ? holder.dataset.arrived : holder.dataset.waiting;
        note.className = `pill pill-${held ? "danger" : parcel.state === "arrived" ? "closed" : "waiting"}`;
        if (held) left += 1;
      }
      if (lines.length) holder.querySelector("[data-finished]").hidden = left > 0;
    });
  };

  // ---- a voice note
  const voice = (form) => {
    const holder = form.querySelector("[data-voice]");
    if (!navigator.mediaDevices || !window.MediaRecorder) return;
    holder.hidden = false;
    const [button, played, again] = ["[data-record]", "[data-played]", "[data-unsaid]"].map((one) => holder.querySelector(one));
    const field = form.elements.voice;
    let recorder = null, timer = null;
    const shown = (busy) => {
      button.querySelector("[data-idle]").hidden = busy;
      button.querySelector("[data-busy]").hidden = !busy;
    };
    const stop = () => { if (recorder && recorder.state !== "inactive") recorder.stop(); };
    const begin = async () => {
      let stream;
      try { stream = await navigator.mediaDevices.getUserMedia({ audio: true }); } catch (_refused) { wants(form, form.dataset.deaf); return; }
      const type = ["audio/webm;codecs=opus", "audio/webm", "audio/mp4", "audio/ogg"].find((one) => MediaRecorder.isTypeSupported(one));
      const pieces = [];
      recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: 24000 });
      recorder.addEventListener("dataavailable", (event) => pieces.push(event.data));
      recorder.addEventListener("stop", async () => {
        clearInterval(timer);
        for (const track of stream.getTracks()) track.stop();
        shown(false);
        const blob = new Blob(pieces, { type: type.split(";")[0] });
        if (blob.size > Number(form.dataset.voiceKilobytes) * KILOBYTE) { wants(form, form.dataset.large); return; }
        field.value = await asUrl(blob);
        played.src = URL.createObjectURL(blob);
        played.hidden = again.hidden = false;
        button.hidden = true;
        wants(form, "");
      });
      recorder.start();
      shown(true);
      const since = Date.now(), most = Number(form.dataset.seconds), clock = button.querySelector("[data-clock]");
      timer = setInterval(() => {
        const gone = Math.floor((Date.now() - since) / 1000);
        clock.textContent = `${gone}/${most}`;
        if (gone >= most) stop();
      }, 250);
    };
    button.addEventListener("click", () => (recorder && recorder.state === "recording" ? stop() : begin()));
    again.addEventListener("click", () => { field.value = ""; played.hidden = again.hidden = true; button.hidden = false; });
  };

  // ---- a photograph
  const photos = (form) => {
    const holder = form.querySelector("[data-proof]");
    if (!holder || !window.createImageBitmap) return;
    holder.hidden = false;
    for (const box of holder.querySelectorAll("[data-photo]")) {
      const field = form.elements[box.dataset.photo], row = box.closest(".photo");
      const picture = row.querySelector("img"), gone = row.querySelector("[data-unphoto]");
      box.addEventListener("change", async () => {
        if (!box.files.length) return;
        field.value = await ByHand.small(box.files[0], Number(form.dataset.photoKilobytes));
        box.value = "";
        picture.src = field.value;
        picture.hidden = gone.hidden = !field.value;
        wants(form, "");
      });
      gone.addEventListener("click", () => { field.value = ""; picture.hidden = gone.hidden = true; });
    }
  };

  const wants = (form, words) => {
    const place = form.querySelector("[data-wants]");
    place.textContent = words;
    place.hidden = !words;
    form.elements.said.setAttribute("aria-invalid", String(Boolean(words)));
    if (words) form.elements.said.focus();
  };
  const given = (form) => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && (value || name === "said"));

  const verify = async (form) => {
    const address = form.getAttribute("action"), MARKS = ["csrfmiddlewaretoken", "request_id", "base", "verdict"];
    voice(form);
    photos(form);
    // A page that was kept carries the mark of its time; each answer gets its own.
    form.elements.request_id.value = fresh() || form.elements.request_id.value;
    if (able()) {
      for (const [name, value] of await Outbox.drafted(address) || []) {
        if (name === "said" && !MARKS.includes(name) && !form.elements.said.value) form.elements.said.value = value;
      }
      let pause = null;
      form.elements.said.addEventListener("input", () => {
        wants(form, "");
        clearTimeout(pause);
        pause = setTimeout(() => Outbox.draft(address, [["said", form.elements.said.value]]), 400);
      });
    }
    form.addEventListener("submit", async (event) => {
      const verdict = event.submitter ? event.submitter.value : "";
      const proved = ["voice", "photo1", "photo2", "photo3"].some((name) => form.elements[name] && form.elements[name].value);
      if (verdict !== "unreached" && !form.elements.said.value.trim() && !proved) {
        event.preventDefault();
        wants(form, form.dataset.wanting);
        return;
      }
      if (!able()) return;
      event.preventDefault();
      for (const button of form.querySelectorAll("[type=submit]")) button.disabled = true;
      // What is in the outbox is safe: the list says how it fares, also where there is no signal.
      const kept = new Promise((resolve) => { document.addEventListener("outbox:changed", resolve, { once: true }); });
      const sent = Outbox.put({ url: address, title: form.dataset.title, fields: [...given(form), ["verdict", verdict]] });
      await kept;
      await Promise.race([sent, new Promise((resolve) => { setTimeout(resolve, 2500); })]);
      window.location.assign(form.dataset.list);
    });
  };

  document.addEventListener("DOMContentLoaded", () => {
    const desk = document.querySelector("[data-desk]"), form = document.querySelector("[data-verify]");
    if (desk) list(desk);
    if (form) verify(form);
  });
})();
