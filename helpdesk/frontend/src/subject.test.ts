import { expect, it } from "vitest";
import { subjectOf } from "./subject";

function jwt(payload: unknown): string {
  const text = typeof payload === "string" ? payload : JSON.stringify(payload);
  return `e30.${Buffer.from(text).toString("base64url")}.signature`;
}

it("reads whom a token names, whatever letters the name has", () => {
  for (const sub of ["shop-17", "Zoë ☂", "a/b:c?>~", "x"]) {
    expect(subjectOf(jwt({ sub, exp: 1 }))).toBe(encodeURIComponent(sub));
  }
  expect(subjectOf(jwt({ sub: "../visitor/" }))).not.toContain("/");
});

it.each([
  ["nothing", null],
  ["no token", "hello"],
  ["an empty one", ""],
  ["half a token", "e30."],
  ["letters that are no base64", "e30.ключ.x"],
  ["no JSON", jwt("{")],
  ["nobody", jwt({})],
  ["a blank name", jwt({ sub: " " })],
  ["a number", jwt({ sub: 17 })],
  ["half a letter", jwt('{"sub":"\\ud800"}')],
  ["null", jwt(null)],
])("names nobody for %s", (_, token) => {
  expect(subjectOf(token)).toBeNull();
});
