/* Ctrl-K or / finds any page and setting, and searches the cases: type, choose with the arrow keys, Enter. */
import { say } from "./words";

interface Place {
  label: string;
  within: string;
  address: string;
}

const LIST = "finder-places";

/** The places whose words begin with everything that was typed; names before where they belong. */
export function matching(places: Place[], typed: string): Place[] {
  const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const begins = (words: string) => (part: string) =>
    words.split(/[\s-]+/).some((word) => word.startsWith(part));
  const found = places.filter(({ label, within }) =>
    wanted.every(begins(`${label} ${within}`.toLowerCase())),
  );
  const byName = ({ label }: Place) => (wanted.every(begins(label.toLowerCase())) ? 0 : 1);
  return found.sort((a, b) => byName(a) - byName(b));
}

/** The way to the cases that hold these words. */
function searching(typed: string): Place[] {
  const words = typed.trim();
  const address = document.body.dataset["search"];
  if (!words || !address) return [];
  const query = new URLSearchParams({ q: words }).toString();
  return [{ label: `“${words}”`, within: say("searchFor"), address: `${address}?${query}` }];
}

/** The rail stands on every page, so its places need not be asked for. */
function placesOfRail(): Place[] {
  return [...document.querySelectorAll<HTMLAnchorElement>("#rail a[href]")].map((link) => ({
    label: (link.getAttribute("aria-label") ?? link.textContent ?? "").split(",")[0]!.trim(),
    within: "",
    address: link.getAttribute("href")!,
  }));
}

async function placesOfDesk(address: string): Promise<Place[]> {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return (await answer.json()) as Place[];
}

class Finder {
  private readonly dialog = document.createElement("dialog");
  private readonly input = document.createElement("input");
  private readonly list = document.createElement("ul");
  private readonly status = document.createElement("p");
  private places = placesOfRail();
  private active = 0;

  constructor(address: string) {
    this.build();
    this.show();
    placesOfDesk(address).then(
      (found) => {
        this.places.push(...found);
        this.show();
      },
      () => this.tell(say("noPlaces")),
    );
  }

  private build(): void {
    this.dialog.className = "modal modal-top";
    this.dialog.setAttribute("aria-label", say("find"));
    Object.assign(this.input, { className: "input w-full", autocomplete: "off", type: "text" });
    this.input.placeholder = say("find");
    const roles = { role: "combobox", "aria-expanded": "true", "aria-controls": LIST };
    Object.entries(roles).forEach(([name, value]) => this.input.setAttribute(name, value));
    this.input.setAttribute("aria-label", say("find"));
    this.list.id = LIST;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", say("places"));
    this.list.className = "mt-2 max-h-[60dvh] overflow-y-auto";
    this.status.setAttribute("role", "status");
    this.status.className = "text-sm text-base-content/75";
    const box = document.createElement("div");
    box.className = "modal-box max-w-xl mx-auto mt-3 sm:mt-16 rounded-box p-3";
    box.append(this.input, this.list, this.status);
    const backdrop = Object.assign(document.createElement("form"), { method: "dialog" });
    backdrop.className = "modal-backdrop";
    backdrop.append(Object.assign(document.createElement("button"), { textContent: say("close") }));
    this.dialog.append(box, backdrop);
    this.dialog.addEventListener("close", () => this.dialog.remove());
    this.input.addEventListener("input", () => this.show());
    this.input.addEventListener("keydown", (event) => this.choose(event));
    document.body.append(this.dialog);
    this.dialog.showModal();
    this.input.focus();
  }

  private show(): void {
    this.active = 0;
    const found = [...matching(this.places, this.input.value), ...searching(this.input.value)];
    this.list.replaceChildren(...found.map((place, index) => this.option(place, index)));
    this.mark();
    this.tell(found.length ? "" : say("nothingFound"));
  }

  private option({ label, within, address }: Place, index: number): HTMLElement {
    const item = document.createElement("li");
    item.setAttribute("role", "presentation");
    const link = Object.assign(document.createElement("a"), { href: address, tabIndex: -1 });
    link.id = `${LIST}-${index}`;
    link.setAttribute("role", "option");
    link.className =
      "flex flex-wrap gap-x-3 items-baseline rounded-field px-3 py-1.5 aria-selected:bg-base-300 hover:bg-base-200";
    const where = document.createElement("span");
    where.className = "text-sm text-base-content/75";
    where.textContent = within;
    link.append(Object.assign(document.createElement("span"), { textContent: label }), where);
    link.addEventListener("click", () => this.dialog.close());
    item.append(link);
    return item;
  }

  private choose(event: KeyboardEvent): void {
    const options = this.options();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Enter") options[this.active]?.click();
    if (event.key === "Enter" || step) event.preventDefault();
    if (!step || !options.length) return;
    this.active = (this.active + step + options.length) % options.length;
    this.mark();
  }

  private mark(): void {
    const options = this.options();
    options.forEach((option, index) =>
      option.setAttribute("aria-selected", String(index === this.active)),
    );
    const active = options[this.active];
    active?.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", active?.id ?? "");
  }

  private options(): HTMLAnchorElement[] {
    return [...this.list.querySelectorAll<HTMLAnchorElement>("[role=option]")];
  }

  private tell(words: string): void {
    this.status.textContent = words;
  }
}

/** Where the page names the address of its places; a page of strangers names none. */
export function listenForFinder(): void {
  const open = (): void => {
    const address = document.body.dataset["places"];
    if (address && !document.querySelector("dialog[open]")) new Finder(address);
  };
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
    if (!document.body.dataset["places"]) return;
    event.preventDefault();
    open();
  });
  document.addEventListener("click", (event) => {
    if ((event.target as Element).closest?.("[data-finder]")) open();
  });
}
