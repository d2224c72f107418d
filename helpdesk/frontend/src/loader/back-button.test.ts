import { beforeEach, expect, it, vi } from "vitest";
import { BackButton } from "./back-button";

const close = vi.fn();
let phone = true;
vi.stubGlobal("matchMedia", () => ({ matches: phone }));
const button = new BackButton(close);
const goBack = vi.spyOn(history, "back").mockImplementation(() => {});

/** What the browser does when somebody goes back to an entry. */
function arrive(state: unknown): void {
  history.replaceState(state, "");
  dispatchEvent(new PopStateEvent("popstate", { state }));
}

beforeEach(() => {
  button.closed();
  vi.clearAllMocks();
  phone = true;
  history.replaceState({ site: 1 }, "");
});

it("closes the chat when somebody on a phone goes back, and keeps what the site remembers", () => {
  button.opened();
  expect(history.state).toEqual({ site: 1, heed: true });
  arrive({ site: 1 });
  expect(close).toHaveBeenCalledOnce();
  button.closed();
  expect(goBack).not.toHaveBeenCalled();
});

it("takes its entry away when the chat is closed otherwise", () => {
  button.opened();
  button.closed();
  expect(goBack).toHaveBeenCalledOnce();
  arrive({ site: 1 });
  expect(close).not.toHaveBeenCalled();
});

it("leaves a site alone that went on meanwhile", () => {
  button.opened();
  history.replaceState({ site: 2 }, "");
  button.closed();
  expect(goBack).not.toHaveBeenCalled();
});

it("does nothing where the chat stands beside the page", () => {
  phone = false;
  button.opened();
  expect(history.state).toEqual({ site: 1 });
  arrive({ site: 0 });
  expect(close).not.toHaveBeenCalled();
});
