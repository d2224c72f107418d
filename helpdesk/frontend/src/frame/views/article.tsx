/* One help-centre article inside the widget, and whether it helped. */
import { ExternalLink } from "lucide";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { fetchArticle, rateArticle } from "../connection/api";
import { fill } from "../../languages";
import { newId } from "../../new-id";
import { cleanHtml } from "../text/clean-html";
import type { Article } from "../types";
import type { View, Widget } from "../widget";
import { Header } from "./header";
import { Helpful, type Rate } from "./helpful";
import { Icon } from "./icon";
import { shortDate } from "./times";
import { words } from "../language/current";

interface Loaded {
  article: Article | null;
  fault: string | null;
}

function useArticle(id: number): [Loaded, () => void] {
  const [loaded, setLoaded] = useState<Loaded>({ article: null, fault: null });
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let current = true;
    setLoaded({ article: null, fault: null });
    fetchArticle(id).then(
      (article) => current && setLoaded({ article, fault: null }),
      (fault: Error) => current && setLoaded({ article: null, fault: fault.message }),
    );
    return () => {
      current = false;
    };
  }, [id, tries]);
  return [loaded, () => setTries(tries + 1)];
}

function Text({ article }: { article: Article }): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const base = new URL(article.url ?? "", location.href).href;
    place.current?.replaceChildren(cleanHtml(article.html, base));
  }, [article]);
  return <div class="article-text" ref={place} />;
}

function Facts({ article }: { article: Article }): JSX.Element {
  const updated =
    article.updated_at && fill(words().updated, { date: shortDate(new Date(article.updated_at)) });
  return (
    <p class="quiet">
      {article.category.join(" › ")}
      {updated && article.category.length > 0 && " · "}
      {updated}
    </p>
  );
}

function Rating({ id }: { id: number }): JSX.Element {
  const [clientId] = useState(newId);
  const rate: Rate = async (helpful, comment) =>
    (await rateArticle(id, clientId, { helpful, comment })).comment;
  return <Helpful helpful={null} comment={null} rate={rate} />;
}

function Page({ article, widget }: { article: Article; widget: Widget }): JSX.Element {
  return (
    <>
      <h2 class="article-title">{article.title}</h2>
      <Facts article={article} />
      <Text article={article} />
      <Rating id={article.article_id} />
      <p class="article-end">
        {article.url && (
          <a href={article.url} target="_blank" rel="noopener noreferrer">
            {words().openInHelp} <Icon shape={ExternalLink} />
          </a>
        )}
        <button type="button" class="link" onClick={() => widget.begin()}>
          {words().askInConversation}
        </button>
      </p>
    </>
  );
}

function Waiting(): JSX.Element {
  return (
    <div class="skeleton" role="status">
      <span class="unseen">{words().loadingArticle}</span>
      <i /> <i /> <i /> <i />
    </div>
  );
}

interface ArticleProps {
  widget: Widget;
  id: number;
  back: View;
}

export function ArticleView({ widget, id, back }: ArticleProps): JSX.Element {
  const [{ article, fault }, again] = useArticle(id);
  return (
    <>
      <Header widget={widget} title={words().article} back={() => widget.show(back)} />
      <main class="page" tabIndex={0} aria-label={words().article}>
        {article && <Page article={article} widget={widget} />}
        {fault && (
          <p class="fault" role="alert">
            {fault}{" "}
            <button type="button" class="link" onClick={again}>
              {words().tryAgain}
            </button>
          </p>
        )}
        {!article && !fault && <Waiting />}
      </main>
    </>
  );
}
