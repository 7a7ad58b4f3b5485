// Reviewing by keyboard: a current frame that J, K and the arrows move, X picks, and whose decisions are the buttons of the sheet's form.
// A decision is sent without leaving the page; the server answers with the frames as they are now, and with the way back. Without
// scripts the same buttons send the same form and the page comes back.
import { word } from "./words.js";
import { openPage } from "./dialog.js";

const sheet = document.querySelector(".sheet");
const bar = document.querySelector(".selection");
const sum = bar?.querySelector(".sum");
const frames = () => [...sheet.querySelectorAll(".frame")];
const picked = () => [...sheet.querySelectorAll(".frame-pick:checked")];
let current = null;
let last = null;
// Frames that were decided about here. Those that the page would not show any more stay where they are, pale, until it is loaded again.
const touched = new Set();
const boxes = () => [...sheet.querySelectorAll(".frame:not(.is-gone) .frame-pick")];

const mark = (frame) => {
  if (!frame) return;
  for (const other of sheet.querySelectorAll(".frame.is-current")) {
    other.classList.remove("is-current");
    other.removeAttribute("aria-current");
  }
  current = frame.id;
  frame.classList.add("is-current");
  frame.setAttribute("aria-current", "true");
};
const here = () => (current && document.getElementById(current)) || null;
const go = (frame) => {
  if (!frame) return;
  mark(frame);
  (frame.querySelector("a") ?? frame.querySelector(".frame-pick"))?.focus({ preventScroll: true });
  frame.scrollIntoView({ block: "nearest" });
};
// Beyond the last of a page comes the first of the next one. What was just said, and can be taken back, comes along.
const turn = (way, rel, end) => {
  const link = document.querySelector(`.pager a[rel=${rel}]`);
  const said = document.querySelector(".toast:has(form)");
  if (!link) {
    go(here());
    if (end && !said) say(end);
    return;
  }
  if (said) sessionStorage.setItem("said", said.outerHTML);
  location.assign(`${link.href}#${way}`);
};
const move = (steps) => {
  const all = frames();
  const at = all.indexOf(here());
  if (at >= 0 && at + steps >= all.length) turn("older", "next", sheet.dataset.last);
  else if (at >= 0 && at + steps < 0) turn("newer", "prev", sheet.dataset.first);
  else go(all[at < 0 ? 0 : at + steps]);
};
// Rows hold as many frames as fit: the one above or below is the one whose middle is nearest.
const moveRow = (down) => {
  const from = here();
  if (!from) return move(0);
  const middle = (frame) => frame.offsetLeft + frame.offsetWidth / 2;
  const rows = [...new Set(frames().map((frame) => frame.offsetTop))];
  const row = rows[rows.indexOf(from.offsetTop) + (down ? 1 : -1)];
  const [nearest] = frames()
    .filter((frame) => frame.offsetTop === row)
    .sort((a, b) => Math.abs(middle(a) - middle(from)) - Math.abs(middle(b) - middle(from)));
  go(nearest);
};

const count = () => {
  if (!sum) return;
  const ticked = picked().length;
  // Chromium does not restyle :has() when a box that the page itself had ticked is cleared, so the bar is told.
  bar.hidden = ticked === 0;
  // A message stands above the bar, however many lines that has here.
  document.body.style.setProperty("--selection", `${bar.offsetHeight}px`);
  // All that match are meant, those on other pages too, while every box here is ticked.
  const whole = "whole" in sum.dataset && ticked === boxes().length;
  sum.textContent = whole ? sum.dataset.whole : sum.dataset.picked.replace("#", ticked.toLocaleString(document.documentElement.lang));
  const told = document.getElementById("all-picked");
  if (told) told.hidden = !whole;
};

