/* On a phone the open chat covers the page, so the browser's back button closes it. */

const COVERED = "(max-width: 479px)"; // as the panel's style has it

interface State {
  heed?: boolean;
}

export class BackButton {
  private waits = false;

  constructor(close: () => void) {
    addEventListener("popstate", () => {
      if (!this.waits || (history.state as State | null)?.heed) return;
      this.waits = false;
      close();
    });
  }

  /** Going back is from now on to close the chat; what the site keeps in the entry stays there. */
  opened(): void {
    if (this.waits || !matchMedia(COVERED).matches) return;
    history.pushState({ ...(history.state as object | null), heed: true }, "");
    this.waits = true;
  }

  /** The chat was closed otherwise: its entry is taken away, unless the site has gone on since. */
  closed(): void {
    if (!this.waits) return;
    this.waits = false;
    if ((history.state as State | null)?.heed) history.back();
  }
}
