"use strict";
// A form is sent once; a form that was typed in is not left by accident.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.classList.contains("sending")) { event.preventDefault(); return; }
  form.classList.add("sending");
  form.dataset.leaving = "1";
});

// Coming back with the browser's button finds the form ready again.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form.sending")) {
    form.classList.remove("sending");
    delete form.dataset.leaving;
  }
});

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-guard]");
  if (form) form.dataset.typed = "1";
});

window.addEventListener("beforeunload", (event) => {
  const typed = document.querySelector("form[data-guard][data-typed]:not([data-leaving])");
  if (typed && !document.querySelector("form[data-leaving]")) event.preventDefault();
});

// Filters answer at once; without this script their button does the same.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-at-once]");
  if (form) form.requestSubmit();
});
