/* JSON values in localStorage, kept apart by website and by who is signed in there; in memory where
 * the browser forbids storage. */

export interface Shelf {
  get<Value>(name: string, otherwise: Value): Value;
  put(name: string, value: unknown): void;
  drop(name: string): void;
  /** The visitor signed in: everything moves to this customer's place, lists before theirs. */
  handTo(customer: string): void;
}

/** No origin goes on with a slash, so that one site's places are never part of another's. */
function visitorPlace(site: string): string {
  return `heed:${site}/visitor/`;
}

function customerPlaces(site: string): string {
  return `heed:${site}/customer/`;
}

function placeOf(site: string, customer: string | null): string {
  if (customer === null) return visitorPlace(site);
  return `${customerPlaces(site)}${customer}/`;
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

function keysBelow(place: string, storage: Storage | null): string[] {
  const keys = Array.from({ length: storage?.length ?? 0 }, (_, at) => storage?.key(at) ?? "");
  return keys.filter((key) => key.startsWith(place));
}

/** The customer of whom something is kept in this browser, signed in or not. */
export function keptCustomer(site: string, storage = working()): string | null {
  const places = customerPlaces(site);
  const [key] = keysBelow(places, storage);
  return key?.slice(places.length).split("/")[0] ?? null;
}

/** Drops what customers of the site left here, tokens and words; `but` is the one who is there. */
export function forgetCustomers(site: string, but: string | null, storage = working()): void {
  const kept = but === null ? null : placeOf(site, but);
  for (const key of keysBelow(customerPlaces(site), storage)) {
    if (kept === null || !key.startsWith(kept)) storage?.removeItem(key);
  }
}

/** Drops what was kept before customers were told apart: nobody knows any more whose it was. */
export function forgetUnowned(site: string, storage = working()): void {
  const names = ["conversations", "outbox", "view"].map((name) => `heed:${site}:${name}`);
  const drafts = keysBelow(`heed:${site}:draft:`, storage);
  [...names, ...drafts].forEach((key) => storage?.removeItem(key));
}

/** Reads afresh each time, because another tab may have written meanwhile. */
export function openShelf(
  site: string,
  customer: string | null = null,
  storage = working(),
): Shelf {
  const memory = new Map<string, string>();
  let place = placeOf(site, customer);

  function stored(name: string): string | null {
    return memory.get(name) ?? storage?.getItem(place + name) ?? null;
  }

  function names(): string[] {
    const kept = keysBelow(place, storage).map((key) => key.slice(place.length));
    return [...new Set([...kept, ...memory.keys()])];
  }

  const shelf: Shelf = {
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
        storage.setItem(place + name, text);
        memory.delete(name);
      } catch {
        // Forbidden or full: at least this page keeps it.
        memory.set(name, text);
      }
    },
    drop(name) {
      memory.delete(name);
      storage?.removeItem(place + name);
    },
    handTo(customer) {
      const mine = names().map((name) => [name, shelf.get<unknown>(name, null)] as const);
      mine.forEach(([name]) => shelf.drop(name));
      place = placeOf(site, customer);
      for (const [name, value] of mine) {
        const theirs = Array.isArray(value) ? shelf.get<unknown[]>(name, []) : [];
        shelf.put(name, Array.isArray(value) ? [...value, ...theirs] : value);
      }
    },
  };
  return shelf;
}
