// Opens a page in place: a link with data-dialog leads to a page of its own, which is fetched and shown as a dialog.
// Its forms are sent as on that page.
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
  head.append(heading, close);
  const body = document.createElement("div");
  body.className = "dialog-body";
  body.append(content);
  dialog.setAttribute("aria-labelledby", heading.id);
  dialog.append(head, body);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
};

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-dialog]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  try {
    const response = await fetch(link.href, { headers: { accept: "text/html" } });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const content = page.querySelector("[data-dialog-body]");
    if (!response.ok || !content) throw new Error("not a dialog");
    localise(content);
    open(page.querySelector("h1")?.textContent ?? "", document.adoptNode(content));
  } catch {
    location.assign(link.href);
  }
});
