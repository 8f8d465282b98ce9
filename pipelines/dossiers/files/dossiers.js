// What pages do beyond being read: search, "as known on", copying, signs of charts that open their record; and naming
// the release, which stands in files/release.js so that a page is the same in every release in which nothing touches it.
// All text is set as text. Without this script everything but search is still there, the release on the start page.
"use strict";

(function () {
  const MOST = 50;

  // --- the release ----------------------------------------------------------------------------------------------
  for (const [name, words] of Object.entries(window.parleyRelease || {})) {
    for (const place of document.querySelectorAll('[data-release="' + name + '"]')) place.textContent = words;
  }

  // --- search -------------------------------------------------------------------------------------------------
  const box = document.querySelector(".search");
  const query = document.getElementById("query");

  function folded(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  }

  function loadIndex(then) {
    if (window.parleyIndex) { then(); return; }
    let script = document.getElementById("index-script");
    if (!script) {
      script = document.createElement("script");
      script.id = "index-script";
      script.src = box.dataset.index;
      document.head.append(script);
    }
    script.addEventListener("load", then, { once: true });
  }

  function haystacks(index) {
    if (!index.folded) {
      index.folded = index.records.map(([page, type, process, status, title, when, more]) =>
        folded([title, when, more, index.types[type], index.statuses[status].replace("_", " "),
                index.processes[process][1], page].join(" ")));
    }
    return index.folded;
  }

  function element(name, text, className) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.textContent = text;
    return made;
  }

  function search() {
    const index = window.parleyIndex;
    const words = folded(query.value).split(/\s+/).filter(Boolean);
    const results = document.getElementById("results");
    const found = document.getElementById("found");
    results.replaceChildren();
    results.hidden = words.length === 0;
    if (words.length === 0) { found.textContent = ""; return; }
    const texts = haystacks(index);
    const hits = [];
    texts.forEach((text, n) => { if (words.every((word) => text.includes(word))) hits.push(n); });
    for (const n of hits.slice(0, MOST)) {
      const [page, , process, status, title, when] = index.records[n];
      const item = document.createElement("li");
      const link = element("a", title);
      link.href = "records/" + page + ".html";
      const told = [when, index.statuses[status].replace("_", " "), index.processes[process][1]];
      item.append(link, element("span", told.filter(Boolean).join(" · "), "more"));
      results.append(item);
    }
    const shown = hits.length > MOST ? ", the first " + MOST + " are shown" : "";
    found.textContent = hits.length === 0 ? "Nothing found." :
      hits.length + (hits.length === 1 ? " record found" : " records found") + shown + ".";
  }

  function move(event) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const stops = [query, ...document.querySelectorAll("#results a")];
    const here = stops.indexOf(document.activeElement);
    const next = stops[here + (event.key === "ArrowDown" ? 1 : -1)];
    if (here < 0 || !next) return;
    event.preventDefault();
    next.focus();
  }

  if (query) {
    query.disabled = false;
    query.addEventListener("focus", () => loadIndex(() => {}));
    query.addEventListener("input", () => loadIndex(search));
    box.addEventListener("keydown", move);
    if (query.value) loadIndex(search);
  }

  // --- as known on --------------------------------------------------------------------------------------------
  const choice = document.getElementById("known-on");

  function showDay() {
    const day = choice.value;
    const now = choice.selectedIndex === 0;
    for (const group of document.querySelectorAll(".known")) {
      let last = null;
      for (const part of group.querySelectorAll("[data-since]")) {
        part.hidden = true;
        if (part.dataset.since <= day) last = part;
      }
      const unknown = group.querySelector(".unknown");
      unknown.hidden = last !== null;
      if (last) last.hidden = false;
    }
    for (const part of document.querySelectorAll("[data-from]")) part.hidden = part.dataset.from > day;
    for (const part of document.querySelectorAll(".against")) {
      part.hidden = !part.querySelector(":scope > [data-from]:not([hidden])");
    }
    document.getElementById("known-note").textContent = now ? "" :
      "Shown as reported by the end of " + choice.selectedOptions[0].textContent +
      "; what was reported later is hidden.";
  }

  if (choice) {
    choice.closest(".as-known").hidden = false;
    choice.selectedIndex = 0;
    choice.addEventListener("change", showDay);
  }

  // --- copying ------------------------------------------------------------------------------------------------
  function selectText(node) {
    const range = document.createRange();
    range.selectNodeContents(node);
    const selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }

  for (const button of document.querySelectorAll("button.copy")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const source = document.getElementById(button.dataset.copy);
      const said = document.getElementById("copied");
      const done = () => { said.textContent = "Copied: " + source.textContent; };
      const marked = () => { selectText(source); said.textContent = "Marked; press Ctrl+C or ⌘C to copy."; };
      if (navigator.clipboard) navigator.clipboard.writeText(source.textContent).then(done, marked);
      else marked();
    });
  }

  // --- charts and print ---------------------------------------------------------------------------------------
  for (const mark of document.querySelectorAll("svg [data-path]")) {
    mark.addEventListener("click", () => { window.location.href = mark.dataset.path; });
  }
  window.addEventListener("beforeprint", () => {
    for (const fold of document.querySelectorAll("details")) fold.open = true;
  });
})();
