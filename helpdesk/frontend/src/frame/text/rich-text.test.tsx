import { render } from "preact";
import { expect, it } from "vitest";
import { RichText } from "./rich-text";

function drawn(text: string): HTMLElement {
  const place = document.createElement("div");
  render(<RichText text={text} />, place);
  return place;
}

it("shows markup as the text it is", () => {
  const place = drawn('<img src=x onerror="alert(1)"><script>alert(2)</script> & "quotes"');
  expect(place.querySelector("img, script")).toBeNull();
  expect(place.textContent).toContain('<img src=x onerror="alert(1)">');
});

it("draws rows as a table whose first row names the columns", () => {
  const place = drawn("Data | Kept for\n…\nOrders | 10 years");
  const names = [...place.querySelectorAll("th[scope=col]")];
  expect(names.map((name) => name.textContent)).toEqual(["Data", "Kept for"]);
  const cells = [...place.querySelectorAll("td")];
  expect(cells.map((cell) => [cell.textContent, cell.colSpan])).toEqual([
    ["…", 2],
    ["Orders", 1],
    ["10 years", 1],
  ]);
});

it("draws lists as lists and links that open apart from the page", () => {
  const place = drawn("Steps:\n1. Visit https://help.example\n2. Press **Reset**\n\n- one\n- two");
  expect([...place.querySelectorAll("ol li, ul li")].map((item) => item.textContent)).toEqual([
    "Visit https://help.example",
    "Press Reset",
    "one",
    "two",
  ]);
  const link = place.querySelector("a")!;
  expect([link.href, link.target, link.rel]).toEqual([
    "https://help.example/",
    "_blank",
    "noopener noreferrer",
  ]);
  expect(place.querySelector("strong")!.textContent).toBe("Reset");
});
