// Adds to a plain form with files: dropping, a list of what was chosen with early refusals, and a bar while it is sent.
// The server checks everything again; this only saves people the wait.
import { localise } from "./moments.js";
import { word } from "./words.js";

const TYPES = ["image/jpeg", "image/png", "image/webp"];
// As the server writes it: no fraction where the figure is large enough without.
const size = (bytes) => {
  const [unit, amount] = bytes < 1e6 ? ["kilobyte", Math.max(1, bytes / 1e3)] : ["megabyte", bytes / 1e6];
  const digits = unit === "megabyte" && amount < 10 ? 1 : 0;
  return new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit, maximumFractionDigits: digits }).format(amount);
};

const refusal = (file, maxBytes) => {
  if (!TYPES.includes(file.type) || !file.size) return word("notPicture");
  if (maxBytes && file.size > maxBytes) return word("tooLarge", size(maxBytes));
  return "";
};

const list = (form) => {
  let place = form.querySelector(".upload-list");
  if (!place) {
    place = document.createElement("ul");
    place.className = "upload-list";
    form.querySelector(".drop").after(place);
  }
  return place;
};

const showChosen = (form, input) => {
  const items = [...input.files].map((file) => {
    const item = document.createElement("li");
    const name = document.createElement("span");
    name.className = "clip";
    name.textContent = file.name;
    const about = document.createElement("span");
    const why = refusal(file, Number(input.dataset.maxBytes));
    about.className = why ? "is-bad" : "faint";
    about.textContent = why || size(file.size);
    item.append(name, about);
    return item;
  });
  list(form).replaceChildren(...items);
  // Beyond as many of the largest files as it takes at a time the server reads nothing. One file too large is the server's to refuse, beside those that it takes. All of them together must be worth the wait.
  const most = Number(input.dataset.maxFiles) * Number(input.dataset.maxBytes);
  const sum = [...input.files].reduce((bytes, file) => bytes + file.size, 0);
  input.setCustomValidity(most && sum > most ? word("tooLarge", size(most)) : "");
};

// A refused form comes back as a page: its main part takes the place of ours, with what was typed. Files cannot be typed by a
// server, so those that were chosen are put back where the form asks for them again.
const showAnswer = (request, files) => {
  const page = new DOMParser().parseFromString(request.responseText, "text/html");
  const main = page.querySelector("main");
  if (!main) return location.reload();
  localise(main);
  document.querySelector("main").replaceWith(main);
  document.title = page.title;
  const address = request.getResponseHeader("content-location");
  if (address) history.replaceState(null, "", address);
  for (const form of main.querySelectorAll("form.upload")) enhance(form);
  const again = !address && main.querySelector("form.upload:has([aria-invalid]) input[type=file]");
  if (again) {
    again.files = files;
    again.dispatchEvent(new Event("change"));
  }
  document.dispatchEvent(new CustomEvent("piece", { detail: main }));
  if (page.body.dataset.events) {
    document.body.dataset.events = page.body.dataset.events;
    import("./live.js").then(({ listen }) => listen());
  }
  main.querySelector("[role=alert], [aria-invalid], h1")?.scrollIntoView({ block: "center" });
};

const send = (form, input, submitter) => {
  const files = input.files;
  const bar = document.createElement("progress");
  bar.max = 1;
  bar.value = 0;
  list(form).append(bar);
  const body = new FormData(form, submitter);
  const controls = [...form.querySelectorAll("button, input")].filter((control) => !control.disabled);
  for (const control of controls) control.disabled = true;
  const request = new XMLHttpRequest();
  const failed = () => {
    bar.remove();
    for (const control of controls) control.disabled = false;
    const item = document.createElement("li");
    item.className = "is-bad";
    item.role = "alert";
    item.textContent = word("failed");
    list(form).append(item);
  };
  request.upload.addEventListener("progress", (event) => event.lengthComputable && (bar.value = event.loaded / event.total));
  request.addEventListener("load", () => (request.responseURL !== form.action && request.status < 400 ? location.assign(request.responseURL) : showAnswer(request, files)));
  request.addEventListener("error", failed);
  request.open("POST", form.action);
  request.setRequestHeader("accept", "text/html");
  // After success the browser loads the page that the answer leads to; its message is for then.
  request.setRequestHeader("x-passing", "1");
  request.send(body);
};

const enhance = (form) => {
  const drop = form.querySelector(".drop");
  const input = drop?.querySelector("input[type=file]");
  if (!input) return;
  const atOnce = "sendAtOnce" in form.dataset;
  const buttons = form.querySelectorAll("button");
  for (const button of buttons) button.hidden = atOnce;
  input.addEventListener("change", () => {
    // What was wrong with the files before is not about these.
    document.querySelector("[data-upload-notice]")?.remove();
    showChosen(form, input);
    const good = [...input.files].every((file) => !refusal(file, Number(input.dataset.maxBytes)));
    if (good && input.files.length && atOnce) form.requestSubmit();
    // What looks wrong is sent only when the person says so.
    else for (const button of buttons) button.hidden = atOnce && input.files.length === 0;
  });
  for (const name of ["dragenter", "dragover"])
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.add("is-over");
    });
  for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("is-over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change"));
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form, input, event.submitter);
  });
};

// A picture dropped beside the target must not replace the page.
for (const name of ["dragover", "drop"]) document.addEventListener(name, (event) => event.preventDefault());
for (const form of document.querySelectorAll("form.upload")) enhance(form);
