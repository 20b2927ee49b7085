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
  SQLError,
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
  answers = (_, response) => json(response, asked.length === 5 ? 503 : 200, { name: "p" });
  await client.pipelines.start("p");
  assert.deepEqual(calls().slice(4), ["POST /api/v1/pipelines/p/start", "POST /api/v1/pipelines/p/start"]);
  assert.equal(asked[5]?.headers["idempotency-key"], asked[4]?.headers["idempotency-key"]);
});

test("two codes are not as their status: a broker refuses again, and a request with the key is answered soon", async () => {
  answers = (_, response) => json(response, 502, { code: "broker-refused" });
  await assert.rejects(client.stores.get("lake"), ServerError);
  assert.equal(asked.length, 1);
  answers = (_, response) =>
    asked.length === 2 ? json(response, 409, { code: "idempotency-key-in-use" }) : json(response, 200, { name: "lake" });
  assert.equal((await client.stores.get("lake")).name, "lake");
  assert.equal(asked.length, 3);
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

test("a refusal says what was found and what is allowed", async () => {
  const missing = { field: "columns", message: "is missing", allowed: "names with types" };
  const unknown = { field: "source.store", message: "is no store", found: "nix", allowed: "one of kind KAFKA" };
  answers = (_, response) => json(response, 422, { detail: "columns is missing; source.store is no store", errors: [missing, unknown] });
  const told =
    "columns is missing; source.store is no store; columns: allowed: names with types; source.store: found nix, allowed: one of kind KAFKA";
  await assert.rejects(client.stores.get("lake"), { message: told });
  answers = (_, response) => json(response, 401, { detail: "Send a token." });
  await assert.rejects(client.stores.get("lake"), { message: "Send a token; WEIR_TOKEN, or a DSN, says the token" });
});

test("no answer says where nobody is, and why", async () => {
  const nobody = new Client({ url: "http://127.0.0.1:2", attempts: 1 });
  await assert.rejects(nobody.stores.get("lake"), /GET http:\/\/127.0.0.1:2\/api\/v1\/stores\/lake: no answer: .*ECONNREFUSED/);
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
    [404, "not-found", InvalidConfiguration],
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
      assert.equal(failure.message, status === 401 ? "why; WEIR_TOKEN, or a DSN, says the token" : "why");
      assert.equal(failure.status, status);
      assert.equal(failure.code, code);
      assert.equal(failure.requestId, "r1");
      assert.deepEqual(failure.problem?.["users"], ["pipeline p"]);
      return true;
    });
  }
  answers = (_, response) => response.writeHead(502, { "Content-Type": "text/html" }).end("<html>");
  await assert.rejects(client.stores.delete("lake"), ServerError);
  answers = (_, response) => response.writeHead(404, { "Content-Type": "text/html" }).end("<html>");
  await assert.rejects(client.stores.exists("lake"), InvalidConfiguration);
  answers = (_, response) => json(response, 404, { code: 404, message: "no such page" });
  await assert.rejects(client.stores.exists("lake"), InvalidConfiguration);
  answers = (_, response) => response.writeHead(200).end("<html>");
  await assert.rejects(client.stores.get("lake"), /is no Weir/);
  answers = (_, response) => json(response, 404, { code: "store-not-found" });
  assert.equal(await client.stores.exists("lake"), false);
  answers = (_, response) => json(response, 403, { code: "forbidden" });
  await assert.rejects(client.stores.exists("lake"), PermissionError);
});

test("what is wrong with SQL is told as such", async () => {
  const about = (field: string) => ({ code: "invalid-request", errors: [{ field, message: "is wrong" }] });
  const kinds = [
    [about("transform"), SQLError],
    [about("query"), SQLError],
    [{ code: "invalid-predicate" }, SQLError],
    [about("name"), InvalidConfiguration],
    [{ errors: "none" }, InvalidConfiguration],
    [{ errors: [null, {}] }, InvalidConfiguration],
  ] as const;
  for (const [problem, kind] of kinds) {
    answers = (_, response) => json(response, 422, problem);
    await assert.rejects(client.stores.delete("lake"), (failure: Error) => failure.constructor === kind);
  }
  assert.ok(new SQLError("x") instanceof InvalidConfiguration);
  assert.ok(new ResourceInUse("x") instanceof Conflict && new ResourceAlreadyExists("x") instanceof Conflict);
});

test("what is looked for is there or not", async () => {
  answers = (one, response) => json(response, one.call.includes("none") ? 404 : 200, { kind: "FILE", code: "a-not-found" });
  client.useStore("lake");
  assert.equal(await client.entities.exists("a/b.csv"), true);
  assert.equal(await client.entities.exists("none"), false);
  assert.equal(await client.topics.exists("orders", "broker"), true);
  assert.equal(await client.topics.exists("none", "broker"), false);
  assert.equal(await client.schemas.exists("none"), false);
  answers = (_, response) => json(response, 403, { code: "forbidden" });
  await assert.rejects(client.entities.exists("a"), PermissionError);
});