let leaving;
const toast = (element) => {
  document.querySelector(".toast")?.remove();
  clearTimeout(leaving);
  document.body.append(element);
  // Long enough to read and to reach; it stays while somebody is on it.
  const leave = () => (element.matches(":hover, :focus-within") ? (leaving = setTimeout(leave, 2000)) : element.remove());
  leaving = setTimeout(leave, 10000);
};
const say = (text) => {
  const element = document.createElement("p");
  element.className = "toast";
  element.role = "status";
  element.textContent = text;
  toast(element);
};

// A frame as it is now takes the place of the old one, which keeps its picture: that one is shown already, in the size of this sheet.
const put = (next) => {
  const old = document.getElementById(next.id);
  if (!old) return;
  const [shown, fresh] = [old.querySelector(".frame-picture"), next.querySelector(".frame-picture")];
  if (shown && fresh) fresh.replaceWith(shown);
  // The way back leads to this page of the list, which the answer to a decision does not know.
  if (old.dataset.compare) next.dataset.compare = old.dataset.compare;
  old.replaceWith(next);
};

// The page as it is on the server now; nothing when it does not come.
const fetched = async () => {
  const response = await fetch(location.href, { headers: { accept: "text/html" } });
  return response.ok ? new DOMParser().parseFromString(await response.text(), "text/html") : null;
};

// What the page shows about frames that somebody else changed: fetched once, so that the next decision is about what is there.
const refresh = async () => {
  const page = await fetched();
  if (!page) return;
  for (const frame of frames()) {
    const next = page.getElementById(frame.id);
    if (next) put(next);
  }
  mark(here());
};

// The numbers of the page (how many match, how many are approved) are the server's. Decisions that come fast are counted once.
const PAUSE = 400;
let recounting = null;
let again = false;
const renumber = async () => {
  again = false;
  const page = await fetched();
  if (!page) return;
  for (const place of document.querySelectorAll("[data-counts][id]")) {
    const next = page.getElementById(place.id);
    if (next && !place.contains(document.activeElement)) place.replaceWith(next);
  }
  for (const id of touched) document.getElementById(id)?.classList.toggle("is-gone", !page.getElementById(id));
};
const recount = () => {
  again = true;
  if (recounting || !document.querySelector("[data-counts]")) return;
  const round = () => renumber().catch(() => {}).finally(() => {
    recounting = again ? setTimeout(round, PAUSE) : null;
  });
  recounting = setTimeout(round, PAUSE);
};

const told = async (response) => {
  const problem = await response.json().catch(() => ({}));
  say([problem.title, problem.detail].filter(Boolean).join(". ") || word("failed"));
  if (response.status === 409) await refresh();
};

// Sends a decision for the picked frames, or for the current one when none is picked, and goes on to the next.
const decide = async (form, button) => {
  const body = new FormData(form, button);
  const ofSheet = form === sheet;
  const chosen = ofSheet ? picked() : [];
  const one = ofSheet && chosen.length === 0;
  if (one) {
    const box = here()?.querySelector(".frame-pick");
    if (!box) return;
    body.append(box.name, box.value);
  }
  // P pins, and takes the pin out again where all of them have one.
  const meant = one ? [here()] : chosen.map((box) => box.closest(".frame"));
  if (body.get("do") === "pin" && meant.length && meant.every((frame) => "pinned" in frame.dataset)) body.set("do", "unpin");
  button.disabled = true;
  try {
    const response = await fetch(button.hasAttribute("formaction") ? button.formAction : form.action, {
      method: "POST",
      body: new URLSearchParams(body),
      headers: { accept: "application/json", "x-pieces": "1" },
    });
    if (!response.ok) return void (await told(response));
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    // The server asks something first (why, or whether all are meant).
    if (page.querySelector("[data-dialog-body] form")) return void openPage(page);
    button.closest("dialog")?.close();
    const changed = [...page.querySelectorAll(".frame[id]")];
    changed.forEach(put);
    for (const frame of changed) touched.add(frame.id);
    const message = page.querySelector(".toast");
    if (message) toast(document.adoptNode(message));
    openPage(page);
    count();
    if (changed.length) recount();
    const decided = changed.some((frame) => frame.id === current);
    const moves = ["approve", "reject", "delete", "restore"].includes(body.get("do"));
    // What was taken back is looked at again.
    if (form.matches("[action$='/undo']")) go(frames().find((frame) => changed.some((other) => other.id === frame.id)) ?? here());
    else if (changed.length === 1 && decided && moves) move(1);
    else go(here());
  } catch {
    say(word("failed"));
  } finally {
    button.disabled = false;
  }
};

