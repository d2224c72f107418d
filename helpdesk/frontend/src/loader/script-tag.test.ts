import { expect, it } from "vitest";
import { embeddingOf } from "./script-tag";

function scriptWith(data: Record<string, string>): HTMLScriptElement {
  const script = document.createElement("script");
  script.src = "https://help.example/widget/loader.js";
  Object.assign(script.dataset, data);
  return script;
}

it("takes the helpdesk's origin from its own address and names the site to the frame", () => {
  const embedding = embeddingOf(scriptWith({}), "https://shop.example");
  expect(embedding.helpdesk).toBe("https://help.example");
  expect(embedding.frameAddress).toBe(
    "https://help.example/widget/frame?site=https%3A%2F%2Fshop.example",
  );
});

it("reads accent, label, language and identity, and ignores an accent that is no colour", () => {
  const told = embeddingOf(
    scriptWith({ accent: "#0a7d5b", label: "Ask us", language: "de", identity: "a.b.c" }),
    "https://shop.example",
  );
  expect(told).toMatchObject({
    accent: "#0a7d5b",
    label: "Ask us",
    language: "de",
    identity: "a.b.c",
  });
  expect(embeddingOf(scriptWith({ accent: "url(x)" }), "https://shop.example").accent).toBeNull();
});
