// Keeps the settings of a flow as they are changed, so that the prompt, and what holds where nothing was chosen, are always true. The
// form is sent as the button "Save" sends it, which is not needed then. What the server refuses is told at its field and nothing else
// moves; when somebody else was faster the form is sent once more without scripts, and its page shows what they chose.
// "Generate" saves first and shows the plan in place; without scripts the same button leads to the page of the plan.
import { openPage } from "./dialog.js";

const form = document.querySelector("form[data-saves-itself]");
const values = () => new URLSearchParams(new FormData(form)).toString();
const fetched = async (response) => new DOMParser().parseFromString(await response.text(), "text/html");
const say = (text) => document.getElementById("settings-status")?.replaceChildren(text);
// "Own words" were chosen, and none written yet: to the server that is no choice.
const awaited = (field) => {
  const words = field.querySelector(".own-words");
  return words && field.querySelector('option[value="own"]:checked') && !words.value.trim() ? words : null;
};
// What came back unsaved is sent again before anything is made of it.
let saved = "unsaved" in form.dataset ? null : values();
let saving = null;
let planning = false;
form.noValidate = true;
form.classList.add("is-kept");

// Every form of the page is made from the version that was saved last.
const setVersion = (next) => {
  const { value } = next.getElementById("settings-version");
  for (const input of document.querySelectorAll('input[name="version"]')) input.value = value;
};

// The plan says when the flow is no longer what this window shows.
const plan = () => `${form.dataset.plan}?seen=${document.getElementById("settings-version").value}`;

const fields = (page) => [...page.querySelectorAll("#settings-fields .field")];

// What stands around a control: its label with what holds now, and what is wrong with it.
const relabel = (now, then) => {
  now.classList.toggle("is-bad", then.classList.contains("is-bad"));
  const [label, nextLabel] = [now, then].map((field) => field.querySelector(".label"));
  if (label && nextLabel) label.innerHTML = nextLabel.innerHTML;
  const [hint, nextHint] = [now, then].map((field) => field.querySelector(":scope > .hint"));
  if (hint && nextHint) hint.replaceWith(nextHint);
  else if (hint) hint.remove();
  else if (nextHint) now.append(nextHint);
};

// Puts what the server says in its place, but never pulls a control away from under a person.
const show = (next) => {
  const put = (now, then) => {
    if (!now || !then || awaited(now) || now.outerHTML === then.outerHTML) return;
    if (now.contains(document.activeElement)) {
      if (now.matches(".field")) relabel(now, then);
      return;
    }
    if ("open" in now) then.open = now.open;
    now.replaceWith(then);
  };
  for (const id of ["prompt", "settings-foot"]) put(document.getElementById(id), next.getElementById(id));
  const after = fields(next);
  fields(form).forEach((field, index) => put(field, after[index]));
};

// Marks what was refused where it stands, and leaves everything that was typed.
const mark = (next) => {
  const after = fields(next);
  fields(form).forEach((field, index) => after[index] && relabel(field, after[index]));
  const first = form.querySelector("#settings-fields .field.is-bad");
  first?.closest("details")?.setAttribute("open", "");
  // What is taken back by hand is sent as well, so that the mark goes with the mistake.
  saved = null;
  say(form.dataset.refused);
};

// Sends until what was sent is what stands there.
const save = async () => {
  for (let sent = values(); sent !== saved; sent = values()) {
    say(form.dataset.saving);
    const response = await fetch(form.action, { method: "POST", body: new URLSearchParams(sent), headers: { accept: "text/html" } });
    if (response.status === 422) {
      mark(await fetched(response));
      return false;
    }
    if (!response.ok) {
      form.submit();
      return false;
    }
    const next = await fetched(response);
    const still = values() === sent;
    setVersion(next);
    if (!still) continue;
    show(next);
    saved = values();
    say(form.dataset.saved);
  }
  return true;
};
const keep = () => (saving ??= save().finally(() => (saving = null)));

form.addEventListener("change", (event) => {
  const words = event.target.matches("select") && awaited(event.target.closest(".field"));
  if (words) words.focus();
  else keep().catch(() => say(""));
});
form.addEventListener("submit", async (event) => {
  if (event.submitter?.value !== "generate") return;
  event.preventDefault();
  if (planning) return;
  planning = true;
  try {
    if (!(await keep())) return;
    const response = await fetch(plan(), { headers: { accept: "text/html" } });
    if (!response.ok || !openPage(await fetched(response))) location.assign(plan());
  } catch {
    location.assign(plan());
  } finally {
    planning = false;
  }
});
