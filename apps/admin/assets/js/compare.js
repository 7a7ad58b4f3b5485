// Lays the original over the result and moves the edge between them, with the range input or the arrows.
// Space, while held, shows the original alone. Without scripts the two stand side by side.
const STEP = 4;

for (const box of document.querySelectorAll(".compare")) {
  const range = box.querySelector("input[type=range]");
  const show = (percent) => box.style.setProperty("--at", `${percent}%`);
  const writing = (target) => target.matches("input:not([type=range]), textarea, select");
  const free = (event) => !event.ctrlKey && !event.metaKey && !event.altKey && !writing(event.target) && !document.querySelector("dialog[open]");
  box.classList.add("is-on");
  show(range.value);
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
