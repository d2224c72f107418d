/* Dates and times in the customer's own language and zone. */
import { language } from "../language/current";

const CLOCK: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit" };
const DAY: Intl.DateTimeFormatOptions = { weekday: "long", day: "numeric", month: "long" };
const DATE: Intl.DateTimeFormatOptions = { dateStyle: "medium" };
const FULL: Intl.DateTimeFormatOptions = { dateStyle: "full", timeStyle: "short" };
const ONE_DAY = 86_400_000;

/** As the customer's browser writes the language that is spoken: an Austrian's German, say. */
function locale(): string {
  const spoken = language();
  return navigator.languages.find((tag) => tag.split("-")[0] === spoken) ?? spoken;
}

function write(date: Date, style: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale(), style).format(date);
}

export const clock = (date: Date): string => write(date, CLOCK);
export const fullTime = (date: Date): string => write(date, FULL);
export const shortDate = (date: Date): string => write(date, DATE);

function relativeDay(days: number): string {
  const name = new Intl.RelativeTimeFormat(locale(), { numeric: "auto" }).format(days, "day");
  return name.charAt(0).toLocaleUpperCase(locale()) + name.slice(1);
}

export function dayName(date: Date, now = new Date()): string {
  if (date.toDateString() === now.toDateString()) return relativeDay(0);
  const yesterday = new Date(now.getTime() - ONE_DAY);
  return date.toDateString() === yesterday.toDateString() ? relativeDay(-1) : write(date, DAY);
}

/** In a list: the time for today, else the date. */
export function whenShort(date: Date, now = new Date()): string {
  return date.toDateString() === now.toDateString() ? clock(date) : shortDate(date);
}
