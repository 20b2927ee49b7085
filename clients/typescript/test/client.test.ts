/** The client against a server that notes what it is asked, and answers as each test says. */
import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, test } from "node:test";
import {
  AuthenticationError,
  Client,
  Conflict,
  ConnectionError,
  InvalidConfiguration,
  PermissionError,
  RateLimited,
  ResourceAlreadyExists,
  ResourceInUse,
  ResourceNotFound,
  ServerError,
  WeirError,
} from "weir-client";

interface Asked {
  readonly call: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

let server: Server;
let asked: Asked[];
let answers: (asked: Asked, response: ServerResponse) => void;
let client: Client;

function json(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { "Content-Type": "application/json", ...headers }).end(JSON.stringify(body));
}

beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (part) => (body += part));
    request.on("end", () => {
      const one = { call: `${request.method} ${request.url}`, headers: request.headers, body };
      asked.push(one);
      answers(one, response);
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  client = new Client({ url: `http://127.0.0.1:${port}`, token: "t", backoff: 1 });
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const calls = () => asked.map((one) => one.call);

test("a list goes through all pages, and no further than it is read", async () => {
  answers = (one, response) =>
    one.call.includes("pageToken=next%2B")
      ? json(response, 200, { items: [{ name: "c" }] })
      : json(response, 200, { items: [{ name: "a" }, { name: "b" }], nextPageToken: "next+" });
  const names: string[] = [];
  for await (const store of client.stores.list({ pageSize: 2 })) {
    names.push(store.name);
  }
  assert.deepEqual(names, ["a", "b", "c"]);
  assert.deepEqual(calls(), ["GET /api/v1/stores?limit=2", "GET /api/v1/stores?limit=2&pageToken=next%2B"]);
  asked.length = 0;
  for await (const store of client.stores.list()) {
    assert.equal(store.name, "a");
    break;
  }
  assert.deepEqual(calls(), ["GET /api/v1/stores?limit=1000"]);
});

test("what is made is made once, however often its answer is lost", async () => {
  answers = (_, response) => {
    if (asked.length === 1) {
      response.destroy();
    } else if (asked.length === 2) {
      json(response, 503, { detail: "away", code: "service-unavailable" }, { "Retry-After": "0" });
    } else {
      json(response, 201, { name: "lake" });
    }
  };
  const made = await client.stores.create({ name: "lake", kind: "DUCKDB", properties: { path: "l.duckdb" } });
  assert.equal(made.name, "lake");
  const keys = asked.map((one) => one.headers["idempotency-key"]);
  assert.equal(keys.length, 3);
  assert.ok(keys[0]);
  assert.equal(new Set(keys).size, 1);
  assert.equal(new Set(asked.map((one) => one.headers["x-request-id"])).size, 1);
  await client.stores.create({ name: "other", kind: "DUCKDB", properties: {} });
  assert.notEqual(asked[3]?.headers["idempotency-key"], keys[0]);
});

test("what might be done twice is not repeated", async () => {
  answers = (_, response) => response.destroy();
  await assert.rejects(client.stores.delete("lake"), ConnectionError);
  assert.deepEqual(calls(), ["DELETE /api/v1/stores/lake"]);
  asked.length = 0;
  await assert.rejects(client.stores.get("lake"), (failure: WeirError) => {
    assert.ok(failure instanceof ConnectionError);
    assert.equal(failure.status, undefined);
    assert.ok(failure.requestId);
    return true;
  });
  assert.equal(asked.length, 4, "a look is repeated");
});

test("an update changes what was read", async () => {
  answers = (one, response) =>
    one.call.startsWith("GET")
      ? json(response, 200, { name: "lake" }, { ETag: '"7"' })
      : json(response, 200, { name: "lake" });
  await client.stores.update("lake", { properties: { path: "m.duckdb" } });
  await client.stores.update("lake", { properties: {} }, '"9"');
  assert.deepEqual(calls(), ["GET /api/v1/stores/lake", "PATCH /api/v1/stores/lake", "PATCH /api/v1/stores/lake"]);
  assert.equal(asked[1]?.headers["if-match"], '"7"');
  assert.equal(asked[2]?.headers["if-match"], '"9"');
  assert.equal(asked[1]?.headers.authorization, "Bearer t");
});

test("names are one segment of a path", async () => {
  answers = (_, response) => json(response, 200, {});
  await client.tables.get("a/b ?#ü");
  await client.tables.handOver("a/b", "user:ben");
  assert.deepEqual(calls(), ["GET /api/v1/tables/a%2Fb%20%3F%23%C3%BC", "PUT /api/v1/tables/a%2Fb/owner"]);
  assert.equal(asked[1]?.body, '{"owner":"user:ben"}');
  await assert.rejects(client.tables.get(""), TypeError);
});

test("errors are told apart by kind", async () => {
  const kinds = [
    [401, "unauthenticated", AuthenticationError],
    [403, "forbidden", PermissionError],
    [404, "store-not-found", ResourceNotFound],
    [409, "store-exists", ResourceAlreadyExists],
    [409, "store-in-use", ResourceInUse],
    [409, "commit-conflict", Conflict],
    [412, "stale-etag", Conflict],
    [422, "invalid-request", InvalidConfiguration],
    [429, "rate-limited", RateLimited],
    [500, "internal", ServerError],
  ] as const;
  for (const [status, code, kind] of kinds) {
    answers = (_, response) => json(response, status, { detail: "why", code, requestId: "r1", users: ["pipeline p"] });
    await assert.rejects(client.stores.delete("lake"), (failure: WeirError) => {
      assert.equal(failure.constructor, kind);
      assert.equal(failure.name, kind.name);
      assert.equal(failure.message, "why");
      assert.equal(failure.status, status);
      assert.equal(failure.code, code);
      assert.equal(failure.requestId, "r1");
      assert.deepEqual(failure.problem?.["users"], ["pipeline p"]);
      return true;
    });
  }
  answers = (_, response) => response.writeHead(502, { "Content-Type": "text/html" }).end("<html>");
  await assert.rejects(client.stores.delete("lake"), ServerError);
  answers = (_, response) => response.writeHead(200).end("<html>");
  await assert.rejects(client.stores.get("lake"), /is no Weir/);
  answers = (_, response) => json(response, 404, { code: "store-not-found" });
  assert.equal(await client.stores.exists("lake"), false);
  answers = (_, response) => json(response, 403, { code: "forbidden" });
  await assert.rejects(client.stores.exists("lake"), PermissionError);
});

test("a call that is given up is not repeated", async () => {
  const given = new AbortController();
  answers = () => given.abort();
  await assert.rejects(client.stores.list({ signal: given.signal }).next(), { name: "AbortError" });
  assert.equal(asked.length, 1);
});

test("topics are of the store in use", async () => {
  answers = (_, response) => json(response, 200, { items: ["t"] });
  assert.throws(() => client.topics.list(), InvalidConfiguration);
  client.useStore("broker");
  assert.equal(client.getCurrentStore(), "broker");
  assert.deepEqual((await client.topics.list().next()).value, "t");
  await client.topics.list({ store: "other" }).next();
  assert.deepEqual(calls(), [
    "GET /api/v1/stores/broker/topics?limit=1000",
    "GET /api/v1/stores/other/topics?limit=1000",
  ]);
});

test("settings come from where people have them", async () => {
  answers = (one, response) => json(response, 200, { caller: one.headers.authorization });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const host = url.slice("http://".length);
  const said = async (made: Client) => (await made.canI("USAGE", "STORE")).caller;
  assert.equal(await said(Client.fromEnvironment({ WEIR_URL: url, WEIR_TOKEN: "w", DELTASTREAM_TOKEN: "d" })), "Bearer w");
  assert.equal(await said(Client.fromEnvironment({ DELTASTREAM_SERVER_URL: url + "/v2", DELTASTREAM_TOKEN: "d" })), "Bearer d");
  assert.equal(await said(Client.fromEnvironment({ DATLAKE_API_URL: url + "/", DATLAKE_API_KEY: "k" })), "Bearer k");
  assert.equal(await said(Client.fromDsn(`http://:a%2Fb@${host}/v2?timeout=60000`)), "Bearer a/b");
  assert.equal(await said(new Client({ url })), undefined);
  assert.deepEqual(new Set(calls()), new Set(["GET /api/v1/access/can-i?privilege=USAGE&kind=STORE"]));
  for (const wrong of [{ WEIR_URL: "ftp://x" }, { WEIR_URL: "x" }, { WEIR_RETRY_MAX_ATTEMPTS: "no" }]) {
    assert.throws(() => Client.fromEnvironment(wrong), InvalidConfiguration);
  }
  assert.throws(() => Client.fromDsn("s3cret"), (failure: Error) => !failure.message.includes("s3cret"));
  assert.throws(() => new Client({ url: "http://:s3cret@x" }), (failure: Error) => !failure.message.includes("s3cret"));
  assert.throws(() => new Client({ attempts: 0 }), InvalidConfiguration);
});

test("names of tables are in the database and the schema that are used", async () => {
  answers = (_, response) => json(response, 200, { name: "any" });
  await client.tables.get("orders");
  await client.tables.get("weir.sales.orders");
  client.useSchema("sales");
  await client.tables.get("orders");
  client.useDatabase("shop");
  assert.equal(client.getCurrentSchema(), "default");
  client.useSchema("hr");
  await client.tables.get("people");
  await client.tables.get("sales.orders");
  await client.tables.get("weir.default.orders");
  await client.schemas.get("sales");
  await client.schemas.delete("weir.old", true);
  client.useSchema("weir.default");
  await client.tables.delete("orders");
  assert.deepEqual(
    [client.getCurrentDatabase(), ...calls()],
    [
      "weir",
      "GET /api/v1/tables/orders",
      "GET /api/v1/tables/sales.orders",
      "GET /api/v1/tables/sales.orders",
      "GET /api/v1/tables/shop.hr.people",
      "GET /api/v1/tables/shop.sales.orders",
      "GET /api/v1/tables/orders",
      "GET /api/v1/databases/shop/schemas/sales",
      "DELETE /api/v1/databases/weir/schemas/old?cascade=true",
      "DELETE /api/v1/tables/orders",
    ],
  );
});

test("a run gives signs of life until it is told of its end, and is ended once", async () => {
  let beats = 0;
  let told: () => void = () => {};
  const gone = new Promise<void>((resolve) => (told = resolve));
  answers = ({ call }, response) => {
    if (call.endsWith("/heartbeat")) {
      beats++;
      if (beats === 1) {
        return json(response, 503, {});
      }
      json(response, 200, { state: beats < 3 ? "RUNNING" : "ABORT" });
      if (beats === 3) {
        told();
      }
    } else {
      json(response, 201, { state: call.endsWith("/complete") ? "COMPLETE" : "RUNNING" });
    }
  };
  const job = await client.startJob("a job", { heartbeat: 1 });
  await gone;
  await job.complete();
  await job.complete();
  assert.equal(beats, 3);
  const others = asked.map((one) => one.call).filter((call) => !call.endsWith("/heartbeat"));
  assert.deepEqual(others, ["POST /api/v1/jobs/a%20job/runs", `PUT /api/v1/jobs/a%20job/runs/${job.runId}/complete`]);
});
