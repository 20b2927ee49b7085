/** What errors say of the answers that they are made of, as the other clients and the command line say it. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { errorOf, type Problem } from "weir-client";

const cases = JSON.parse(readFileSync(new URL("../../../problem-texts.json", import.meta.url), "utf-8")) as {
  why: string;
  problem: Problem;
  text: string;
}[];

for (const { why, problem, text } of cases) {
  test(why, () => {
    assert.equal(errorOf(problem).message, text);
  });
}
