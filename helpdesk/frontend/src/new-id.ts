/* A random id that also works on a page without TLS, where crypto.randomUUID does not exist. */

export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
