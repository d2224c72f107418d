import { beforeEach, expect, it, vi } from "vitest";
import { listenForFinder, matching } from "./finder";

const PLACES = [
  { label: "Company", within: "Settings", address: "/console/settings/desk/company" },
  { label: "Accent colour", within: "Company", address: "/console/settings/desk/company#accent" },
  { label: "Opening hours", within: "Settings", address: "/console/settings/desk/hours" },
];
const answer = vi.fn(async () => new Response(JSON.stringify(PLACES)));
vi.stubGlobal("fetch", answer);
listenForFinder();

beforeEach(() => {
  document.querySelector("dialog")?.close();
  document.body.innerHTML =
    '<ul id="rail"><li><a href="/console/tickets" aria-label="Tickets, 3 to do">Tickets</a></li></ul><button data-finder>Find</button>';
  document.body.dataset["places"] = "/console/places";
});

function press(key: string, target: Element = document.body, extra: KeyboardEventInit = {}): void {
  target.dispatchEvent(
    new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...extra }),
  );
}

const input = () => document.querySelector<HTMLInputElement>("dialog input")!;
const shown = () => [...document.querySelectorAll("[role=option]")].map((each) => each.textContent);

async function opened(): Promise<void> {
  press("k", document.body, { ctrlKey: true });
  await vi.waitFor(() => expect(shown()).toHaveLength(4));
}

function type(words: string): void {
  input().value = words;
  input().dispatchEvent(new Event("input"));
}

it("finds by the beginnings of words, names first", () => {
  expect(matching(PLACES, "comp").map((place) => place.label)).toEqual([
    "Company",
    "Accent colour",
  ]);
  expect(matching(PLACES, "hours open")).toHaveLength(1);
  expect(matching(PLACES, "our")).toEqual([]);
});

it("lists the rail's places and those of the desk, and filters them", async () => {
  await opened();
  expect(shown()[0]).toBe("Tickets");
  type("accent");
  expect(shown()).toEqual(["Accent colourCompany"]);
  type("nowhere");
  expect(document.querySelector("dialog [role=status]")!.textContent).toMatch("Nothing is called");
});

it("offers to search the cases for what was typed, after the places of that name", async () => {
  document.body.dataset["search"] = "/console/search";
  await opened();
  type("accent & more");
  expect(shown()).toEqual(["“accent & more”Search tickets, conversations and complaints"]);
  const link = document.querySelector<HTMLAnchorElement>("[role=option]")!;
  expect(link.getAttribute("href")).toBe("/console/search?q=accent+%26+more");
  type("accent");
  expect(shown()[0]).toBe("Accent colourCompany");
  expect(shown()).toHaveLength(2);
  delete document.body.dataset["search"];
});

it("goes through the list with the arrow keys, and there with Enter", async () => {
  await opened();
  press("ArrowDown", input());
  press("ArrowDown", input());
  const active = document.querySelector("[aria-selected=true]")!;
  expect(active.textContent).toBe("Accent colourCompany");
  expect(input().getAttribute("aria-activedescendant")).toBe(active.id);
  const went = vi.fn((event: Event) => event.preventDefault());
  active.addEventListener("click", went);
  press("Enter", input());
  expect(went).toHaveBeenCalledOnce();
  expect(document.querySelector("dialog")).toBeNull();
});

it("opens once, also by its button, and leaves strangers' pages their own Ctrl-K", async () => {
  document.querySelector<HTMLElement>("[data-finder]")!.click();
  press("k", document.body, { metaKey: true });
  expect(document.querySelectorAll("dialog")).toHaveLength(1);
  document.querySelector("dialog")!.close();
  delete document.body.dataset["places"];
  press("k", document.body, { ctrlKey: true });
  expect(document.querySelector("dialog")).toBeNull();
});

it("says so when the desk does not answer, and still lists the rail", async () => {
  answer.mockResolvedValueOnce(new Response("", { status: 503 }));
  press("k", document.body, { ctrlKey: true });
  const status = () => document.querySelector("dialog [role=status]")!.textContent;
  await vi.waitFor(() => expect(status()).toMatch("cannot be searched"));
  expect(shown()).toEqual(["Tickets"]);
});
