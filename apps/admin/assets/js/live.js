// Follows what is being made over server-sent events. Each event carries HTML that the server rendered, for one place.
// When the stream is refused (too many are open), the page is fetched again every few seconds instead.
// Without scripts the page says "Reload for progress".
import { localise } from "./moments.js";
import { word } from "./words.js";

const PAUSE = 5000;
// A stream that comes back at once was never missed.
const GRACE = 2000;
const held = new Map();

const put = (place, next) => {
  localise(next);
  place.replaceWith(next);
  document.dispatchEvent(new CustomEvent("piece", { detail: next }));
};

// What must leave a piece before it is swapped: the focus, or something that opened from it.
const until = (place) => (place.contains(document.activeElement) ? "focusout" : place.querySelector("[popover]:popover-open") ? "toggle" : "");

// Never pulls a control away from under a person: such a piece waits. A tick that somebody set stays set.
const swap = (id, next) => {
  const place = document.getElementById(id);
  if (!place || !next || place.outerHTML === next.outerHTML) return;
  const event = until(place);
  if (event) {
    const again = () => queueMicrotask(() => {
      const latest = held.get(id);
      held.delete(id);
      swap(id, latest);
    });
    if (!held.has(id)) place.addEventListener(event, again, { once: true, capture: true });
    held.set(id, next);
    return;
  }
  const tick = place.querySelector(".frame-pick");
  const nextTick = next.querySelector(".frame-pick");
  if (tick && nextTick) nextTick.checked = tick.checked;
  for (const name of ["is-current"]) next.classList.toggle(name, place.classList.contains(name));
  put(place, next);
};

const piece = (html) => new DOMParser().parseFromString(html, "text/html").body.firstElementChild;

// What the page shows may be old while the server cannot be reached.
let missing = null;
const lost = () => {
  missing ??= setTimeout(() => {
    const notice = document.createElement("p");
    notice.className = "lost";
    notice.role = "status";
    notice.textContent = word("lost");
    document.body.append(notice);
  }, GRACE);
};
const found = () => {
  clearTimeout(missing);
  missing = null;
  document.querySelector(".lost")?.remove();
};

// The person has entered another client in another tab: nothing of it belongs into this page.
const left = (client) => client !== document.body.dataset.client;

const poll = async () => {
  try {
    const response = await fetch(location.href, { headers: { accept: "text/html" } });
    if (response.status < 500) found();
    else lost();
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    if (response.ok && page.body.dataset.client && left(page.body.dataset.client)) return leave();
    if (response.ok) for (const place of document.querySelectorAll(".frame[id], [data-live][id]")) swap(place.id, page.getElementById(place.id));
    if (response.ok && !page.body.dataset.events) return;
  } catch {
    // The network comes back or it does not; the next round tells.
    lost();
  }
  setTimeout(poll, PAUSE);
};

// What a person typed, ticked or has yet to read must not be lost to a reload.
let touched = false;
document.addEventListener("input", () => (touched = true));
const isFree = () => !touched && !document.querySelector(".frame-pick:checked, [role=alert]");

const leave = () => {
  if (isFree()) location.reload();
};

let source = null;
export const listen = () => {
  source?.close();
  const stream = new EventSource(document.body.dataset.events);
  source = stream;
  stream.addEventListener("piece", (event) => {
    const { id, html } = JSON.parse(event.data);
    swap(id, piece(html));
  });
  // The server says that everything is made: what is left of the page (buttons, numbers) is fetched once.
  stream.addEventListener("end", () => {
    stream.close();
    leave();
  });
  stream.addEventListener("client", (event) => {
    if (!left(event.data)) return;
    stream.close();
    leave();
  });
  stream.addEventListener("open", found);
  stream.addEventListener("error", () => {
    if (stream !== source) return;
    if (stream.readyState === EventSource.CLOSED) setTimeout(poll, PAUSE);
    else lost();
  });
};
