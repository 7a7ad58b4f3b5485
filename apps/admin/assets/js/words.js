// Words that scripts need, written by the server into <template id="words" data-...>. "#" stands for a value.
const words = document.getElementById("words")?.dataset ?? {};

export const word = (name, value = "") => (words[name] ?? "").replace("#", value);
