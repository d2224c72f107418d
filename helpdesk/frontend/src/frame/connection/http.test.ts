import { afterEach, expect, it, vi } from "vitest";
import { Refused, request, Unreachable } from "./http";

afterEach(() => vi.unstubAllGlobals());

function serverAnswers(response: Response | Error): ReturnType<typeof vi.fn> {
  const fetching = vi.fn(() =>
    response instanceof Error ? Promise.reject(response) : Promise.resolve(response),
  );
  vi.stubGlobal("fetch", fetching);
  return fetching;
}

it("sends JSON with the conversation's token", async () => {
  const fetching = serverAnswers(Response.json({ id: 4 }, { status: 202 }));
  const answer = await request("/x", { method: "POST", body: { text: "Hi" }, token: "secret" });
  expect(answer).toEqual({ id: 4 });
  expect(fetching.mock.calls[0]![1]).toMatchObject({
    body: '{"text":"Hi"}',
    headers: { Authorization: "Bearer secret", "Content-Type": "application/json" },
  });
});

it("passes on the sentence of a refusal", async () => {
  serverAnswers(Response.json({ detail: "Your message is too long." }, { status: 422 }));
  const fault = await request("/x").catch((error: unknown) => error);
  expect(fault).toBeInstanceOf(Refused);
  expect(fault).toMatchObject({ status: 422, message: "Your message is too long." });
});

it.each([
  ["no network", new TypeError("fetch failed")],
  ["a broken server", new Response("<h1>Bad gateway</h1>", { status: 502 })],
  ["an answer that is no JSON", new Response("<h1>Hotel Wi-Fi</h1>", { status: 200 })],
])("takes %s for a fault that may pass", async (_, response) => {
  serverAnswers(response);
  await expect(request("/x")).rejects.toBeInstanceOf(Unreachable);
});

it("keeps how long a rate limit asks to wait", async () => {
  serverAnswers(new Response("{}", { status: 429, headers: { "Retry-After": "7" } }));
  await expect(request("/x")).rejects.toMatchObject({ retryAfter: 7 });
});
