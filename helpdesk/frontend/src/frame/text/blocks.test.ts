import { describe, expect, it } from "vitest";
import { blocksOf, piecesOf } from "./blocks";

describe("blocksOf", () => {
  it("reads paragraphs, bullets and numbered steps", () => {
    const text = "Do this:\n1. Open settings\n2) Press Reset\n\nYou need:\n- a cable\n- a computer";
    expect(blocksOf(text)).toEqual([
      { kind: "paragraph", lines: ["Do this:"] },
      { kind: "numbers", lines: ["Open settings", "Press Reset"], start: 1 },
      { kind: "paragraph", lines: ["You need:"] },
      { kind: "bullets", lines: ["a cable", "a computer"] },
    ]);
  });

  it("keeps single line breaks in a paragraph and splits at empty lines", () => {
    expect(blocksOf("One\r\ntwo\n\nthree")).toEqual([
      { kind: "paragraph", lines: ["One", "two"] },
      { kind: "paragraph", lines: ["three"] },
    ]);
  });

  it("goes on counting where a list was spaced out", () => {
    expect(blocksOf("1. One\n\n2. Two")).toEqual([
      { kind: "numbers", lines: ["One", "Two"], start: 1 },
    ]);
  });

  it("reads rows as a table, with the mark of rows left out", () => {
    const rows = ["Data | Kept for", "…", "Orders | 10 years"];
    expect(blocksOf(`We keep:\n${rows.join("\n")}\n\nAsk us.`)).toEqual([
      { kind: "paragraph", lines: ["We keep:"] },
      { kind: "table", lines: rows },
      { kind: "paragraph", lines: ["Ask us."] },
    ]);
  });

  it("takes one line with a bar for text", () => {
    expect(blocksOf("Press | twice.")).toEqual([{ kind: "paragraph", lines: ["Press | twice."] }]);
  });

  it("takes a dash or a number inside a sentence for text", () => {
    const text = "It costs 5-10 euros.\n2026 was fine.";
    expect(blocksOf(text)).toEqual([{ kind: "paragraph", lines: text.split("\n") }]);
  });
});

describe("piecesOf", () => {
  it("links web addresses without the full stop after them", () => {
    expect(piecesOf("See https://help.example/a?b=1.")).toEqual([
      { kind: "text", text: "See " },
      { kind: "link", text: "https://help.example/a?b=1", address: "https://help.example/a?b=1" },
      { kind: "text", text: "." },
    ]);
  });

  it("never links anything but http and https", () => {
    for (const text of ["javascript:alert(1)", "data:text/html,x", "https://"]) {
      expect(piecesOf(text).some((piece) => piece.kind === "link")).toBe(false);
    }
  });

  it("reads bold words and leaves lone stars alone", () => {
    expect(piecesOf("**Now** 2 * 3")).toEqual([
      { kind: "bold", text: "Now" },
      { kind: "text", text: " 2 * 3" },
    ]);
  });
});
