/* Shows one view at a time; Escape closes the panel from anywhere in it. */
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { useStore } from "../store";
import type { Widget } from "../widget";
import { ArticleView } from "./article";
import { ConversationView } from "./conversation";
import { Home } from "./home";

function useEscape(widget: Widget): void {
  useEffect(() => {
    const leave = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.isComposing) widget.close();
    };
    addEventListener("keydown", leave);
    return () => removeEventListener("keydown", leave);
  }, [widget]);
}

/** A new view starts where a keyboard user would go first: its [data-first] or its heading. */
function useFocus(viewId: string, shown: boolean): void {
  useEffect(() => {
    if (!shown) return;
    const first = document.querySelector<HTMLElement>("[data-first]");
    (first ?? document.querySelector<HTMLElement>("h1"))?.focus({ preventScroll: true });
  }, [viewId, shown]);
}

export function App({ widget }: { widget: Widget }): JSX.Element {
  const { view, shown } = useStore(widget.store);
  const viewId = view.name === "conversation" ? view.key : view.name;
  useEscape(widget);
  useFocus(viewId, shown);
  switch (view.name) {
    case "home":
      return <Home widget={widget} />;
    case "conversation":
      return <ConversationView key={view.key} widget={widget} live={widget.follow(view.key)} />;
    case "article":
      return <ArticleView key={view.id} widget={widget} id={view.id} back={view.back} />;
  }
}
