"use strict";
// What a hand makes on a phone: a signature drawn on the screen, a photograph.
window.ByHand = (() => {
  const KILOBYTE = 1024;

  // Made small here: what a photograph knows of place and device does not leave the phone.
  const small = async (file, kilobytes) => {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, 1280 / Math.max(picture.width, picture.height)), canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    for (const quality of [0.8, 0.6, 0.4, 0.25]) {
      const url = canvas.toDataURL("image/jpeg", quality);
      if (url.length * 0.75 < kilobytes * KILOBYTE) return url;
    }
    return "";
  };

  const sign = (form) => {
    const canvas = form.querySelector("[data-signature]"), field = form.elements.signature;
    if (!canvas) return;
    const pen = canvas.getContext("2d");
    let drawing = false;
    const at = (event) => {
      const box = canvas.getBoundingClientRect();
      return [(event.clientX - box.left) * canvas.width / box.width, (event.clientY - box.top) * canvas.height / box.height];
    };
    form.querySelector("[data-signing]").hidden = false;
    Object.assign(pen, { lineWidth: 5, lineCap: "round", lineJoin: "round", strokeStyle: "#111" });
    canvas.addEventListener("pointerdown", (event) => { drawing = true; pen.beginPath(); pen.moveTo(...at(event)); canvas.setPointerCapture(event.pointerId); });
    canvas.addEventListener("pointermove", (event) => { if (drawing) { pen.lineTo(...at(event)); pen.stroke(); } });
    canvas.addEventListener("pointerup", () => { if (drawing) field.value = canvas.toDataURL("image/png"); drawing = false; });
    form.querySelector("[data-wipe]").addEventListener("click", () => { pen.clearRect(0, 0, canvas.width, canvas.height); field.value = ""; });
  };

  return { small, sign };
})();
