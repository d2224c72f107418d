/* One-key actions: data-shortcut="r" clicks or focuses its element, "?" lists all of them. */
import { hasRows, walkRows } from "./rows";
import { say, type Word } from "./words";

const CHOICE = "input[type=radio], input[type=checkbox]";
const FIELD = `input:not(${CHOICE}), textarea, select, [contenteditable]`;

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches(FIELD);
}

/** Presses a button, goes to a field, or makes a choice and goes on to the field it is about. */
function use(element: HTMLElement): void {
  if (element.matches(FIELD)) return element.focus();
  element.click();
  if (element.matches(CHOICE))
    (element as HTMLInputElement).form?.querySelector("textarea")?.focus();
}

function sendWithModifier(event: KeyboardEvent): void {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  if (event.target instanceof HTMLTextAreaElement) event.target.form?.requestSubmit();
}

function actOn(event: KeyboardEvent): void {
  sendWithModifier(event);
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (event.key === "?") return showList();
  const wanted = `[data-shortcut="${CSS.escape(event.key)}"]`;
  const element = document.querySelector<HTMLElement>(wanted);
  if (!element) return walkRows(event.key) ? event.preventDefault() : undefined;
  event.preventDefault();
  use(element);
}

function nameOf(element: HTMLElement): string {
  return element.getAttribute("aria-label") ?? element.textContent?.trim() ?? "";
}

/** Keys that no element on the page stands for. */
const ALWAYS: [string, Word][] = [
  ["Ctrl Enter", "sends"],
  ["Ctrl K", "find"],
  ["Esc", "close"],
  ["?", "shortcuts"],
];

const WALKING: [string, Word][] = [
  ["j", "nextRow"],
  ["k", "rowBefore"],
];

function row(keys: string, meaning: string): HTMLElement[] {
  const term = document.createElement("dt");
  const keyCap = document.createElement("kbd");
  keyCap.className = "kbd kbd-sm";
  keyCap.textContent = keys;
  term.append(keyCap);
  const description = document.createElement("dd");
  description.textContent = meaning;
  return [term, description];
}

function rows(): HTMLElement[] {
  const elements = [...document.querySelectorAll<HTMLElement>("[data-shortcut]")];
  const here = elements.flatMap((element) =>
    row(element.dataset["shortcut"] ?? "", nameOf(element)),
  );
  const known = hasRows() ? [...WALKING, ...ALWAYS] : ALWAYS;
  return [...here, ...known.flatMap(([keys, meaning]) => row(keys, say(meaning)))];
}

function showList(): void {
  const dialog = document.createElement("dialog");
  dialog.className = "modal";
  dialog.setAttribute("aria-labelledby", "shortcuts-title");
  const box = document.createElement("div");
  box.className = "modal-box";
  const title = document.createElement("h2");
  title.id = "shortcuts-title";
  title.className = "font-semibold mb-3";
  title.textContent = say("shortcuts");
  const list = document.createElement("dl");
  list.className = "grid grid-cols-[auto_1fr] gap-x-4 gap-y-2";
  list.append(...rows());
  box.append(title, list);
  const close = document.createElement("form");
  close.method = "dialog";
  close.className = "modal-backdrop";
  close.append(Object.assign(document.createElement("button"), { textContent: say("close") }));
  dialog.append(box, close);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

export function listenForShortcuts(): void {
  document.addEventListener("keydown", actOn);
}
