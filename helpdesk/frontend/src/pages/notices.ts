/* Tells an agent who looks elsewhere of a new notice: on the desktop and by a sound, each only once
 * they asked for it in this browser. */
import { say } from "./words";

const WANTED = { desktop: "heed-notice-desktop", sound: "heed-notice-sound" } as const;
const TOLD = "heed-notice-told";
const LOOKED_AT = "heed-notice-looked-at";
const WAIT_FOR_OTHERS = 500;

type Way = keyof typeof WANTED;
type Newest = { id?: number; title?: string; address?: string };

function isWanted(way: Way): boolean {
  return localStorage.getItem(WANTED[way]) === "yes";
}

/** Two short tones, made here: no file is loaded. */
export function chime(): void {
  const audio = new AudioContext();
  const volume = audio.createGain();
  volume.connect(audio.destination);
  volume.gain.setValueAtTime(0.15, audio.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + 0.5);
  for (const [pitch, at] of [
    [660, 0],
    [880, 0.12],
  ] as const) {
    const tone = audio.createOscillator();
    tone.frequency.value = pitch;
    tone.connect(volume);
    tone.start(audio.currentTime + at);
    tone.stop(audio.currentTime + 0.5);
  }
  setTimeout(() => void audio.close(), 1000);
}

function show(newest: Newest): void {
  const notification = new Notification(newest.title ?? "", { tag: `heed-${newest.id}` });
  notification.addEventListener("click", () => {
    window.focus();
    location.assign(newest.address ?? "");
  });
}

/** Of several hidden tabs the first one tells, and none while another is looked at. */
async function tellOnce(address: string): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, WAIT_FOR_OTHERS));
  if (Date.now() - Number(localStorage.getItem(LOOKED_AT)) < 2 * WAIT_FOR_OTHERS) return;
  const answer = await fetch(address);
  const newest = answer.ok ? ((await answer.json()) as Newest) : {};
  if (!newest.id || newest.id <= Number(localStorage.getItem(TOLD))) return;
  localStorage.setItem(TOLD, String(newest.id));
  if (isWanted("desktop") && Notification.permission === "granted") show(newest);
  if (isWanted("sound")) chime();
}

/** Follows the page's stream; what comes while the page is looked at stands in its rail. */
export function tellOfNotices(): void {
  const address = document.body.dataset["newestNotice"];
  if (!address) return;
  document.body.addEventListener("live:notice", () => {
    if (!document.hidden) return localStorage.setItem(LOOKED_AT, String(Date.now()));
    if (!isWanted("desktop") && !isWanted("sound")) return;
    void navigator.locks?.request("heed-notice", () => tellOnce(address));
  });
}

async function allowed(way: Way): Promise<boolean> {
  if (way === "sound") return true;
  return "Notification" in window && (await Notification.requestPermission()) === "granted";
}

async function press(button: HTMLButtonElement, way: Way): Promise<void> {
  const wanted = !isWanted(way);
  if (wanted && !(await allowed(way))) {
    document.getElementById("notices-blocked")!.textContent = say("blocked");
    return;
  }
  localStorage.setItem(WANTED[way], wanted ? "yes" : "no");
  button.setAttribute("aria-pressed", String(wanted));
  if (wanted && way === "sound") chime();
}

/** Buttons with data-tell="desktop" or "sound" say what is wanted in this browser. */
export function offerTelling(part: HTMLElement): void {
  for (const button of part.querySelectorAll<HTMLButtonElement>("button[data-tell]")) {
    const way = button.dataset["tell"] as Way;
    button.setAttribute("aria-pressed", String(isWanted(way)));
    button.addEventListener("click", () => void press(button, way));
  }
}
