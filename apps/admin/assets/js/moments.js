// Rewrites the dates that the server told in UTC into the reader's own zone. "18 h ago" stays as it is.
// English is written as the server writes it: 20 Nov, 16:12.
const language = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
const parts = { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "short" };
const full = new Intl.DateTimeFormat(language, { ...parts, year: "numeric" });
const short = new Intl.DateTimeFormat(language, parts);

export const localise = (root) => {
  for (const time of root.querySelectorAll("time[datetime]")) {
    const at = new Date(time.dateTime);
    if (Number.isNaN(at.valueOf())) continue;
    if (time.title) time.title = full.format(at);
    if (time.textContent.endsWith("UTC")) time.textContent = (at.getFullYear() === new Date().getFullYear() ? short : full).format(at);
  }
};
localise(document);
