// Reviewing by keyboard: a current frame that J, K and the arrows move, X picks, and whose decisions are the buttons of the sheet's form.
// A decision is sent without leaving the page; the server answers with the frames as they are now. Without scripts the same buttons
// send the same form and the page comes back.
import { word } from "./words.js";

const sheet = document.querySelector(".sheet");
const bar = document.querySelector(".selection");
const sum = bar?.querySelector(".sum");
const frames = () => [...sheet.querySelectorAll(".frame")];
const picked = () => [...sheet.querySelectorAll(".frame-pick:checked")];
let current = null;
let last = null;

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
const columns = () => {
  const [first, ...rest] = frames();
  const next = rest.findIndex((frame) => frame.offsetTop > (first?.offsetTop ?? 0));
  return next < 0 ? rest.length + 1 : next + 1;
};
const move = (steps) => {
  const all = frames();
  const at = all.indexOf(here());
  const to = at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + steps));
  if (!all[to]) return;
  mark(all[to]);
  (all[to].querySelector("a") ?? all[to].querySelector(".frame-pick"))?.focus({ preventScroll: true });
  all[to].scrollIntoView({ block: "nearest" });
};

const count = () => {
  if (!sum) return;
  const boxes = picked().length;
  // Chromium does not restyle :has() when a box that the page itself had ticked is cleared, so the bar is told.
  bar.hidden = boxes === 0;
  sum.textContent = sum.dataset.picked.replace("#", boxes.toLocaleString(document.documentElement.lang));
};

const say = (text) => {
  document.querySelector(".toast")?.remove();
  const toast = document.createElement("p");
  toast.className = "toast";
  toast.role = "status";
  toast.textContent = text;
  document.body.append(toast);
  setTimeout(() => toast.remove(), 8000);
};

// Sends a decision for the picked frames, or for the current one when none is picked, and goes on to the next.
const decide = async (form, button) => {
  const body = new FormData(form, button);
  const boxes = picked();
  if (boxes.length === 0) {
    const box = here()?.querySelector(".frame-pick");
    if (!box) return;
    body.append(box.name, box.value);
  }
  button.disabled = true;
  try {
    // A button without an address of its own says the page's here, not the form's.
    const response = await fetch(button.hasAttribute("formaction") ? button.formAction : form.action, {
      method: "POST",
      body: new URLSearchParams(body),
      headers: { accept: "application/json", "x-pieces": "1" },
    });
    if (!response.ok) {
      const problem = await response.json().catch(() => ({}));
      say([problem.title, problem.detail].filter(Boolean).join(". ") || word("failed"));
      return;
    }
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    for (const next of page.querySelectorAll(".frame[id]")) document.getElementById(next.id)?.replaceWith(next);
    if (boxes.length === 0) move(1);
    else mark(here());
    count();
  } catch {
    say(word("failed"));
  } finally {
    button.disabled = false;
  }
};

// Only decisions about frames go this way; a download or a page that asks for a reason is an ordinary submission.
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button?.hasAttribute("data-decides")) return;
  event.preventDefault();
  decide(event.target, button);
});

document.addEventListener("keydown", (event) => {
  const free = !event.ctrlKey && !event.metaKey && !event.altKey && !document.querySelector("dialog[open]");
  if (!free || event.target.matches("input:not(.frame-pick), textarea, select")) return;
  const letters = "letterKeys" in document.body.dataset;
  const key = event.key.length === 1 && !letters ? "" : event.key.toLowerCase();
  if (key === "j" || key === "arrowright") move(1);
  else if (key === "k" || key === "arrowleft") move(-1);
  else if (key === "arrowdown") move(columns());
  else if (key === "arrowup") move(-columns());
  else if (key === "x") here()?.querySelector(".frame-pick")?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, shiftKey: event.shiftKey }));
  else if (key === "c") here()?.querySelector("a[data-compare]")?.click();
  else if (key === "s") move(1);
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
    const [from, to] = [all.findIndex((other) => other.value === last), all.indexOf(box)].sort((a, b) => a - b);
    if (from >= 0) for (const other of all.slice(from, to + 1)) other.checked = box.checked;
  }
  last = box.value;
  count();
});
sheet.addEventListener("focusin", (event) => mark(event.target.closest(".frame")));
document.addEventListener("reset", () => setTimeout(count));
document.addEventListener("piece", () => (mark(here()), count()));
count();
