/* The iframe with the helpdesk's page in it: made on first need, hidden rather than removed. */
import { post, read, type Peer, type ToFrame, type ToPage } from "../protocol";
import type { Embedding } from "./script-tag";

export interface PanelEvents {
  ready(): void;
  close(): void;
  unread(count: number): void;
  appearance(look: ToPage["appearance"]): void;
  talking(body: ToPage["talking"]): void;
  keeping(body: ToPage["keeping"]): void;
}

export class Panel {
  private element: HTMLIFrameElement | null = null;
  private ready = false;

  constructor(
    private readonly embedding: Embedding,
    private readonly root: ShadowRoot,
    private readonly events: PanelEvents,
    private name: string,
  ) {}

  /** What a screen reader calls the frame. */
  rename(name: string): void {
    this.name = name;
    if (this.element) this.element.title = name;
  }

  load(): void {
    if (this.element) return;
    this.element = document.createElement("iframe");
    this.element.title = this.name;
    this.element.hidden = true;
    this.element.src = this.embedding.frameAddress;
    window.addEventListener("message", (event) => this.hear(event));
    this.root.append(this.element);
  }

  show(open: boolean): void {
    if (open) this.load();
    if (!this.element) return;
    this.element.hidden = !open;
    if (open) this.element.focus();
  }

  /** Says it to the frame if it listens yet; on `ready` the loader says everything again. */
  tell<Name extends keyof ToFrame>(name: Name, body: ToFrame[Name]): void {
    if (this.ready) post<ToFrame, Name>(this.peer(), name, body);
  }

  private peer(): Peer {
    return { window: this.element?.contentWindow ?? null, origin: this.embedding.helpdesk };
  }

  private hear(event: MessageEvent): void {
    const message = read<ToPage>(event, this.peer());
    switch (message?.heed) {
      case "ready":
        this.ready = true;
        return this.events.ready();
      case "close":
        return this.events.close();
      case "unread":
        return this.events.unread(message.body.count);
      case "appearance":
        return this.events.appearance(message.body);
      case "talking":
        return this.events.talking(message.body);
      case "keeping":
        return this.events.keeping(message.body);
    }
  }
}
