/* The first view: greeting, search over the help centre, and the customer's conversations. */
import { MessageCircle } from "lucide";
import type { JSX } from "preact";
import { fill } from "../../languages";
import { useStore } from "../store";
import type { Settings } from "../types";
import type { Widget } from "../widget";
import { ConversationList } from "./conversation-list";
import { Header } from "./header";
import { Icon } from "./icon";
import { Search } from "./search";
import { words } from "../language/current";

function Availability({ settings }: { settings: Settings }): JSX.Element {
  const { people, peopleWhenIn, botAtOnce } = words();
  const { hours } = settings;
  return (
    <p class="sub home-sub">
      <span class="whole">{botAtOnce}</span>
      <span class="whole">{hours ? fill(people, { hours }) : peopleWhenIn}</span>
    </p>
  );
}

export function Home({ widget }: { widget: Widget }): JSX.Element {
  const { settings } = useStore(widget.store);
  const { greeting, help, startConversation, title } = words();
  return (
    <>
      <Header widget={widget} title={settings ? fill(title, { company: settings.company }) : help}>
        {settings && <Availability settings={settings} />}
      </Header>
      <main class="page">
        <p class="greeting">{greeting}</p>
        <Search widget={widget} />
        <ConversationList widget={widget} />
      </main>
      <footer class="bottom">
        <button type="button" class="primary wide" onClick={() => widget.begin()}>
          <Icon shape={MessageCircle} />
          {startConversation}
        </button>
      </footer>
    </>
  );
}
