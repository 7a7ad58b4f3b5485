// Keys that press what is on the page: [data-key="a"] is a button or link, [data-go="p"] a place after G.
// A key is always the same request as the button. Single letters can be switched off in the account.
import { word } from "./words.js";

const letters = "letterKeys" in document.body.dataset;
const writing = (target) => target.matches("input:not(.frame-pick, [type=checkbox], [type=radio], [type=range]), textarea, select, [contenteditable]");
let going = false;

// A decision needs a picture that it is about: none is current before the sheet is ready.
const isAboutNothing = (element) => element.matches("[data-decides][form=sheet]") && !document.querySelector(".frame.is-current, .frame-pick:checked");

const press = (element) => {
  if (!element || element.disabled || isAboutNothing(element)) return false;
  element.click();
  return true;
};

// Lists the keys of this page from the elements that have them, so that the list is never wrong.
const showAll = () => {
  const list = document.createElement("dl");
  list.className = "facts";
  const add = (keys, text) => {
    const dt = document.createElement("dt");
    for (const key of keys) {
      const kbd = document.createElement("kbd");
      kbd.className = "kbd";
      kbd.textContent = key;
      dt.append(kbd, " ");
    }
    const dd = document.createElement("dd");
    dd.textContent = text;
    list.append(dt, dd);
  };
  for (const key of document.querySelectorAll(".keys > span")) {
    const caps = [...key.querySelectorAll(".kbd")].map((cap) => cap.textContent);
    if (caps.length) add(caps, key.lastChild.textContent);
  }
  if (document.querySelector("[data-filter]")) add(["/"], word("filter"));
  for (const place of document.querySelectorAll(".rail [data-go]")) add(["G", place.dataset.go.toUpperCase()], place.textContent.trim());
  import("./dialog.js").then(({ open }) => open(word("keys"), list));
};

// A reason is a sentence: Enter sends it, and Shift+Enter begins a line. An input method keeps its own Enter, which Safari reports late, as 229.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229 || !event.target.matches("textarea[data-enter-sends]")) return;
  event.preventDefault();
  const { form } = event.target;
  const button = form.querySelector("button:not([type=button])");
  if (!button.disabled) form.requestSubmit(button);
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || writing(event.target) || document.querySelector("dialog[open]")) return;
  const key = event.key.toLowerCase();
  if (!letters && key.length === 1) return;
  let done = false;
  if (going) {
    going = false;
    done = press(document.querySelector(`[data-go="${CSS.escape(key)}"]`));
  } else if (key === "g" && document.querySelector("[data-go]")) {
    going = true;
    setTimeout(() => (going = false), 1500);
    done = true;
  } else if (key === "?") {
    showAll();
    done = true;
  } else if (key === "/") {
    const filter = document.querySelector("[data-filter]");
    filter?.focus();
    done = Boolean(filter);
  } else {
    done = press(document.querySelector(`[data-key="${CSS.escape(key)}"]`));
  }
  if (done) event.preventDefault();
});
