/* Dates and times in the customer's own language and zone. */

const CLOCK = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });
const DATE = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" });
const FULL = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "short" });
const ONE_DAY = 86_400_000;

export const clock = (date: Date): string => CLOCK.format(date);
export const fullTime = (date: Date): string => FULL.format(date);
export const shortDate = (date: Date): string => DATE.format(date);

export function dayName(date: Date, now = new Date()): string {
  if (date.toDateString() === now.toDateString()) return "Today";
  const yesterday = new Date(now.getTime() - ONE_DAY);
  return date.toDateString() === yesterday.toDateString() ? "Yesterday" : DAY.format(date);
}

/** In a list: the time for today, else the date. */
export function whenShort(date: Date, now = new Date()): string {
  return date.toDateString() === now.toDateString() ? clock(date) : shortDate(date);
}
