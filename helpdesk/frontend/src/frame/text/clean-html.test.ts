// @vitest-environment jsdom
import { expect, it } from "vitest";
import { cleanHtml } from "./clean-html";

const BASE = "https://help.example/articles/3-returns";

function cleaned(html: string): HTMLElement {
  const place = document.createElement("div");
  place.append(cleanHtml(html, BASE));
  return place;
}

it("keeps text, headings, lists, tables and pictures", () => {
  const html =
    '<h2 id="a">Returns</h2><ul><li>One</li></ul><table><tbody><tr><td>1</td></tr></tbody></table>';
  expect(cleaned(html).innerHTML).toBe(html);
  expect(cleaned('<img src="/media/box.png" alt="A box">').querySelector("img")!.src).toBe(
    "https://help.example/media/box.png",
  );
});

it.each([
  "<script>alert(1)</script>",
  '<p onclick="alert(1)">x</p>',
  '<a href="javascript:alert(1)">x</a>',
  '<img src="x" onerror="alert(1)">',
  '<iframe src="https://evil.example"></iframe>',
  '<form action="https://evil.example"><input name="password"></form>',
  "<style>body{display:none}</style>",
  '<p style="position:fixed">x</p>',
  '<svg><use href="data:image/svg+xml,x"></use></svg>',
])("neutralises %s", (html) => {
  const after = cleaned(html).innerHTML;
  expect(after).not.toMatch(/script|onclick|onerror|iframe|<form|<input|<style|style=|<svg/);
});

it("opens links apart from the widget, from where the article stands", () => {
  const link = cleaned('<a href="4-refunds">Refunds</a>').querySelector("a")!;
  expect([link.href, link.target]).toEqual(["https://help.example/articles/4-refunds", "_blank"]);
});
