/* The launcher's and the panel's look; a constructed sheet, so that it also passes a strict site's policy. */

const RULES = `
:host { all: initial; }
button, iframe { position: fixed; right: 20px; z-index: 2147483000; border: 0; }
button {
  bottom: 20px; width: 56px; height: 56px; padding: 0; border-radius: 50%;
  display: grid; place-items: center; cursor: pointer;
  color: var(--text, #fff); background: var(--accent, #2456d6);
  box-shadow: 0 2px 6px rgb(0 0 0 / .16), 0 6px 20px rgb(0 0 0 / .18);
  transition: transform .12s ease;
}
button:hover { transform: scale(1.04); }
button:focus-visible { outline: 3px solid var(--accent, #2456d6); outline-offset: 3px; }
svg { width: 26px; height: 26px; fill: none; stroke: currentColor; stroke-width: 2;
  stroke-linecap: round; stroke-linejoin: round; }
.count {
  position: absolute; top: -4px; right: -4px; min-width: 22px; height: 22px; padding: 0 6px;
  box-sizing: border-box; border-radius: 11px; border: 2px solid #fff;
  font: 600 12px/18px system-ui, sans-serif; text-align: center; color: #fff; background: #b3261e;
}
[hidden] { display: none; }
iframe {
  bottom: 88px; width: 380px; height: min(640px, calc(100dvh - 108px));
  border-radius: 14px; background: Canvas; color-scheme: light dark;
  box-shadow: 0 4px 12px rgb(0 0 0 / .12), 0 12px 40px rgb(0 0 0 / .2);
}
@media (max-width: 479px) {
  iframe { inset: 0; width: 100%; height: 100dvh; border-radius: 0; }
  button.open { display: none; }
}
@media (prefers-reduced-motion: reduce) { button { transition: none; } }
@media print { :host { display: none; } }
`;

export function dress(root: ShadowRoot): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(RULES);
  root.adoptedStyleSheets = [sheet];
}