// Only decisions about frames go this way; a download is an ordinary submission.
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button?.hasAttribute("data-decides")) return;
  event.preventDefault();
  decide(event.target, button);
});

const lead = (name) => {
  const address = here()?.dataset[name];
  if (address) location.assign(address);
};

// Everything that matches is on this page: it is ticked here. Else the link leads to a page that says so.
const pickAll = async () => {
  if (recounting) await renumber().catch(() => {});
  for (const box of boxes()) box.checked = true;
  count();
};
document.addEventListener("click", (event) => {
  if (!event.target.closest("#select-all[data-here]")) return;
  event.preventDefault();
  pickAll();
});

document.addEventListener("keydown", (event) => {
  const writing = event.target.matches("input:not(.frame-pick), textarea, select") || document.querySelector("dialog[open]");
  const all = document.getElementById("select-all");
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "a" && all && !writing) {
    event.preventDefault();
    all.click();
    return;
  }
  const free = !event.ctrlKey && !event.metaKey && !event.altKey && !document.querySelector("dialog[open]");
  if (!free || event.target.matches("input:not(.frame-pick), textarea, select")) return;
  const letters = "letterKeys" in document.body.dataset;
  const key = event.key.length === 1 && !letters ? "" : event.key.toLowerCase();
  if (key === "j" || key === "arrowright") move(1);
  else if (key === "k" || key === "arrowleft") move(-1);
  else if (key === "arrowdown") moveRow(true);
  else if (key === "arrowup") moveRow(false);
  else if (key === "x") here()?.querySelector(".frame-pick")?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, shiftKey: event.shiftKey }));
  else if (key === "c") lead("compare");
  else if (key === "e") lead("flow");
  else if (key === "s") move(1);
  else if (key === "enter" && event.target === document.body) here()?.querySelector("a")?.click();
  else if (key === "escape" && picked().length) {
    for (const box of picked()) box.checked = false;
    count();
  } else return;
  event.preventDefault();
});

sheet.addEventListener("click", (event) => {
  const box = event.target.closest(".frame-pick");
  if (!box) return;
  if (event.shiftKey && last) {
    const all = frames().map((frame) => frame.querySelector(".frame-pick")).filter(Boolean);
    const [from, to] = [all.findIndex((other) => other.closest(".frame").id === last), all.indexOf(box)].sort((a, b) => a - b);
    if (from >= 0) for (const other of all.slice(from, to + 1)) other.checked = box.checked;
  }
  last = box.closest(".frame").id;
  count();
});
sheet.addEventListener("focusin", (event) => mark(event.target.closest(".frame")));
document.addEventListener("reset", () => setTimeout(count));
document.addEventListener("piece", () => (mark(here()), count()));
count();
// Who comes back to a list finds the picture that they came from; who turned a page goes on with it.
const turned = ["older", "newer"].find((way) => location.hash === `#${way}` && way in sheet.dataset);
const back = document.getElementById(sheet.dataset.current ?? location.hash.slice(1));
if (turned) {
  go(frames().at(turned === "older" ? 0 : -1));
  history.replaceState(null, "", location.pathname + location.search);
  say(sheet.dataset[turned]);
} else if (back?.matches(".frame")) go(back);
else if (frames().length) mark(frames()[0]);
const said = sessionStorage.getItem("said");
sessionStorage.removeItem("said");
if (turned && said) toast(document.adoptNode(new DOMParser().parseFromString(said, "text/html").querySelector(".toast")));
