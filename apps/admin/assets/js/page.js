// The one script that every page names. It loads what the page has a use for; without any of it the page works, by reloading.
import "./moments.js";
import "./keys.js";

const parts = [
  [".sheet", "review"],
  [".compare", "compare"],
  ["form.upload", "upload"],
  // A piece that comes later may open one too.
  ["[data-dialog], [data-events]", "dialog"],
  ["form[data-saves-itself]", "settings"],
  ["[data-order], form.upload", "order"],
  ["form.pick-form", "pick"],
];
for (const [selector, name] of parts) if (document.querySelector(selector)) import(`./${name}.js`);
if (document.body.dataset.events) import("./live.js").then(({ listen }) => listen());
