/* The first view: greeting, search over the help centre, and the customer's conversations. */
import { MessageCircle } from "lucide";
import type { JSX } from "preact";
import { useStore } from "../store";
import type { Settings } from "../types";
import type { Widget } from "../widget";
import { ConversationList } from "./conversation-list";
import { Header } from "./header";
import { Icon } from "./icon";
import { Search } from "./search";

function Availability({ settings }: { settings: Settings }): JSX.Element {
  const people = settings.hours ? `People: ${settings.hours}` : "People answer when they are in";
  return (
    <p class="sub home-sub">
      <span class="whole">A bot answers at once ·</span>
      <span class="whole">{people}</span>
    </p>
  );
}

export function Home({ widget }: { widget: Widget }): JSX.Element {
  const { settings } = useStore(widget.store);
  return (
    <>
      <Header widget={widget} title={settings?.title || settings?.company || "Help"}>
        {settings && <Availability settings={settings} />}
      </Header>
      <main class="page">
        <p class="greeting">{settings?.greeting ?? "How can we help?"}</p>
        <Search widget={widget} />
        <ConversationList widget={widget} />
      </main>
      <footer class="bottom">
        <button type="button" class="primary wide" onClick={() => widget.begin()}>
          <Icon shape={MessageCircle} />
          Start a conversation
        </button>
      </footer>
    </>
  );
}
