/* Reads the plain text of an answer as paragraphs, lists and tables, links and bold words. */

export type Piece =
  | { kind: "text"; text: string }
  | { kind: "bold"; text: string }
  | { kind: "link"; text: string; address: string };

export type Block =
  | { kind: "paragraph"; lines: string[] }
  | { kind: "bullets"; lines: string[] }
  | { kind: "table"; lines: string[] }
  | { kind: "numbers"; lines: string[]; start: number };

const BULLET = /^\s*[-*•]\s+(.+)$/;
const NUMBER = /^\s*(\d{1,3})[.)]\s+(.+)$/;
const BETWEEN_CELLS = " | ";
const LEFT_OUT = "…";
const NOTABLE = /(\*\*[^*\n]+\*\*|https?:\/\/[^\s<>"'`]+)/;
const TRAILING = /[.,;:!?)\]}»”]+$/;

function blockOf(line: string): Block {
  const bullet = BULLET.exec(line);
  if (bullet) return { kind: "bullets", lines: [bullet[1] ?? ""] };
  const number = NUMBER.exec(line);
  if (number) return { kind: "numbers", lines: [number[2] ?? ""], start: Number(number[1]) };
  return { kind: line.includes(BETWEEN_CELLS) ? "table" : "paragraph", lines: [line] };
}

/** One line alone is a sentence with a bar in it. */
function asTable(block: Block): Block {
  const alone = block.kind === "table" && block.lines.length === 1;
  return alone ? { ...block, kind: "paragraph" } : block;
}

export function cellsOf(row: string): string[] {
  return row.split(BETWEEN_CELLS);
}

/** Lines of one kind belong together; an empty line ends a paragraph but not a list. */
export function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let ended = true;
  for (const line of text.replace(/\r\n?/g, "\n").split("\n")) {
    if (line.trim() === "") {
      ended = true;
      continue;
    }
    const block = blockOf(line);
    const last = blocks.at(-1);
    const between = last?.kind === "table" && line.trim() === LEFT_OUT;
    const joins = (last?.kind === block.kind && !(ended && block.kind === "paragraph")) || between;
    if (last && joins) last.lines.push(...block.lines);
    else blocks.push(block);
    ended = false;
  }
  return blocks.map(asTable);
}

function linkPieces(found: string): Piece[] {
  const tail = found.includes("(") ? "" : (TRAILING.exec(found)?.[0] ?? "");
  const address = found.slice(0, found.length - tail.length);
  const link: Piece = URL.canParse(address)
    ? { kind: "link", text: address, address }
    : { kind: "text", text: address };
  return tail ? [link, { kind: "text", text: tail }] : [link];
}

export function piecesOf(line: string): Piece[] {
  return line.split(NOTABLE).flatMap((part): Piece[] => {
    if (part === "") return [];
    if (/^https?:\/\//.test(part)) return linkPieces(part);
    if (/^\*\*[^*]+\*\*$/.test(part)) return [{ kind: "bold", text: part.slice(2, -2) }];
    return [{ kind: "text", text: part }];
  });
}
