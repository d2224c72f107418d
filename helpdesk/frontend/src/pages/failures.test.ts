import { beforeEach, expect, it } from "vitest";
import { sentenceFrom, showFailures } from "./failures";

showFailures();

beforeEach(() => {
  document.body.innerHTML = "<form><textarea>What I typed</textarea></form>";
});

function happen(name: string, detail: object): void {
  document.dispatchEvent(new CustomEvent(name, { detail }));
}

it("reads the sentence of a refusal, whatever form the refusal has", () => {
  expect(sentenceFrom('{"detail":"Someone else took it."}', 409)).toBe("Someone else took it.");
  expect(sentenceFrom("<h1>Bad gateway</h1>", 502)).toContain("502");
});

it("shows a refusal once, in the form that asked, and clears it on the next try", () => {
  const form = document.querySelector("form")!;
  const xhr = { responseText: '{"detail":"Someone else took it."}', status: 409 };
  happen("htmx:responseError", { elt: form, xhr });
  happen("htmx:responseError", { elt: form, xhr });
  const shown = form.querySelectorAll("[role=alert]");
  expect(shown).toHaveLength(1);
  expect(shown[0]!.textContent).toBe("Someone else took it.");
  expect(form.querySelector("textarea")!.value).toBe("What I typed");
  happen("htmx:beforeRequest", { elt: form });
  expect(shown[0]!.textContent).toBe("");
});
