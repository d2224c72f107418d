/* Writes icons.svg with the Lucide icons that pages and features name, so that they need no script. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import * as lucide from "lucide";
import type { Plugin } from "vite";

type IconNode = [tag: string, attributes: Record<string, string | number>][];

/* In templates icons.svg#inbox or a macro call such as icon("inbox"); in a feature icon="inbox". */
const NAMED_ICON = /(?:icons\.svg#|\bicon(?:\(\s*|=)["'])([a-z][a-z0-9-]*)/g;

/* Icons whose name a template may work out at run time. */
const ALWAYS = ["bot", "check", "circle-alert", "clock", "headset", "info", "user", "x"];

export function iconNames(text: string): string[] {
  return [...text.matchAll(NAMED_ICON)].map((match) => match[1] ?? "");
}

function pagesAndFeatures(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /^templates\/.*\.html$|^\w+\/feature\.py$/.test(name))
    .map((name) => readFileSync(join(folder, name), "utf8"));
}

function exportName(name: string): string {
  return name.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

export function symbol(name: string): string {
  const node = (lucide as unknown as Record<string, IconNode | undefined>)[exportName(name)];
  if (!Array.isArray(node)) throw new Error(`No Lucide icon is called "${name}".`);
  const shapes = node.map(([tag, attributes]) => {
    const pairs = Object.entries(attributes).map(([key, value]) => ` ${key}="${value}"`);
    return `<${tag}${pairs.join("")}/>`;
  });
  return `<symbol id="${name}" viewBox="0 0 24 24">${shapes.join("")}</symbol>`;
}

export function iconSprite(helpdesk: string): Plugin {
  return {
    name: "heed-icon-sprite",
    generateBundle() {
      const names = new Set([...ALWAYS, ...pagesAndFeatures(helpdesk).flatMap(iconNames)]);
      const symbols = [...names].sort().map(symbol).join("");
      const source = `<svg xmlns="http://www.w3.org/2000/svg">${symbols}</svg>`;
      this.emitFile({ type: "asset", fileName: "icons.svg", source });
    },
  };
}
