/* The top line of every view: back, who or what this is, and close. */
import { ChevronLeft, X } from "lucide";
import type { ComponentChildren, JSX } from "preact";
import type { Widget } from "../widget";
import { Icon } from "./icon";
import { words } from "../language/current";

interface HeaderProps {
  widget: Widget;
  title: string;
  back?: () => void;
  children?: ComponentChildren;
}

export function Header({ widget, title, back, children }: HeaderProps): JSX.Element {
  const logo = back ? null : widget.store.get().settings?.logo;
  return (
    <header class="top">
      {logo && <img class="top-logo" src={logo} alt="" />}
      {back && (
        <button type="button" class="bare" aria-label={words().back} onClick={back}>
          <Icon shape={ChevronLeft} />
        </button>
      )}
      <div class="top-text">
        <h1 tabIndex={-1}>{title}</h1>
        {children}
      </div>
      <button type="button" class="bare" aria-label={words().close} onClick={() => widget.close()}>
        <Icon shape={X} />
      </button>
    </header>
  );
}
