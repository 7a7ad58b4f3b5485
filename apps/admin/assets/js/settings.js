// Keeps the settings of a flow as they are changed, so that the prompt, and what holds where nothing was chosen, are always true. The
// form is sent as the button "Save" sends it; what the server refuses is sent once more without scripts, and its page tells why.
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
let saved = values();
let saving = null;

// Every form of the page is made from the version that was saved last.
const setVersion = (next) => {
  const { value } = next.getElementById("settings-version");
  for (const input of document.querySelectorAll('input[name="version"]')) input.value = value;
};

// Puts what the server says in its place, but never pulls a control away from under a person.
const show = (next) => {
  const put = (now, then) => {
    if (!now || !then || now.contains(document.activeElement) || awaited(now) || now.outerHTML === then.outerHTML) return;
    if ("open" in now) then.open = now.open;
    now.replaceWith(then);
  };
  for (const id of ["prompt", "settings-foot"]) put(document.getElementById(id), next.getElementById(id));
  const after = [...next.querySelectorAll("#settings-fields .field")];
  [...form.querySelectorAll("#settings-fields .field")].forEach((field, index) => put(field, after[index]));
};

// Sends until what was sent is what stands there.
const save = async () => {
  for (let sent = values(); sent !== saved; sent = values()) {
    say(form.dataset.saving);
    const response = await fetch(form.action, { method: "POST", body: new URLSearchParams(sent), headers: { accept: "text/html" } });
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
  try {
    if (!(await keep())) return;
    const response = await fetch(form.dataset.plan, { headers: { accept: "text/html" } });
    if (!response.ok || !openPage(await fetched(response))) location.assign(form.dataset.plan);
  } catch {
    location.assign(form.dataset.plan);
  }
});
