/* Draws a message's text; everything from outside arrives as text nodes. */
import type { JSX } from "preact";
import { blocksOf, cellsOf, piecesOf, type Block, type Piece } from "./blocks";

function PieceView({ piece }: { piece: Piece }): JSX.Element {
  if (piece.kind === "bold") return <strong>{piece.text}</strong>;
  if (piece.kind === "text") return <>{piece.text}</>;
  return (
    <a href={piece.address} target="_blank" rel="noopener noreferrer">
      {piece.text}
    </a>
  );
}

function Line({ text }: { text: string }): JSX.Element {
  return (
    <>
      {piecesOf(text).map((piece, at) => (
        <PieceView key={at} piece={piece} />
      ))}
    </>
  );
}

function Items({ lines }: { lines: string[] }): JSX.Element {
  return (
    <>
      {lines.map((line, at) => (
        <li key={at}>
          <Line text={line} />
        </li>
      ))}
    </>
  );
}

function Lines({ lines }: { lines: string[] }): JSX.Element {
  return (
    <>
      {lines.map((line, at) => (
        <span key={at}>
          {at > 0 && <br />}
          <Line text={line} />
        </span>
      ))}
    </>
  );
}

/** Its first row names the columns. */
function Table({ rows }: { rows: string[] }): JSX.Element {
  const [names = [], ...told] = rows.map(cellsOf);
  return (
    <div class="table" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {names.map((name, at) => (
              <th key={at} scope="col">
                <Line text={name} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {told.map((cells, at) => (
            <tr key={at}>
              {cells.map((cell, column) => (
                <td key={column} colSpan={cells.length === 1 ? names.length : 1}>
                  <Line text={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function BlockView({ block }: { block: Block }): JSX.Element {
  if (block.kind === "bullets")
    return (
      <ul>
        <Items lines={block.lines} />
      </ul>
    );
  if (block.kind === "numbers")
    return (
      <ol start={block.start}>
        <Items lines={block.lines} />
      </ol>
    );
  if (block.kind === "table") return <Table rows={block.lines} />;
  return (
    <p>
      <Lines lines={block.lines} />
    </p>
  );
}

/** `plain` keeps what a customer typed as typed: no lists, no bold, only line breaks and links. */
export function RichText({ text, plain = false }: { text: string; plain?: boolean }): JSX.Element {
  if (plain)
    return (
      <p>
        <Lines lines={text.split("\n")} />
      </p>
    );
  return (
    <>
      {blocksOf(text).map((block, at) => (
        <BlockView key={at} block={block} />
      ))}
    </>
  );
}
