"use strict";
// Picking rows for a bulk move: all on the page, one by one, a range with Shift; how many are picked is said.
const boxes = (list) => [...list.querySelectorAll("input[name='pick']")];

const tell = (list) => {
  const all = boxes(list), picked = all.filter((box) => box.checked).length;
  const bar = list.querySelector("[data-bulk]");
  if (bar) bar.hidden = picked === 0;
  const words = list.querySelector("[data-picked]");
  if (words) words.textContent = picked;
  const head = list.querySelector("[data-pick-all]");
  if (head) { head.checked = picked > 0 && picked === all.length; head.indeterminate = picked > 0 && picked < all.length; }
};

let last = null;
document.addEventListener("click", (event) => {
  const box = event.target.closest("input[name='pick'], [data-pick-all]");
  const list = box && box.closest("[data-list]");
  if (!list) return;
  const all = boxes(list);
  if (box.matches("[data-pick-all]")) all.forEach((each) => { each.checked = box.checked; });
  else if (event.shiftKey && last && all.includes(last)) {
    const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((a, b) => a - b);
    all.slice(from, to + 1).forEach((each) => { each.checked = box.checked; });
  }
  last = box;
  tell(list);
});

const tellAll = () => document.querySelectorAll("[data-list]").forEach(tell);
document.addEventListener("DOMContentLoaded", tellAll);
document.addEventListener("htmx:afterSettle", tellAll);
window.addEventListener("pageshow", tellAll);
