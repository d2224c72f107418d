/* Articles for the page of the website that the widget is opened on, by what the page is called. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { searchArticles } from "../connection/api";
import { words } from "../language/current";
import type { Hit } from "../types";
import type { Widget } from "../widget";
import { FoundArticle } from "./found-article";

const MOST = 3;
/** Titles such as a shop's name are near to nothing: then no article is for this page. */
const SURE = 0.3;
const BESIDE = 0.1;

/** The articles that fit the page, best first: none unless the first one surely does. */
export function fitting(hits: Hit[]): Hit[] {
  if (!hits[0] || hits[0].score < SURE) return [];
  return hits.filter(({ score }) => score >= BESIDE).slice(0, MOST);
}

export function PageHelp({ widget, title }: { widget: Widget; title: string }): JSX.Element {
  const [hits, setHits] = useState<Hit[]>([]);
  useEffect(() => {
    let current = true;
    setHits([]);
    if (!title) return;
    searchArticles(title).then(
      (found) => current && setHits(fitting(found)),
      () => {}, // nobody asked for it; whoever searches reads what is wrong
    );
    return () => {
      current = false;
    };
  }, [title]);
  if (hits.length === 0) return <></>;
  return (
    <section aria-labelledby="page-help">
      <h2 id="page-help">{words().pageHelp}</h2>
      <ul class="cards">
        {hits.map((hit) => (
          <FoundArticle
            key={hit.article_id}
            hit={hit}
            open={() =>
              widget.show({ name: "article", id: hit.article_id, back: { name: "home" } })
            }
          />
        ))}
      </ul>
    </section>
  );
}
