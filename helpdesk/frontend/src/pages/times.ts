/* Shows <time datetime data-relative> as "5 minutes ago", with the full date and time on hover. */

const STEPS: [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];
const REFRESH = 60_000;

const WORDS = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const FULL = new Intl.DateTimeFormat("en", { dateStyle: "full", timeStyle: "short" });

export function relativeTime(then: Date, now: Date): string {
  const seconds = (then.getTime() - now.getTime()) / 1000;
  const step = STEPS.find(([, size]) => Math.abs(seconds) >= size);
  return step ? WORDS.format(Math.trunc(seconds / step[1]), step[0]) : "just now";
}

export function readTimes(part: HTMLElement): void {
  for (const element of part.querySelectorAll<HTMLTimeElement>("time[data-relative]")) {
    const then = new Date(element.dateTime);
    if (Number.isNaN(then.getTime())) continue;
    element.textContent = relativeTime(then, new Date());
    element.title = FULL.format(then);
  }
}

setInterval(() => readTimes(document.body), REFRESH);
