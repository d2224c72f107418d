/* Whom a signed identity names. Nobody has checked the signature here: the name only chooses whose
 * things this browser shows, and what they may be told the helpdesk decides. */

/** The `sub` of a JWT, spelled for a storage key, or null for something that names nobody. */
export function subjectOf(jwt: string | null): string | null {
  try {
    const payload = (jwt?.split(".")[1] ?? "").replace(/-/g, "+").replace(/_/g, "/");
    const bytes = Uint8Array.from(atob(payload), (character) => character.charCodeAt(0));
    const { sub } = JSON.parse(new TextDecoder().decode(bytes)) as { sub?: unknown };
    return typeof sub === "string" && sub.trim() ? encodeURIComponent(sub) : null;
  } catch {
    return null;
  }
}
