/* Empties a conversation's outbox in order, one message at a time, each exactly once. */
import { delayAfter, pause } from "../connection/backoff";
import { Refused, Unreachable } from "../connection/http";
import type { Outbox, Outgoing } from "../storage/outbox";

export interface SenderEvents {
  /** Sends one entry and returns the helpdesk's id for it. */
  deliver(entry: Outgoing): Promise<number>;
  accepted(entry: Outgoing, id: number): void;
  changed(): void;
}

export class Sender {
  private running = false;
  /** Something may have been added since the outbox was last found empty. */
  private asked = false;
  private hurry: AbortController | null = null;

  constructor(
    private readonly outbox: Outbox,
    private readonly conversation: string,
    private readonly events: SenderEvents,
  ) {}

  /** Whether the last try found no helpdesk and the next one is yet to come. */
  stuck = false;

  /** Sends what waits; while a try is under way or due, only cuts the wait short. */
  async drain(): Promise<void> {
    this.hurry?.abort();
    this.asked = true;
    if (this.running) return;
    this.running = true;
    try {
      while (this.asked) {
        this.asked = false;
        await this.sendAll();
      }
    } finally {
      this.running = false;
    }
  }

  private async sendAll(): Promise<void> {
    let failures = 0;
    for (let entry = this.outbox.next(this.conversation); entry;) {
      const fault = await this.send(entry);
      failures = fault ? failures + 1 : 0;
      this.stuck = fault !== null;
      this.events.changed();
      if (fault) await this.wait(fault, failures);
      entry = this.outbox.next(this.conversation);
    }
  }

  private async send(entry: Outgoing): Promise<Unreachable | null> {
    try {
      const id = await this.events.deliver(entry);
      this.outbox.remove(entry.clientId);
      this.events.accepted(entry, id);
    } catch (fault) {
      if (!(fault instanceof Refused))
        return fault instanceof Unreachable ? fault : new Unreachable();
      this.outbox.mark(entry.clientId, fault.message);
    }
    return null;
  }

  private async wait(fault: Unreachable, failures: number): Promise<void> {
    this.hurry = new AbortController();
    const asked = (fault.retryAfter ?? 0) * 1000;
    await pause(Math.max(asked, delayAfter(failures)), this.hurry.signal);
    this.hurry = null;
  }
}
