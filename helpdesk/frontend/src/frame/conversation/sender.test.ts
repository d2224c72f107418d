import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Refused, Unreachable } from "../connection/http";
import { Outbox, type Outgoing } from "../storage/outbox";
import { openShelf } from "../storage/shelf";
import { Sender } from "./sender";

/** A helpdesk that stores a repeated client_id once, and can lose its answers. */
class Helpdesk {
  stored = new Map<string, string>();
  answers: ("fine" | "lost request" | "lost answer" | Refused)[] = [];

  deliver = async (entry: Outgoing): Promise<number> => {
    const fate = this.answers.shift() ?? "fine";
    if (fate instanceof Refused) throw fate;
    if (fate === "lost request") throw new Unreachable();
    this.stored.set(entry.clientId, entry.shown);
    if (fate === "lost answer") throw new Unreachable();
    return this.stored.size;
  };
}

const outbox = () => new Outbox(openShelf("https://a.example"));
let helpdesk: Helpdesk;

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  helpdesk = new Helpdesk();
});
afterEach(() => vi.useRealTimers());

function sender(): Sender {
  return new Sender(outbox(), "k", {
    deliver: helpdesk.deliver,
    accepted: () => undefined,
    changed: () => undefined,
  });
}

it("stores each message once and in order, though requests and answers get lost", async () => {
  for (const text of ["one", "two", "three"]) outbox().add("k", { text }, text);
  helpdesk.answers = ["lost answer", "lost request", "fine", "lost answer", "lost answer"];
  const drained = sender().drain();
  await vi.advanceTimersByTimeAsync(120_000);
  await drained;
  expect([...helpdesk.stored.values()]).toEqual(["one", "two", "three"]);
  expect(outbox().all()).toEqual([]);
});

it("sends after a reload what was queued before it, under the same client_id", async () => {
  const { clientId } = outbox().add("k", { text: "Hello" }, "Hello");
  helpdesk.answers = ["lost answer"];
  void sender().drain();
  await vi.advanceTimersByTimeAsync(1);
  await sender().drain(); // a new page, while the old one never came back
  expect([...helpdesk.stored.keys()]).toEqual([clientId]);
  expect(outbox().all()).toEqual([]);
});

it("keeps a refused message with the reason and goes on with the next", async () => {
  outbox().add("k", { text: "long" }, "long");
  outbox().add("k", { text: "short" }, "short");
  helpdesk.answers = [new Refused(422, "Your message is too long.")];
  await sender().drain();
  expect(outbox().all()).toMatchObject([{ shown: "long", refusal: "Your message is too long." }]);
  expect([...helpdesk.stored.values()]).toEqual(["short"]);
});

it("tries at once when asked to, instead of waiting on", async () => {
  outbox().add("k", { text: "Hello" }, "Hello");
  helpdesk.answers = ["lost request"];
  const patient = sender();
  const drained = patient.drain();
  await vi.advanceTimersByTimeAsync(1);
  expect(patient.stuck).toBe(true);
  await patient.drain();
  await drained;
  expect(patient.stuck).toBe(false);
  expect(helpdesk.stored.size).toBe(1);
});

it("leaves other conversations' messages alone", async () => {
  outbox().add("other", { text: "Hello" }, "Hello");
  await sender().drain();
  expect(helpdesk.stored.size).toBe(0);
});
