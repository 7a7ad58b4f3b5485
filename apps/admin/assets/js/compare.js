// Moves the edge between two pictures with the range input that lies over them. Space, while held, shows the first alone.
for (const box of document.querySelectorAll(".compare")) {
  const range = box.querySelector("input[type=range]");
  const show = (percent) => box.style.setProperty("--at", `${percent}%`);
  show(range.value);
  range.addEventListener("input", () => show(range.value));
  document.addEventListener("keydown", (event) => {
    if (event.key !== " " || event.target.matches("input:not([type=range]), textarea, select, button, a, summary")) return;
    event.preventDefault();
    show(100);
  });
  document.addEventListener("keyup", (event) => event.key === " " && show(range.value));
}
