"use strict";
(function () {
  const form = document.getElementById("choose");
  const svg = document.querySelector(".paper svg");
  const paper = document.querySelector(".paper");
  const one = document.getElementById("one");
  const told = form.querySelector("output");
  const nodes = Array.from(svg.querySelectorAll(".node"));
  const links = Array.from(svg.querySelectorAll(".link"));
  const rows = Array.from(document.querySelectorAll("tbody tr"));
  const name = (node) => node.querySelector("title").textContent;
  const label = (id) => byId.has(id) ? byId.get(id).dataset.label : "";
  const byId = new Map(nodes.map((node) => [node.dataset.id, node]));
  const whole = svg.getAttribute("viewBox").split(" ").map(Number);
  let view = whole.slice();

  function look(x, y, width) {
    const least = whole[2] / 12, most = whole[2];
    const wide = Math.min(Math.max(width, least), most), high = wide * whole[3] / whole[2];
    view = [Math.min(Math.max(x, 0), whole[2] - wide), Math.min(Math.max(y, 0), whole[3] - high), wide, high];
    svg.setAttribute("viewBox", view.join(" "));
  }
  function zoom(times, atX, atY) {
    const x = atX === undefined ? view[0] + view[2] / 2 : atX, y = atY === undefined ? view[1] + view[3] / 2 : atY;
    const wide = Math.min(Math.max(view[2] / times, whole[2] / 12), whole[2]), share = wide / view[2];
    look(x - (x - view[0]) * share, y - (y - view[1]) * share, wide);
  }
  function point(event) {
    const at = svg.createSVGPoint();
    at.x = event.clientX; at.y = event.clientY;
    return at.matrixTransform(svg.getScreenCTM().inverse());
  }

  function wanted(thing) {
    const words = form.elements.words.value.trim().toLocaleLowerCase("sv");
    const sectors = new Set(Array.from(form.querySelectorAll("input:checked"), (box) => box.value));
    const text = thing.matches("tr") ? thing.cells[0].textContent : name(thing);
    return { sector: !thing.dataset.sector || sectors.has(thing.dataset.sector),
      words: !words || text.toLocaleLowerCase("sv").includes(words), searching: words !== "" };
  }
  function show() {
    let hits = 0, searching = false;
    for (const node of nodes) {
      const fits = wanted(node);
      searching = fits.searching;
      node.toggleAttribute("data-hidden", !fits.sector);
      node.classList.toggle("hit", fits.words);
      hits += fits.words && fits.sector ? 1 : 0;
    }
    svg.classList.toggle("found", searching && hits > 0);
    for (const link of links) {
      const ends = [byId.get(link.dataset.from), byId.get(link.dataset.to)];
      link.toggleAttribute("data-hidden", ends.some((end) => !end || end.hasAttribute("data-hidden")));
    }
    let left = 0;
    for (const row of rows) {
      const fits = wanted(row);
      row.toggleAttribute("data-hidden", !(fits.sector && fits.words));
      left += fits.sector && fits.words ? 1 : 0;
    }
    told.textContent = told.dataset.text.replace("{n}", left).replace("{all}", rows.length);
  }

  function choose(id) {
    const node = byId.get(id), near = new Set([id]);
    svg.classList.toggle("one", Boolean(node));
    one.hidden = !node;
    const list = one.querySelector("ul"), items = [];
    list.replaceChildren();
    for (const link of links) {
      const mine = Boolean(node) && (link.dataset.from === id || link.dataset.to === id);
      link.classList.toggle("near", mine);
      if (!mine) { continue; }
      const other = link.dataset.from === id ? link.dataset.to : link.dataset.from;
      const ends = `${label(link.dataset.from)} – ${label(link.dataset.to)}: `;
      near.add(other);
      items.push([label(other), name(link).slice(ends.length)]);
    }
    items.sort((a, b) => a[0].localeCompare(b[0], "sv"));
    for (const [who, shared] of items) {
      const item = document.createElement("li");
      const strong = document.createElement("strong");
      strong.textContent = who;
      item.append(strong, `: ${shared}`);
      list.append(item);
    }
    const row = rows.find((each) => each.dataset.id === id), all = row ? Number(row.dataset.links) : items.length;
    one.querySelector("p").textContent = one.querySelector("p").dataset.text.replace("{n}", items.length).replace("{all}", all);
    one.querySelector("p").hidden = items.length === all;
    for (const each of nodes) {
      each.classList.toggle("near", near.has(each.dataset.id));
      each.classList.toggle("chosen", each === node);
      each.setAttribute("aria-pressed", String(each === node));
    }
    for (const row of rows) { row.classList.toggle("near", Boolean(node) && near.has(row.dataset.id)); }
    if (node) { one.querySelector("h2").textContent = name(node); }
  }

  for (const node of nodes) {
    node.setAttribute("tabindex", "0");
    node.setAttribute("role", "button");
    node.setAttribute("aria-label", name(node));
    node.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") { event.preventDefault(); choose(node.dataset.id); }
    });
  }
  for (const row of rows) {
    if (!byId.has(row.dataset.id)) { continue; }
    const button = document.createElement("button");
    button.type = "button";
    const shown = row.querySelector(".name");
    button.textContent = shown.textContent;
    button.addEventListener("click", () => choose(row.dataset.id));
    shown.replaceChildren(button);
  }
  document.querySelectorAll("thead th").forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") !== "descending" && head.classList.contains("number")
        || head.getAttribute("aria-sort") === "ascending";
      document.querySelectorAll("thead th").forEach((each) => each.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const value = (row) => row.cells[column].textContent;
      const number = (row) => Number(value(row).replace(/\s/g, "").replace(",", ".") || -1);
      const by = head.classList.contains("number") ? (a, b) => number(a) - number(b) : (a, b) => value(a).localeCompare(value(b), "sv");
      rows.sort((a, b) => down ? by(b, a) : by(a, b));
      document.querySelector("tbody").append(...rows);
    });
  });

  let from = null, moved = false;
  svg.addEventListener("pointerdown", (event) => { from = point(event); moved = false; });
  svg.addEventListener("pointermove", (event) => {
    if (!from || event.buttons !== 1) { from = null; svg.classList.remove("moving"); return; }
    const at = point(event);
    if (Math.hypot(at.x - from.x, at.y - from.y) > 4) { moved = true; svg.classList.add("moving"); }
    if (moved) { look(view[0] + from.x - at.x, view[1] + from.y - at.y, view[2]); }
  });
  svg.addEventListener("pointerup", () => { from = null; svg.classList.remove("moving"); });
  svg.addEventListener("click", (event) => {
    if (moved) { return; }
    const node = event.target.closest(".node");
    choose(node ? node.dataset.id : "");
  });
  svg.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) { return; }
    event.preventDefault();
    const at = point(event);
    zoom(event.deltaY < 0 ? 1.2 : 1 / 1.2, at.x, at.y);
  }, { passive: false });
  paper.addEventListener("keydown", (event) => {
    const step = view[2] / 10;
    const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    if (event.key in moves) { look(view[0] + moves[event.key][0], view[1] + moves[event.key][1], view[2]); }
    else if (event.key === "+" || event.key === "=") { zoom(1.25); }
    else if (event.key === "-") { zoom(1 / 1.25); }
    else if (event.key === "0") { look(0, 0, whole[2]); }
    else { return; }
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") { choose(""); } });
  document.querySelector(".tools").addEventListener("click", (event) => {
    const what = event.target.dataset.do;
    if (what === "in") { zoom(1.4); } else if (what === "out") { zoom(1 / 1.4); } else if (what === "all") { look(0, 0, whole[2]); }
  });
  one.querySelector("button").addEventListener("click", () => choose(""));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", show);
  form.hidden = false;
  document.querySelector(".tools").hidden = false;
  show();
}());
