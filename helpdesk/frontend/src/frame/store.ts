/* A value that views can watch. */
import { useEffect, useState } from "preact/hooks";

export class Store<Value extends object> {
  private readonly watchers = new Set<() => void>();

  constructor(private value: Value) {}

  get(): Value {
    return this.value;
  }

  set(news: Partial<Value>): void {
    this.value = { ...this.value, ...news };
    this.watchers.forEach((watcher) => watcher());
  }

  watch(watcher: () => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }
}

export function useStore<Value extends object>(store: Store<Value>): Value {
  const [, redraw] = useState({});
  useEffect(() => {
    redraw({}); // something may have changed between drawing and watching
    return store.watch(() => redraw({}));
  }, [store]);
  return store.get();
}
