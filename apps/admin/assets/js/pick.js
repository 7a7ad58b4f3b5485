// Picking products. Those that are ticked carry their place, in the order of ticking, and are sent in it: the first one is the main
// product of a flow. When enough are ticked the others rest. Enter in the name makes the thing, which without scripts is a search.
const form = document.querySelector("form.pick-form");
const boxes = [...form.querySelectorAll('input[name="product"]')];
const most = Number(form.dataset.max) || Infinity;
let order = boxes.filter((box) => box.checked);

const show = () => {
  for (const box of boxes) {
    const place = order.indexOf(box);
    const row = box.closest(".pick-row");
    box.disabled = place < 0 && order.length >= most;
    row.classList.toggle("is-off", box.disabled);
    if (form.dataset.first === undefined) continue;
    if (place < 0) delete row.dataset.place;
    else row.dataset.place = place === 0 ? form.dataset.first : place + 1;
  }
};

form.addEventListener("change", (event) => {
  const box = event.target.closest('input[name="product"]');
  if (!box) return;
  order = order.filter((other) => other !== box);
  if (box.checked) order.push(box);
  show();
});
form.addEventListener("formdata", (event) => {
  event.formData.delete("product");
  for (const box of order) event.formData.append("product", box.value);
});
form.addEventListener("keydown", (event) => {
  const make = form.querySelector('button[value="make"]');
  if (event.key !== "Enter" || event.isComposing || !make || !event.target.matches('input[name="name"]')) return;
  event.preventDefault();
  make.click();
});
show();
