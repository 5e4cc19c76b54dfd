"use strict";
// htmx carries the CSRF token; drop-downs close as people expect; "/" goes to the search.
document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRFToken"] = document.body.dataset.csrf;
});

// A fragment that fails is shown as the whole page that explains it, never as nothing.
document.addEventListener("htmx:responseError", (event) => {
  const answer = event.detail.xhr;
  if ((answer.getResponseHeader("Content-Type") || "").startsWith("text/html")) {
    window.location.assign(event.detail.pathInfo.finalRequestPath || event.detail.pathInfo.requestPath);
  }
});

const closeDrops = (except) => {
  for (const drop of document.querySelectorAll("details.drop[open]")) {
    if (drop !== except) drop.open = false;
  }
};
document.addEventListener("click", (event) => closeDrops(event.target.closest("details.drop")));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    const drop = document.querySelector("details.drop[open]");
    if (drop) { drop.open = false; drop.querySelector("summary").focus(); }
    return;
  }
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const search = document.querySelector("[data-search]");
    if (search) { event.preventDefault(); search.focus(); search.select(); }
  }
});

// Printing is asked for by a button, since no script stands in the page.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

// Errors are read first: the summary of a refused form takes the focus.
document.addEventListener("DOMContentLoaded", () => {
  const errors = document.querySelector("[data-focus]");
  if (errors) errors.focus();
});
