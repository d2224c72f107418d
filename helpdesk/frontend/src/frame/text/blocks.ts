/* Reads the plain text of an answer as paragraphs and lists, links and bold words. */

export type Piece =
  | { kind: "text"; text: string }
  | { kind: "bold"; text: string }
  | { kind: "link"; text: string; address: string };

export type Block =
  | { kind: "paragraph"; lines: string[] }
  | { kind: "bullets"; lines: string[] }
  | { kind: "numbers"; lines: string[]; start: number };

const BULLET = /^\s*[-*•]\s+(.+)$/;
const NUMBER = /^\s*(\d{1,3})[.)]\s+(.+)$/;
const NOTABLE = /(\*\*[^*\n]+\*\*|https?:\/\/[^\s<>"'`]+)/;
const TRAILING = /[.,;:!?)\]}»”]+$/;

function blockOf(line: string): Block {
  const bullet = BULLET.exec(line);
  if (bullet) return { kind: "bullets", lines: [bullet[1] ?? ""] };
  const number = NUMBER.exec(line);
  if (number) return { kind: "numbers", lines: [number[2] ?? ""], start: Number(number[1]) };
  return { kind: "paragraph", lines: [line] };
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
    const joins = last?.kind === block.kind && !(ended && block.kind === "paragraph");
    if (joins) last.lines.push(...block.lines);
    else blocks.push(block);
    ended = false;
  }
  return blocks;
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
