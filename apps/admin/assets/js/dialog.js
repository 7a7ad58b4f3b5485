// Opens a page in place: a link with data-dialog leads to a page of its own, which is fetched and shown as a dialog; a button with
// data-dialog sends its form and shows the page that answers. The forms of a dialog are sent as on that page.
import { word } from "./words.js";
import { localise } from "./moments.js";

export const open = (title, content) => {
  const dialog = document.createElement("dialog");
  const head = document.createElement("header");
  head.className = "dialog-head";
  const heading = document.createElement("h2");
  heading.textContent = title;
  heading.id = "dialog-title";
  const close = document.createElement("button");
  close.className = "btn is-quiet is-small";
  close.textContent = word("close");
  close.addEventListener("click", () => dialog.close());
  head.append(heading);
  // Where the page has a way back of its own, a second one beside the title would only be one more to choose from.
  if (!content.querySelector("a[data-close]")) head.append(close);
  const body = document.createElement("div");
  body.className = "dialog-body";
  body.append(content);
  dialog.setAttribute("aria-labelledby", heading.id);
  dialog.append(head, body);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
    // "Cancel" leads back on the page; here it is enough to close.
    if (event.target.closest("a[data-close]")) {
      event.preventDefault();
      dialog.close();
    }
  });
  document.body.append(dialog);
  dialog.showModal();
  dialog.querySelector("[autofocus]")?.focus();
  return dialog;
};

// The dialog of a fetched page; nothing when the page has no part for one.
export const openPage = (page) => {
  const content = page.querySelector("[data-dialog-body]");
  if (!content) return null;
  localise(content);
  return open(page.querySelector("h1")?.textContent ?? "", document.adoptNode(content));
};

const plain = (event) => !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;

// From a dialog the next one takes its place.
const show = async (address, options, instead) => {
  const before = document.querySelector("dialog[open]");
  try {
    const response = await fetch(address, { ...options, headers: { accept: "text/html" } });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    if (!response.ok || response.redirected || !openPage(page)) throw new Error("not a dialog");
    before?.close();
  } catch {
    instead();
  }
};

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-dialog]");
  if (!link || !plain(event)) return;
  event.preventDefault();
  show(link.href, {}, () => location.assign(link.href));
});

document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button?.hasAttribute("data-dialog")) return;
  event.preventDefault();
  const form = event.target;
  const body = new URLSearchParams(new FormData(form, button));
  // What asks first changes nothing, so sending it once more as a page is the same question.
  show(button.hasAttribute("formaction") ? button.formAction : form.action, { method: "POST", body }, () => {
    button.removeAttribute("data-dialog");
    form.requestSubmit(button);
  });
});
