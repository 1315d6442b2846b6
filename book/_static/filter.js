/* Filters a list by the form above it. Without this script the form stays hidden and all entries show.
   A form names its entries by a selector; a field named NAME looks at the attribute data-NAME of an entry, or
   of what holds it, where several values have a space between them. Sections left empty are hidden with their
   entries. A choice can be given in the address: timeline.html?lane=energy */
"use strict";

function filterBy(form) {
  const entries = [...document.querySelectorAll(form.dataset.entries)];
  const fields = [...new Set([...form.elements].map((field) => field.name).filter(Boolean))];
  const texts = entries.map((entry) => entry.textContent.toLowerCase());
  const groups = [...document.querySelectorAll(".bd-article section section, .bd-article [data-group]")]
    .filter((group) => group.querySelector(form.dataset.entries));
  const status = form.querySelector("[role=status]");

  function values(entry, name) {
    const holder = entry.closest(`[data-${name}]`);
    return holder ? holder.dataset[name].split(" ") : [];
  }

  function wanted(name) {
    const field = form.elements[name];
    if (field instanceof RadioNodeList || field.type === "checkbox") {
      const boxes = field instanceof RadioNodeList ? [...field] : [field];
      return boxes.every((box) => box.checked) ? null : boxes.filter((box) => box.checked).map((box) => box.value);
    }
    return field.value ? [field.value] : null;
  }

  function apply() {
    const asked = fields.filter((name) => name !== "words").map((name) => [name, wanted(name)])
      .filter(([, list]) => list);
    const words = (form.elements.words?.value ?? "").toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    entries.forEach((entry, place) => {
      const fits = asked.every(([name, list]) => values(entry, name).some((value) => list.includes(value)))
        && words.every((word) => texts[place].includes(word));
      entry.hidden = !fits;
      shown += fits;
    });
    groups.forEach((group) => { group.hidden = !group.querySelector(`:is(${form.dataset.entries}):not([hidden])`); });
    status.textContent = `${shown} of ${entries.length} ${form.dataset.noun} shown`;
  }

  function given() {
    for (const [name, value] of new URLSearchParams(window.location.search)) {
      const field = fields.includes(name) ? form.elements[name] : null;
      if (field instanceof RadioNodeList) field.forEach((box) => { box.checked = box.value === value; });
      else if (field) field.value = value;
    }
  }

  given();
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.querySelector("button").addEventListener("click", () => { form.reset(); apply(); });
  form.hidden = false;
  apply();
  // A place named in the address may have moved when the form appeared.
  if (window.location.hash) document.getElementById(window.location.hash.slice(1))?.scrollIntoView();
}

document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("form.filters").forEach(filterBy));
