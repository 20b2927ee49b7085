import { InvalidConfiguration } from "./errors.js";

/** Where and how to call. Times are in milliseconds. */
export interface Settings {
  /** Of the gateway, without a path. */
  readonly url: string;
  /** Sent as a bearer token; undefined where nobody has to say who they are. */
  readonly token?: string | undefined;
  /** For one attempt, until its answer is read. */
  readonly timeout: number;
  /** Attempts of a call that may be made twice. */
  readonly attempts: number;
  /** The first wait between two; it doubles, with jitter. */
  readonly backoff: number;
}

const DEFAULTS: Settings = { url: "http://127.0.0.1:8080", timeout: 30_000, attempts: 4, backoff: 200 };

/** Checks settings and fills in what is left out. */
export function settingsOf(some: Partial<Settings>): Settings {
  const given = Object.fromEntries(Object.entries(some).filter(([, value]) => value !== undefined));
  const all: Settings = { ...DEFAULTS, ...given };
  for (const name of ["timeout", "attempts", "backoff"] as const) {
    if (!Number.isFinite(all[name]) || all[name] < (name === "backoff" ? 0 : 1)) {
      throw new InvalidConfiguration(`${name} is ${all[name]}; a positive number is allowed`);
    }
  }
  return { ...all, url: origin(all.url) };
}

/** The address of a gateway; DeltaStream's ends in `/v2`, which ours has not. */
function origin(text: string): string {
  let url: URL;
  try {
    url = new URL(text);
  } catch (cause) {
    throw new InvalidConfiguration("the address is none: it must be like https://weir.example.com", undefined, {
      cause,
    });
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new InvalidConfiguration(`the address begins with ${url.protocol}; http: and https: are allowed`);
  }
  if (url.username !== "" || url.password !== "") {
    throw new InvalidConfiguration("the address holds credentials: give the token apart from it, or use Client.fromDsn");
  }
  return url.origin + url.pathname.replace(/\/(v2\/?)?$/, "");
}

/** Reads `https://:TOKEN@host/v2?timeout=…&attempts=…&backoff=…`; times in milliseconds, as otherwise where it says none. */
export function settingsOfDsn(dsn: string, otherwise: Partial<Settings> = {}): Settings {
  let url: URL;
  let token: string;
  try {
    url = new URL(dsn);
    token = decodeURIComponent(url.password || url.username);
  } catch {
    // The text is not repeated: there is a token in it.
    throw new InvalidConfiguration("the DSN is none: it must be like https://:TOKEN@host");
  }
  const number = (name: "timeout" | "attempts" | "backoff") =>
    numberOf(name, url.searchParams.get(name) ?? undefined) ?? otherwise[name];
  return settingsOf({
    url: `${url.protocol}//${url.host}${url.pathname}`,
    token: token === "" ? undefined : token,
    timeout: number("timeout"),
    attempts: number("attempts"),
    backoff: number("backoff"),
  } as Partial<Settings>);
}

type Environment = Readonly<Record<string, string | undefined>>;

/** What is in use from the beginning: a database, a schema and a store. */
export function inUseByEnvironment(environment: Environment) {
  const first = (...names: string[]) => names.map((name) => environment[name]).find((value) => value);
  return {
    database: first("WEIR_DATABASE", "DELTASTREAM_DATABASE_NAME", "DATLAKE_DATABASE"),
    schema: first("WEIR_SCHEMA", "DELTASTREAM_SCHEMA_NAME", "DATLAKE_SCHEMA"),
    store: first("WEIR_STORE", "DELTASTREAM_STORE_NAME"),
  };
}

/** Reads WEIR_…, and DELTASTREAM_… and DATLAKE_… as people have them; the first that is set wins. */
export function settingsOfEnvironment(environment: Environment): Settings {
  const first = (...names: string[]) => names.map((name) => environment[name]).find((value) => value);
  const number = (name: string) => numberOf(name, first(`WEIR_${name}`, `DATLAKE_${name}`));
  const told = settingsOf({
    url: first("WEIR_URL", "WEIR_API_URL", "DELTASTREAM_SERVER_URL", "DATLAKE_API_URL"),
    token: first("WEIR_TOKEN", "WEIR_API_KEY", "DELTASTREAM_TOKEN", "DATLAKE_API_KEY"),
    timeout: number("DEFAULT_TIMEOUT_MS"),
    attempts: number("RETRY_MAX_ATTEMPTS"),
    backoff: number("RETRY_BACKOFF_MS"),
  } as Partial<Settings>);
  const dsn = first("WEIR_DSN", "DELTASTREAM_DSN");
  return dsn === undefined ? told : settingsOfDsn(dsn, told);
}

function numberOf(name: string, text: string | undefined): number | undefined {
  if (text === undefined) {
    return undefined;
  }
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value)) {
    throw new InvalidConfiguration(`${name} is '${text}'; a number is allowed`);
  }
  return value;
}
