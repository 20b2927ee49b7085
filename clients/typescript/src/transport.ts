import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { ConnectionError, errorOf, WeirError, type Problem } from "./errors.js";
import type { Settings } from "./settings.js";

/** One call, its path filled in. */
export interface Call {
  readonly method: string;
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Whether the answer is bytes and no JSON. */
  readonly raw?: boolean;
  readonly signal?: AbortSignal;
}

/** An answer that was read: its JSON, or its bytes where it has none, and what its head says. */
export interface Answer {
  readonly body: unknown;
  readonly etag: string | undefined;
}

const LONGEST_WAIT = 10_000;
const REPEATABLE = new Set(["GET", "HEAD", "PUT"]);
const PASSES = new Set([429, 502, 503, 504]);

/** Makes calls: errors by kind, and retries where a call may be made twice. */
export class Transport {
  constructor(readonly settings: Settings) {}

  async send(call: Call): Promise<Answer> {
    const requestId = randomUUID();
    const repeatable = REPEATABLE.has(call.method) || call.headers?.["Idempotency-Key"] !== undefined;
    const attempts = repeatable ? this.settings.attempts : 1;
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.attempt(call, requestId);
      } catch (failure) {
        if (attempt === attempts || !passes(failure) || call.signal?.aborted) {
          throw failure;
        }
        await sleep(this.wait(attempt, failure), undefined, call.signal ? { signal: call.signal } : {});
      }
    }
  }

  private async attempt(call: Call, requestId: string): Promise<Answer> {
    const accepted = call.raw ? "application/octet-stream, application/problem+json" : "application/json";
    const headers: Record<string, string> = { Accept: accepted, "X-Request-Id": requestId, ...call.headers };
    if (this.settings.token !== undefined) {
      headers["Authorization"] = `Bearer ${this.settings.token}`;
    }
    const body = call.body === undefined ? {} : { body: JSON.stringify(call.body) };
    if (call.body !== undefined) {
      headers["Content-Type"] = "application/json";
    }
    const patience = AbortSignal.timeout(this.settings.timeout);
    const signal = call.signal ? AbortSignal.any([call.signal, patience]) : patience;
    let response: Response;
    let bytes: Uint8Array | undefined;
    let text = "";
    try {
      // A redirect would have what was to be made be looked at instead.
      const asked: RequestInit = { method: call.method, headers, signal, redirect: "manual", ...body };
      response = await fetch(this.settings.url + call.target, asked);
      if (call.raw && response.ok) {
        bytes = new Uint8Array(await response.arrayBuffer());
      } else {
        text = await response.text();
      }
    } catch (cause) {
      if (call.signal?.aborted) {
        throw cause;
      }
      const problem = { status: 0, requestId };
      const address = this.settings.url + call.target.replace(/\?.*/, "");
      throw new NoAnswer(`${call.method} ${address}: no answer: ${reasonOf(cause)}`, problem, { cause });
    }
    if (!response.ok) {
      throw refusal(response, text, requestId);
    }
    return { body: bytes ?? read(text, call), etag: response.headers.get("ETag") ?? undefined };
  }

  private wait(failures: number, failure: unknown): number {
    const longest = Math.min(LONGEST_WAIT, this.settings.backoff * 2 ** (failures - 1));
    const asked = failure instanceof WeirError ? retryAfter.get(failure) : undefined;
    return Math.min(LONGEST_WAIT, Math.max(asked ?? 0, longest * (0.5 + Math.random() / 2)));
  }
}

/** A connection error has no status: there was no answer. */
class NoAnswer extends ConnectionError {
  override readonly status = undefined;

  constructor(message: string, problem: Problem, options: ErrorOptions) {
    super(message, problem, options);
    this.name = "ConnectionError";
  }
}

/** What `fetch` says itself is that it failed; why is said by its cause. */
function reasonOf(failure: unknown): string {
  if (!(failure instanceof Error)) {
    return String(failure);
  }
  const { cause } = failure;
  const inner = cause instanceof Error ? cause.message || (cause as { code?: string }).code : undefined;
  return inner || failure.message;
}

/** How long an answer asks to wait, in milliseconds. */
const retryAfter = new WeakMap<WeirError, number>();

function passes(failure: unknown): boolean {
  if (failure instanceof ConnectionError) {
    return true;
  }
  if (!(failure instanceof WeirError) || failure.code === "broker-refused") {
    return false;
  }
  return failure.code === "idempotency-key-in-use" || PASSES.has(failure.status ?? 0);
}

function refusal(response: Response, text: string, requestId: string): WeirError {
  let problem: Problem = { status: response.status, requestId };
  try {
    const told: unknown = JSON.parse(text);
    if (typeof told === "object" && told !== null) {
      problem = { requestId, ...told, status: response.status };
    }
  } catch {
    // Whatever it is, it is no problem document: the status says enough.
  }
  const elsewhere = response.headers.get("Location");
  if (response.status < 400 && elsewhere !== null) {
    const detail = `the answer is a redirect to ${elsewhere.replace(/\?.*/, "")}; calls go to the address of a gateway itself`;
    problem = { ...problem, detail };
  }
  const error = errorOf(problem);
  const seconds = Number(response.headers.get("Retry-After") ?? "");
  if (seconds > 0) {
    retryAfter.set(error, seconds * 1000);
  }
  return error;
}

function read(text: string, call: Call): unknown {
  if (text === "") {
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new WeirError(`what answers ${call.method} ${call.target} is no Weir: it sends no JSON`, undefined, { cause });
  }
}
