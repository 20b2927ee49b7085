/** Runs of jobs against a server that notes what it is asked: what becomes of the tables that they read. */
import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, test } from "node:test";
import { Client, InvalidConfiguration, ResourceNotFound } from "weir-client";

let server: Server;
let asked: { readonly call: string; readonly body: string }[];
let snapshots: { readonly status: number; readonly body: unknown; readonly location?: string };
let client: Client;

beforeEach(async () => {
  asked = [];
  snapshots = { status: 200, body: { uri: "s3://lake/t/2" } };
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (part) => (body += part));
    request.on("end", () => {
      const call = `${request.method} ${request.url}`;
      asked.push({ call, body });
      const { status, body: told, location } = call.includes("/snapshots/")
        ? snapshots
        : { status: 200, body: { state: call.endsWith("/complete") ? "COMPLETE" : "RUNNING" }, location: undefined };
      response.writeHead(status, location === undefined ? {} : { Location: location }).end(JSON.stringify(told));
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  client = new Client({ url: `http://127.0.0.1:${port}`, token: "t", backoff: 1, attempts: 2 });
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

test("a table that a run has written itself is an input once it reads it", async () => {
  await client.runJob("job", async (job) => {
    await job.registerSnapshot("t", "s3://lake/t/1", "delta");
    assert.equal(await job.getTableLatestUri("t"), "s3://lake/t/1");
    assert.equal(await job.getTableLatestUri("t"), "s3://lake/t/1");
  });
  assert.deepEqual(JSON.parse(asked.at(-1)!.body).metadata.inputs, ["s3://lake/t/1"]);
});

test("while the service is away a table lies where it was last known to", async (context) => {
  let now = 0;
  context.mock.method(performance, "now", () => now);
  await client.runJob("job", async (job) => {
    assert.equal(await job.getTableLatestUri("t"), "s3://lake/t/2");
    now += 120_000;
    for (const status of [503, 429, 500]) {
      snapshots = { status, body: {} };
      assert.equal(await job.getTableLatestUri("t"), "s3://lake/t/2");
    }
    await assert.rejects(job.getTableLatestUri("unknown"), { status: 500 });
    snapshots = { status: 404, body: { code: "table-not-found" } };
    await assert.rejects(job.getTableLatestUri("t"), ResourceNotFound);
  });
});

test("a redirect is told, and not followed with what was to be sent", async () => {
  const job = await client.startJob("job", { heartbeat: 0 });
  snapshots = { status: 302, body: {}, location: "/login?state=1" };
  await assert.rejects(job.getTableLatestUri("t"), (failure) => {
    assert.ok(failure instanceof InvalidConfiguration);
    assert.match(failure.message, /redirect to \/login;/);
    return true;
  });
  assert.deepEqual(asked.map((one) => one.call).slice(1), ["GET /api/v1/tables/t/snapshots/latest"]);
});
