import { describe, expect, it } from "vitest";
import { contrast, isHexColour, readableOn, textOn } from "./accent";

describe("accent", () => {
  it("measures contrast as the accessibility guidelines define it", () => {
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 1);
    expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
  });

  it("puts dark text on a light accent and light text on a dark one", () => {
    expect(textOn("#ffe45c")).toBe("#111418");
    expect(textOn("#1d2b6b")).toBe("#ffffff");
  });

  it.each(["#ffe45c", "#1d2b6b", "#808080", "#ffffff", "#000000"])(
    "makes %s readable on white and on near black",
    (accent) => {
      expect(contrast(readableOn(accent, "#ffffff"), "#ffffff")).toBeGreaterThanOrEqual(4.5);
      expect(contrast(readableOn(accent, "#1c1f24"), "#1c1f24")).toBeGreaterThanOrEqual(4.5);
    },
  );

  it("leaves a readable accent as it is", () => {
    expect(readableOn("#1d2b6b", "#ffffff")).toBe("#1d2b6b");
  });

  it("takes six hexadecimal digits and nothing else for a colour", () => {
    expect(isHexColour("#2456d6")).toBe(true);
    expect(isHexColour("red;background:url(x)")).toBe(false);
  });
});
