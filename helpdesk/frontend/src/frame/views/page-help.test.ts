import { expect, it } from "vitest";
import type { Hit } from "../types";
import { fitting } from "./page-help";

function hits(...scores: number[]): Hit[] {
  return scores.map((score, id) => ({
    article_id: id,
    title: "Return an item",
    url: "/help/return",
    passage: "Within 30 days.",
    score,
  }));
}

const shown = (...scores: number[]): number[] => fitting(hits(...scores)).map(({ score }) => score);

it("shows at most three articles that fit the page", () => {
  expect(shown(0.9, 0.4, 0.2, 0.15)).toEqual([0.9, 0.4, 0.2]);
  expect(shown(0.67, 0.16, 0.03)).toEqual([0.67, 0.16]);
});

it("shows none where the page's name is near to nothing", () => {
  expect(shown(0.17, 0.13, 0.07)).toEqual([]);
  expect(shown()).toEqual([]);
});
