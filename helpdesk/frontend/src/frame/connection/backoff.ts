/* How long to wait before the next try, and a wait that the network's return cuts short. */

const FIRST = 1_000;
const LONGEST = 30_000;

/** Doubles with each failure; the spread keeps many widgets from returning at the same moment. */
export function delayAfter(failures: number, spread = Math.random()): number {
  const delay = Math.min(FIRST * 2 ** Math.max(failures - 1, 0), LONGEST);
  return delay * (0.75 + spread / 2);
}

export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const events = new AbortController();
    const finish = () => {
      clearTimeout(timer);
      events.abort();
      resolve();
    };
    const timer = setTimeout(finish, milliseconds);
    addEventListener("online", finish, { signal: events.signal });
    signal.addEventListener("abort", finish, { signal: events.signal });
    if (signal.aborted) finish();
  });
}
