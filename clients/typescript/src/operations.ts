import type { paths } from "./schema.js";
import type { Answer, Transport } from "./transport.js";

export type Method = "get" | "put" | "post" | "patch" | "delete";

/** The paths of the API document that take a method. */
export type PathsOf<M extends Method> = {
  [P in keyof paths]: paths[P][M] extends { responses: unknown } ? P : never;
}[keyof paths];

type Json<R> = R extends { content: { "application/json": infer Body } } ? Body : undefined;

/** What an operation answers when it succeeds. */
export type AnswerOf<O> = O extends { responses: infer R }
  ? { [S in keyof R]: S extends 200 | 201 | 202 | 204 ? Json<R[S]> : never }[keyof R]
  : never;

type PathOf<O> = O extends { parameters: { path: infer Path } } ? { readonly path: Path } : { readonly path?: never };
type QueryOf<O> = O extends { parameters: { query?: infer Query } } ? { readonly query?: Query } : { readonly query?: never };
type BodyOf<O> = O extends { requestBody: { content: { "application/json": infer Body } } }
  ? { readonly body: Body }
  : { readonly body?: never };

/** What an operation takes. */
export type RequestOf<O> = O extends unknown
  ? PathOf<O> &
      QueryOf<O> &
      BodyOf<O> & { readonly headers?: Readonly<Record<string, string>>; readonly signal?: AbortSignal }
  : never;

/** What any operation takes. */
export interface AnyRequest {
  readonly path?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly raw?: boolean;
  readonly signal?: AbortSignal;
}

/** Every operation of the API document. */
export class Operations {
  constructor(private readonly transport: Transport) {}

  /** Calls an operation by its method and its path, as they stand in the document. */
  send(method: string, path: string, request: AnyRequest): Promise<Answer> {
    const { headers, body, raw, signal } = request;
    return this.transport.send({
      method: method.toUpperCase(),
      target: target(path, request),
      ...(headers && { headers }),
      ...(body !== undefined && { body }),
      ...(raw && { raw }),
      ...(signal && { signal }),
    });
  }
}

function target(path: string, request: AnyRequest): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = request.path?.[name];
    if (value === undefined || value === "") {
      throw new TypeError(`${path} needs ${name}`);
    }
    return encodeURIComponent(value);
  });
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(request.query ?? {})) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== undefined && each !== null) {
        query.append(name, String(each));
      }
    }
  }
  return query.size === 0 ? filled : `${filled}?${query}`;
}
