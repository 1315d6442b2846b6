/* Moves the page of verdicts through the dates. All data stand in the page, in the block with the id `history`:
   for each claim and date [verdict, confidence, rows, undated rows, verdict and confidence with these].
   A date has an address of its own: as-of.html?date=2019-12-31&undated=yes */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const block = document.getElementById("history");
  if (!block) return;
  const { days, states, levels, claims } = JSON.parse(block.textContent);
  const form = document.getElementById("as-of");
  const slider = document.getElementById("as-of-day");
  const play = document.getElementById("as-of-play");
  const status = document.getElementById("as-of-status");
  const bar = document.querySelector(".stackbar");
  const rows = [...document.querySelectorAll("#standing tr[data-claim]")];
  const PAUSE = 900;
  let timer = null;

  function at(claim, day) {
    const [verdict, sure, dated, left, verdictThen, sureThen] = claims[claim][day];
    return form.elements.undated.checked
      ? { verdict: verdictThen, sure: sureThen, dated: dated + left, left } : { verdict, sure, dated, left };
  }

  function element(name, words, kind) {
    const made = document.createElement(name);
    if (kind) made.className = kind;
    made.textContent = words;
    return made;
  }

  function badge(state) {
    const made = element("span", "", `verdict v-${state}`);
    const sign = element("span", states[state][1]);
    sign.setAttribute("aria-hidden", "true");
    made.append(sign, ` ${states[state][0]}`);
    return made;
  }

  function showRow(row, day) {
    const now = at(row.dataset.claim, day);
    const before = day ? at(row.dataset.claim, day - 1).verdict : now.verdict;
    const changed = now.verdict !== before;
    row.classList.toggle("changed", changed);
    row.classList.toggle("waiting", !now.verdict);
    row.hidden = form.elements.changed.checked && !changed;
    const cells = [badge(now.verdict), " ", element("small", levels[now.sure], "sure")];
    if (changed) cells.push(element("small", `before: ${states[before][0]}`, "before"));
    row.querySelector(".stood").replaceChildren(...cells);
    const undated = form.elements.undated.checked ? `${now.left} of them undated` : `+ ${now.left} undated`;
    row.querySelector(".rows").replaceChildren(
      now.verdict ? String(now.dated) : "", ...(now.left ? [" ", element("small", undated)] : []));
    return changed;
  }

  function showBar(counts) {
    const told = [];
    for (const part of bar.children) {
      const count = counts[part.dataset.state] ?? 0;
      part.hidden = !count;
      part.style.flex = count;
      part.textContent = count;
      document.querySelector(`.legend [data-state="${part.dataset.state}"]>span:last-child`).textContent = count;
      if (count) told.push(`${count} ${states[part.dataset.state][0]}`);
    }
    bar.setAttribute("aria-label", told.join(", "));
    return told.join(", ");
  }

  function show() {
    const day = Number(slider.value);
    const counts = {};
    let changed = 0;
    let left = 0;
    for (const row of rows) {
      changed += showRow(row, day);
      const now = at(row.dataset.claim, day);
      counts[now.verdict] = (counts[now.verdict] ?? 0) + 1;
      left += now.left;
    }
    const told = showBar(counts);
    const words = days[day][1];
    slider.setAttribute("aria-valuetext", words);
    document.getElementById("as-of-told").textContent = words;
    document.querySelector("#standing caption .day").textContent = words;
    document.querySelectorAll("#standing tbody").forEach((body) => {
      body.hidden = !body.querySelector("tr[data-claim]:not([hidden])");
    });
    document.querySelectorAll(".years [data-day]").forEach((head) => {
      head.classList.toggle("chosen", head.dataset.day === days[day][0]);
    });
    const undated = form.elements.undated.checked ? "counted" : "left out";
    status.textContent = `${told}. ${changed} changed at this date; ${left} undated rows ${undated}.`;
    form.querySelectorAll("[data-step]").forEach((button) => {
      const end = Number(button.dataset.step) < 0 ? slider.min : slider.max;
      button.setAttribute("aria-disabled", String(slider.value === end));
    });
    const query = new URLSearchParams({ date: days[day][0] });
    if (form.elements.undated.checked) query.set("undated", "yes");
    window.history.replaceState(null, "", `?${query}${window.location.hash}`);
  }

  function go(day) {
    slider.value = day;
    show();
  }

  function stop() {
    window.clearInterval(timer);
    timer = null;
    play.textContent = "Play";
    status.removeAttribute("aria-live");
  }

  function start() {
    if (slider.value === slider.max) go(0);
    // Nobody can listen to thirty announcements on end; the last one is read when the film stops.
    status.setAttribute("aria-live", "off");
    play.textContent = "Stop";
    timer = window.setInterval(() => {
      const next = Number(slider.value) + 1;
      if (next >= Number(slider.max)) stop();
      go(next);
    }, PAUSE);
  }

  form.addEventListener("input", (event) => {
    if (event.target === slider) stop();
    show();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const running = timer !== null;
    stop();
    if (button === play && !running) start();
    if (button.dataset.step) go(Number(slider.value) + Number(button.dataset.step));
    if (button.dataset.go) go(button.dataset.go);
  });

  const query = new URLSearchParams(window.location.search);
  const asked = days.findIndex(([day]) => day === query.get("date"));
  form.elements.undated.checked = query.get("undated") === "yes";
  form.querySelectorAll(".controls").forEach((part) => { part.hidden = false; });
  go(asked < 0 ? slider.defaultValue : asked);
});
