// Rewrites the dates that the server told in UTC into the reader's own zone. "18 h ago" stays as it is.
const language = document.documentElement.lang;
const day = { day: "numeric", month: "short" };
const full = new Intl.DateTimeFormat(language, { ...day, year: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short" });
const short = new Intl.DateTimeFormat(language, { ...day, hour: "2-digit", minute: "2-digit", timeZoneName: "short" });

export const localise = (root) => {
  for (const time of root.querySelectorAll("time[datetime]")) {
    const at = new Date(time.dateTime);
    if (Number.isNaN(at.valueOf())) continue;
    if (time.title) time.title = full.format(at);
    if (time.textContent.endsWith("UTC")) time.textContent = (at.getFullYear() === new Date().getFullYear() ? short : full).format(at);
  }
};
localise(document);