test("relations and stores are made in the ways that their kinds have", async () => {
  answers = (_, response) => json(response, 201, { name: "any" });
  await client.streams.createWithSchema("orders", { id: "BIGINT" }, { source: { store: "broker", topic: "orders" } });
  await client.views.createFromSelect("big", "SELECT id FROM orders");
  await client.stores.createKafka("broker", "b:9092", { securityProtocol: "SSL" });
  await client.stores.createFiles("folder", "/data/in");
  await client.stores.createS3("bucket", "s3://lake/in", "AKIA", "secret:s3");
  await client.stores.createKinesis("events", "eu-central-1", "AKIA", "secret:aws", { endpoint: "https://k:4567" });
  assert.deepEqual(
    asked.map((one) => JSON.parse(one.body)),
    [
      {
        kind: "STREAM",
        source: { store: "broker", topic: "orders" },
        name: "orders",
        columns: [{ name: "id", type: "BIGINT" }],
      },
      { kind: "VIEW", name: "big", query: "SELECT id FROM orders" },
      { name: "broker", kind: "KAFKA", properties: { securityProtocol: "SSL", bootstrapServers: "b:9092" } },
      { name: "folder", kind: "FILES", properties: { path: "/data/in" } },
      {
        name: "bucket",
        kind: "FILES",
        properties: { path: "s3://lake/in", accessKeyId: "AKIA", secretAccessKey: "secret:s3" },
      },
      {
        name: "events",
        kind: "KINESIS",
        properties: {
          endpoint: "https://k:4567",
          region: "eu-central-1",
          accessKeyId: "AKIA",
          secretAccessKey: "secret:aws",
        },
      },
    ],
  );
});

test("a schema registry is a store of its kind and no other", async () => {
  const kinds: Record<string, string> = { registry: "SCHEMA_REGISTRY", lake: "DUCKDB" };
  answers = (one, response) => {
    const name = one.call.replace(/^\w+ \/api\/v1\/stores\/?/, "").replace(/[?/].*/, "");
    const items = Object.entries(kinds).map(([each, kind]) => ({ name: each, kind }));
    json(response, 200, name === "" ? { items } : { name, kind: kinds[name] }, { ETag: '"7"' });
  };
  const names: string[] = [];
  for await (const registry of client.schemaRegistries.list()) {
    names.push(registry.name);
  }
  assert.deepEqual(names, ["registry"]);
  assert.equal(await client.schemaRegistries.exists("registry"), true);
  assert.equal(await client.schemaRegistries.exists("lake"), false);
  asked.length = 0;
  await assert.rejects(client.schemaRegistries.delete("lake"), ResourceNotFound);
  await assert.rejects(client.schemaRegistries.deleteCascading("lake"), ResourceNotFound);
  await assert.rejects(client.schemaRegistries.update("lake", { properties: {} }, '"1"'), ResourceNotFound);
  await assert.rejects(client.schemaRegistries.handOver("lake", "user:ben"), ResourceNotFound);
  assert.deepEqual([...new Set(calls())], ["GET /api/v1/stores/lake"], "a store of another kind is left alone");
  asked.length = 0;
  await client.schemaRegistries.create({ name: "other", properties: { url: "http://r" } });
  assert.equal(JSON.parse(asked[0]?.body ?? "").kind, "SCHEMA_REGISTRY");
  await client.schemaRegistries.update("registry", { properties: {} });
  assert.equal(asked.at(-1)?.headers["if-match"], '"7"');
});

test("a file comes back byte for byte, and a refusal of it as ever", async () => {
  const file = Buffer.from([0, 255, 10, 128, 13]);
  answers = (one, response) =>
    one.call.includes("none")
      ? json(response, 404, { code: "descriptor-source-not-found", detail: "why" })
      : response.writeHead(200, { "Content-Type": "application/octet-stream" }).end(file);
  assert.deepEqual(Buffer.from(await client.descriptorSources.download("a b")), file);
  assert.deepEqual(Buffer.from(await client.functionSources.download("jar")), file);
  await assert.rejects(client.functionSources.download("none"), { name: "ResourceNotFound", message: "why" });
  assert.deepEqual(calls(), [
    "GET /api/v1/descriptor-sources/a%20b/content",
    "GET /api/v1/function-sources/jar/content",
    "GET /api/v1/function-sources/none/content",
  ]);
  assert.match(asked[0]?.headers.accept ?? "", /octet-stream/);
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
  for (const wrong of ["s3cret", "https://:%zs3cret@host"]) {
    assert.throws(
      () => Client.fromDsn(wrong),
      (failure: Error) => failure instanceof InvalidConfiguration && !failure.message.includes("s3cret"),
    );
  }
  const twice = { WEIR_DSN: `http://:d@${host}`, WEIR_RETRY_MAX_ATTEMPTS: "2", WEIR_RETRY_BACKOFF_MS: "1", WEIR_TOKEN: "w" };
  asked.length = 0;
  answers = (_, response) => response.destroy();
  await assert.rejects(Client.fromEnvironment(twice).canI("USAGE", "STORE"), ConnectionError);
  assert.deepEqual([asked.length, asked[0]?.headers.authorization], [2, "Bearer d"]);
  assert.throws(() => new Client({ url: "http://:s3cret@x" }), (failure: Error) => !failure.message.includes("s3cret"));
  assert.throws(() => new Client({ attempts: 0 }), InvalidConfiguration);
});

test("the environment says what is in use", () => {
  const inUse = (environment: Record<string, string>) => {
    const made = Client.fromEnvironment(environment);
    return [made.getCurrentDatabase(), made.getCurrentSchema(), made.getCurrentStore()];
  };
  assert.deepEqual(inUse({}), ["weir", "default", undefined]);
  const theirs = {
    DELTASTREAM_DATABASE_NAME: "lake",
    DELTASTREAM_SCHEMA_NAME: "sales",
    DELTASTREAM_STORE_NAME: "kafka",
    DATLAKE_DATABASE: "other",
  };
  assert.deepEqual(inUse(theirs), ["lake", "sales", "kafka"]);
  assert.deepEqual(inUse({ ...theirs, WEIR_DATABASE: "own", WEIR_STORE: "broker" }), ["own", "sales", "broker"]);
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
