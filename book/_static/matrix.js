/* Sorts, filters and searches the table of claims. DataTables carries it; the form, the buttons in the heads and
   the address are ours. A view has an address of its own: matrix.html?verdict=contested&sort=-confidence */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("matrix-controls");
  const status = document.getElementById("matrix-count");
  const table = new DataTable("#claims", {
    paging: false, autoWidth: false, order: [], orderClasses: false,
    ordering: { handler: false, indicators: false },
    layout: { topStart: null, topEnd: null, bottomStart: null, bottomEnd: null },
    language: { zeroRecords: "No claim fits." },
  });
  const heads = [...document.querySelectorAll("#claims thead th")];
  const names = heads.map((head) => head.dataset.name);

  // A real button in each head: it works by key and says what it is.
  heads.forEach((head, place) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.addEventListener("click", () => {
      const [now] = table.order();
      const next = now && now[0] === place ? { asc: [[place, "desc"]], desc: [] }[now[1]] : [[place, "asc"]];
      form.elements.sort.value = "";
      show(next);
    });
    head.replaceChildren(button);
  });

  function chosen(name) {
    const field = form.elements[name];
    if (field instanceof RadioNodeList) return [...field].filter((box) => box.checked).map((box) => box.value);
    return field.value ? [field.value] : [];
  }

  function show(order) {
    const asked = ["section", "kind", "verdict"].map((name) => [name, chosen(name)]).filter(([, list]) => list.length);
    table.search.fixed("choices", (text, data, index) => {
      const row = table.row(index).node();
      return asked.every(([name, list]) => list.includes(row.dataset[name]));
    });
    table.search(form.elements.words.value.trim()).order(order).draw();
    const { recordsDisplay, recordsTotal } = table.page.info();
    const sorted = order.length ? `, by ${heads[order[0][0]].textContent.toLowerCase()}, ` +
      (order[0][1] === "desc" ? "descending" : "ascending") : "";
    status.textContent = `${recordsDisplay} of ${recordsTotal} claims shown${sorted}`;
    remember(asked, order);
  }

  function remember(asked, order) {
    const query = new URLSearchParams();
    asked.forEach(([name, list]) => list.forEach((value) => query.append(name, value)));
    if (form.elements.words.value.trim()) query.set("words", form.elements.words.value.trim());
    if (order.length) query.set("sort", (order[0][1] === "desc" ? "-" : "") + names[order[0][0]]);
    const text = query.toString();
    window.history.replaceState(null, "", (text ? `?${text}` : window.location.pathname) + window.location.hash);
  }

  function order(text) {
    const place = names.indexOf(text.replace(/^-/, ""));
    return place < 0 ? [] : [[place, text.startsWith("-") ? "desc" : "asc"]];
  }

  function read() {
    const query = new URLSearchParams(window.location.search);
    for (const name of ["section", "kind", "words"]) form.elements[name].value = query.get(name) ?? "";
    form.elements.verdict.forEach((box) => { box.checked = query.getAll("verdict").includes(box.value); });
    form.elements.sort.value = query.get("sort") ?? "";
    return order(query.get("sort") ?? "");
  }

  form.addEventListener("input", (event) => show(event.target.name === "sort" ? order(event.target.value) : table.order()));
  form.addEventListener("submit", (event) => event.preventDefault());
  // The fields have their first values only after the event.
  // At once, not after the browser's own reset: what is shown and what is chosen never differ.
  form.querySelector("[type=reset]").addEventListener("click", (event) => {
    event.preventDefault();
    form.reset();
    show([]);
  });
  const first = read();
  form.hidden = false;
  document.querySelector(".scroll.matrix").classList.add("live");
  show(first);
});
