/* Where an answer comes from: a card for each article, opened inside the widget. */
import { FileText } from "lucide";
import type { JSX } from "preact";
import type { Source } from "../types";
import { Icon } from "./icon";
import { words } from "../language/current";

interface SourcesProps {
  sources: Source[];
  openArticle: (id: number) => void;
}

function CardText({ source }: { source: Source }): JSX.Element {
  return (
    <>
      <span class="card-title">
        <Icon shape={FileText} />
        {source.title}
      </span>
      {source.excerpt && <span class="card-line quiet">{source.excerpt}</span>}
    </>
  );
}

function Card({ source, openArticle }: { source: Source; openArticle: (id: number) => void }) {
  const { article_id: id, url } = source;
  if (id !== null && id !== undefined) {
    return (
      <button type="button" class="card" onClick={() => openArticle(id)}>
        <CardText source={source} />
      </button>
    );
  }
  if (!url || !/^https?:/.test(url))
    return (
      <div class="card">
        <CardText source={source} />
      </div>
    );
  return (
    <a class="card" href={url} target="_blank" rel="noopener noreferrer">
      <CardText source={source} />
    </a>
  );
}

export function Sources({ sources, openArticle }: SourcesProps): JSX.Element | null {
  if (sources.length === 0) return null;
  return (
    <ul class="cards" aria-label={words().sources}>
      {sources.map((source) => (
        <li key={`${source.article_id}-${source.url}`}>
          <Card source={source} openArticle={openArticle} />
        </li>
      ))}
    </ul>
  );
}
