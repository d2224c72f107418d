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
