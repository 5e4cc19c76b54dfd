// Returns what is wrong with the page for people who cannot see well, use a mouse, or read small grey type.
// Called with the least contrast wanted for usual text (4.5) and large text (3).
([usual, large]) => {
  const wrong = [];
  const say = (text, element) => wrong.push(`${text}: ${(element.outerHTML || "").slice(0, 120).replace(/\s+/g, " ")}`);
  const shown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && element.getClientRects().length > 0;
  const nameOf = (element) => {
    const by = element.getAttribute("aria-labelledby");
    if (by) return by.split(" ").map((id) => document.getElementById(id)?.textContent || "").join(" ").trim();
    return (element.getAttribute("aria-label") || [...(element.labels || [])].map((label) => label.textContent).join(" ") ||
      element.textContent || element.getAttribute("alt") || element.getAttribute("title") || "").trim();
  };

  if (!document.documentElement.lang) wrong.push("the page names no language");
  if (!document.title.trim()) wrong.push("the page has no title");
  if (document.querySelectorAll("h1").length !== 1) wrong.push(`the page has ${document.querySelectorAll("h1").length} main headings`);
  if (document.querySelectorAll("main").length !== 1) wrong.push("the page has not exactly one main part");

  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  for (const id of new Set(ids.filter((each, at) => ids.indexOf(each) !== at))) wrong.push(`the id ${id} stands twice`);

  let level = 0;
  for (const heading of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    if (!shown(heading)) continue;
    const next = Number(heading.tagName[1]);
    if (next > level + 1) say(`heading level ${level} is followed by ${next}`, heading);
    level = next;
  }

  for (const control of document.querySelectorAll("input:not([type=hidden]), select, textarea, button, a[href], summary")) {
    if (shown(control) && !nameOf(control)) say("a control has no name", control);
    if (control.tabIndex > 0) say("a control jumps the order of the Tab key", control);
  }
  for (const image of document.querySelectorAll("img:not([alt])")) say("a picture has no words", image);
  for (const table of document.querySelectorAll("table")) {
    if (!table.querySelector("th")) say("a table has no headings", table);
  }
  for (const described of document.querySelectorAll("[aria-describedby]")) {
    for (const id of described.getAttribute("aria-describedby").split(" ")) {
      if (!document.getElementById(id)) say(`described by ${id}, which is not there`, described);
    }
  }

  const parse = (colour) => {
    const numbers = colour.match(/[\d.]+%?/g) || [];
    const [red, green, blue, alpha = "1"] = numbers;
    return [Number(red), Number(green), Number(blue), alpha.endsWith("%") ? parseFloat(alpha) / 100 : Number(alpha)];
  };
  const over = (top, under) => [0, 1, 2].map((n) => top[n] * top[3] + under[n] * (1 - top[3])).concat(1);
  const behind = (element) => {
    const layers = [];
    for (let each = element; each; each = each.parentElement) layers.push(parse(getComputedStyle(each).backgroundColor));
    return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255, 1]);
  };
  const light = (colour) => colour.slice(0, 3).map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, n) => sum + part * [0.2126, 0.7152, 0.0722][n], 0);

  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const seen = new Set();
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || seen.has(element) || !shown(element) || element.closest("[disabled], [aria-disabled=true], .unseen, .skip")) continue;
    seen.add(element);
    const style = getComputedStyle(element);
    const back = behind(element);
    const [one, two] = [light(over(parse(style.color), back)), light(back)].sort((a, b) => b - a);
    const ratio = (one + 0.05) / (two + 0.05);
    const size = parseFloat(style.fontSize), bold = Number(style.fontWeight) >= 700;
    const wanted = size >= 24 || (bold && size >= 18.66) ? large : usual;
    if (ratio < wanted) say(`contrast ${ratio.toFixed(2)} under ${wanted}`, element);
  }

  for (const control of document.querySelectorAll("button, input:not([type=hidden]), select, textarea, summary, a.button, .menu a, .pager a")) {
    if (!shown(control) || control.closest(".unseen, .skip")) continue;
    const target = control.matches("input[type=checkbox], input[type=radio]") ? control.closest("label") || control : control;
    const box = target.getBoundingClientRect();
    if (Math.min(box.width, box.height) < 24) say(`a target of ${Math.round(box.width)} x ${Math.round(box.height)} px`, control);
  }

  const page = document.documentElement;
  if (page.scrollWidth > page.clientWidth + 1) {
    const wide = [...document.body.querySelectorAll("*")].filter((element) => shown(element) && element.getBoundingClientRect().right > page.clientWidth + 1);
    say(`the page scrolls sideways (${page.scrollWidth} of ${page.clientWidth} px)`, wide[0] || page);
  }
  return wrong;
}
