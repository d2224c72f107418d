/* JSON values in localStorage, kept apart by website; in memory where the browser forbids storage. */

export interface Shelf {
  get<Value>(name: string, otherwise: Value): Value;
  put(name: string, value: unknown): void;
  drop(name: string): void;
}

function working(): Storage | null {
  try {
    localStorage.setItem("heed:probe", "1");
    localStorage.removeItem("heed:probe");
    return localStorage;
  } catch {
    return null;
  }
}

/** Reads afresh each time, because another tab may have written meanwhile. */
export function openShelf(site: string, storage = working()): Shelf {
  const memory = new Map<string, string>();
  const key = (name: string) => `heed:${site}:${name}`;

  function stored(name: string): string | null {
    return memory.get(name) ?? storage?.getItem(key(name)) ?? null;
  }

  return {
    get<Value>(name: string, otherwise: Value): Value {
      try {
        const text = stored(name);
        return text === null ? otherwise : (JSON.parse(text) as Value);
      } catch {
        return otherwise;
      }
    },
    put(name, value) {
      const text = JSON.stringify(value);
      try {
        if (!storage) throw new Error("storage is forbidden");
        storage.setItem(key(name), text);
        memory.delete(name);
      } catch {
        // Forbidden or full: at least this page keeps it.
        memory.set(name, text);
      }
    },
    drop(name) {
      memory.delete(name);
      storage?.removeItem(key(name));
    },
  };
}
