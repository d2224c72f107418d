/* The search box over the help centre; a question without an answer can go on to a conversation. */
import { Search as SearchIcon } from "lucide";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { searchArticles } from "../connection/api";
import { useStore } from "../store";
import type { Hit } from "../types";
import type { Widget } from "../widget";
import { FoundArticle } from "./found-article";
import { Icon } from "./icon";
import { PageHelp } from "./page-help";
import { words } from "../language/current";

/** Typing pauses this long before the helpdesk is asked. */
const PAUSE = 300;
const SHORTEST = 3;

interface Found {
  hits: Hit[] | null;
  fault: string | null;
}

function useFound(query: string): Found {
  const [found, setFound] = useState<Found>({ hits: null, fault: null });
  useEffect(() => {
    let current = true;
    if (query.length < SHORTEST) return setFound({ hits: null, fault: null });
    const timer = setTimeout(() => {
      searchArticles(query).then(
        (hits) => current && setFound({ hits, fault: null }),
        (fault: Error) => current && setFound({ hits: null, fault: fault.message }),
      );
    }, PAUSE);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [query]);
  return found;
}

function Results({
  widget,
  query,
  found,
}: {
  widget: Widget;
  query: string;
  found: Found;
}): JSX.Element {
  if (found.fault) return <p class="fault">{found.fault}</p>;
  if (!found.hits) return <></>;
  const back = { name: "home" } as const;
  return (
    <>
      {found.hits.length === 0 && <p class="quiet">{words().noArticle}</p>}
      <ul class="cards">
        {found.hits.map((hit) => (
          <FoundArticle
            key={hit.article_id}
            hit={hit}
            open={() => widget.show({ name: "article", id: hit.article_id, back })}
          />
        ))}
      </ul>
      <button type="button" class="link" onClick={() => widget.begin(query)}>
        {words().askThis}
      </button>
    </>
  );
}

export function Search({ widget }: { widget: Widget }): JSX.Element {
  const [query, setQuery] = useState("");
  const { pageTitle } = useStore(widget.store);
  const wanted = query.trim();
  const found = useFound(wanted);
  return (
    <search class="search">
      <label class="field">
        <Icon shape={SearchIcon} />
        <span class="unseen">{words().searchHelp}</span>
        <input
          type="search"
          placeholder={words().searchHelp}
          value={query}
          maxLength={200}
          onInput={(event) => setQuery(event.currentTarget.value)}
        />
      </label>
      <div aria-live="polite">
        <Results widget={widget} query={wanted} found={found} />
      </div>
      {!wanted && <PageHelp widget={widget} title={pageTitle} />}
    </search>
  );
}
