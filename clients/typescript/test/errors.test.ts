/** What errors say of the answers that they are made of. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { errorOf } from "weir-client";

test("what is allowed is told once", () => {
  const since = { field: "since", message: "has a value that does not fit", found: "soon", allowed: "a date-time" };
  const limit = { field: "limit", message: "is out of range", allowed: "1 to 9" };
  assert.equal(errorOf({ status: 400, detail: "since must be a date-time.", errors: [since] }).message, "since must be a date-time; found soon");
  assert.equal(
    errorOf({ status: 400, detail: "since must be a date-time", errors: [since, limit] }).message,
    "since must be a date-time; since: found soon; limit: is out of range, allowed: 1 to 9",
  );
});
