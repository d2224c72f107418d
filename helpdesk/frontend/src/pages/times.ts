/* Shows <time datetime data-relative> as "5 minutes ago" in the language of the page, with the full
 * date and time on hover. */

const STEPS: [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];
const REFRESH = 60_000;

const JUST_NOW: Record<string, string> = {
  en: "just now",
  de: "gerade eben",
  fr: "à l’instant",
  es: "ahora mismo",
};

export function relativeTime(then: Date, now: Date, language: string): string {
  const seconds = (then.getTime() - now.getTime()) / 1000;
  const step = STEPS.find(([, size]) => Math.abs(seconds) >= size);
  if (!step) return JUST_NOW[language] ?? "just now";
  const words = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  return words.format(Math.trunc(seconds / step[1]), step[0]);
}

/** Tells the desk by which clock this reader lives, for the times it writes into its pages. */
export function tellTimeZone(): void {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const secure = location.protocol === "https:" ? "; secure" : "";
  // biome-ignore lint/suspicious/noDocumentCookie: not every browser has a cookie store
  document.cookie = `heed_zone=${timeZone}; path=/; max-age=31536000; samesite=lax${secure}`;
}

export function readTimes(part: HTMLElement): void {
  const language = document.documentElement.lang || "en";
  const full = new Intl.DateTimeFormat(language, { dateStyle: "full", timeStyle: "short" });
  for (const element of part.querySelectorAll<HTMLTimeElement>("time[data-relative]")) {
    const then = new Date(element.dateTime);
    if (Number.isNaN(then.getTime())) continue;
    element.textContent = relativeTime(then, new Date(), language);
    element.title = full.format(then);
  }
}

setInterval(() => readTimes(document.body), REFRESH);
