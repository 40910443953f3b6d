// Times as how long ago they were; the exact one stays in the title.
const UNITS = [["day", 86_400], ["hour", 3600], ["minute", 60], ["second", 1]];
const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "always", style: "short" });

function age(time) {
  const seconds = Math.round((Date.now() - time) / 1000);
  const [unit, size] = UNITS.find(([, least]) => Math.abs(seconds) >= least) || ["second", 1];
  return words.format(-Math.trunc(seconds / size), unit);
}

export function ages(within) {
  for (const time of within.querySelectorAll("time[datetime]")) {
    const at = Date.parse(time.dateTime);
    if (Number.isNaN(at)) continue;
    const text = age(at);
    if (time.textContent !== text) time.textContent = text;
    if (!time.title) time.title = new Date(at).toLocaleString(document.documentElement.lang);
  }
}
