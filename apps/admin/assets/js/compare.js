// Lays the original over the result and moves the edge between them with the range input or the arrows; where the page says how, so that
// the product in both is in one place. Space, while held, shows the original alone. The choice between this and two pictures side by side
// holds for the pictures that follow.
const STEP = 4;
const KEPT = "compare";
const PLACE = ["--left", "--top", "--width", "--height"];

for (const box of document.querySelectorAll(".compare")) {
  const range = box.querySelector("input[type=range]");
  const ways = document.querySelector("[data-compare-ways]");
  const show = (percent) => box.style.setProperty("--at", `${percent}%`);
  const slides = () => box.classList.contains("is-on");
  const choose = (way) => {
    box.classList.toggle("is-on", way === "slider");
    for (const button of ways.querySelectorAll("button")) button.setAttribute("aria-pressed", String(button.value === way));
    for (const key of document.querySelectorAll("[data-slider]")) key.hidden = way !== "slider";
  };
  const writing = (target) => target.matches("input:not([type=range]), textarea, select");
  const free = (event) => slides() && !event.ctrlKey && !event.metaKey && !event.altKey && !writing(event.target) && !document.querySelector("dialog[open]");
  const overlay = box.querySelector("[data-overlay]");
  overlay?.dataset.overlay.split(" ").forEach((part, at) => overlay.style.setProperty(PLACE[at], `${part}%`));
  ways.hidden = false;
  choose(sessionStorage.getItem(KEPT) ?? (overlay ? "slider" : "beside"));
  show(range.value);
  ways.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    sessionStorage.setItem(KEPT, button.value);
    choose(button.value);
  });
  range.addEventListener("input", () => show(range.value));
  document.addEventListener("keydown", (event) => {
    if (!free(event)) return;
    if (event.key === " " && !event.target.matches("button, a, summary")) show(100);
    else if (event.key === "ArrowLeft") range.valueAsNumber -= STEP;
    else if (event.key === "ArrowRight") range.valueAsNumber += STEP;
    else return;
    if (event.key !== " ") show(range.value);
    event.preventDefault();
  });
  document.addEventListener("keyup", (event) => event.key === " " && show(range.value));
}
