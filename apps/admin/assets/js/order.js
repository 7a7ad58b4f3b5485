// Lets pictures be dragged into another order. A drop sends the whole order through the form that the arrow buttons use, so that
// whatever the server says about it is said the same way. By keyboard, and without scripts, the buttons do it.
const items = (list) => [...list.querySelectorAll("[data-image]")];
const order = (list) => items(list).map((item) => item.dataset.image);
let moving = null;
let before = [];

const send = (list) => {
  const form = document.getElementById(list.dataset.order);
  for (const image of order(list)) {
    const input = document.createElement("input");
    input.type = "hidden";
    input.name = "order";
    input.value = image;
    form.append(input);
  }
  form.requestSubmit();
};

const ready = () => {
  for (const item of document.querySelectorAll("[data-order] [data-image]")) {
    item.draggable = true;
    item.classList.add("can-move");
    // A picture or link would be dragged by itself, as a file or an address.
    for (const part of item.querySelectorAll("img, a")) part.draggable = false;
  }
};

document.addEventListener("dragstart", (event) => {
  moving = event.target.closest("[data-order] [data-image]");
  if (!moving) return;
  before = order(moving.parentElement);
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", moving.dataset.image);
  moving.classList.add("is-moving");
});
document.addEventListener("dragover", (event) => {
  const over = moving && event.target.closest("[data-image]");
  if (over?.parentElement !== moving?.parentElement) return;
  event.preventDefault();
  if (!over || over === moving) return;
  const all = items(over.parentElement);
  if (all.indexOf(over) < all.indexOf(moving)) over.before(moving);
  else over.after(moving);
});
// Let go anywhere but on the list, nothing has moved.
document.addEventListener("dragend", (event) => {
  if (!moving) return;
  const list = moving.parentElement;
  moving.classList.remove("is-moving");
  if (event.dataTransfer.dropEffect === "none") for (const image of before) list.append(document.getElementById(`image-${image}`));
  else if (order(list).join() !== before.join()) send(list);
  moving = null;
});
document.addEventListener("piece", ready);
ready();
