/** What an answer says of itself when it is none of success: RFC 9457. */
export interface Problem {
  status: number;
  code?: string;
  detail?: string;
  title?: string;
  requestId?: string;
  [member: string]: unknown;
}

/** A call that failed. */
export class WeirError extends Error {
  /** Of the answer; undefined where there was none. */
  readonly status: number | undefined;
  /** Stable name of the problem, as in `store-not-found`. */
  readonly code: string | undefined;
  /** Finds the call in the platform's log. */
  readonly requestId: string | undefined;
  /** The whole problem document, with the members of its own that each problem has. */
  readonly problem: Problem | undefined;

  constructor(message: string, problem?: Problem, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.status = problem?.status;
    this.code = problem && codeOf(problem);
    this.requestId = problem?.requestId;
    this.problem = problem;
  }
}

/** 401: the token is missing, unknown, expired or revoked. */
export class AuthenticationError extends WeirError {}
/** 403: who calls may not do this. */
export class PermissionError extends WeirError {}
/** 404 of the platform: what the call is about is not there. */
export class ResourceNotFound extends WeirError {}
/** 409 or 412: something else came first. */
export class Conflict extends WeirError {}
/** 409: the name is taken. */
export class ResourceAlreadyExists extends Conflict {}
/** 409: others use it; `problem.users` names those that the caller may know of. */
export class ResourceInUse extends Conflict {}
/** Another 4xx, and settings that make no sense: it must change before it is tried again. */
export class InvalidConfiguration extends WeirError {}
/** A query, a transform or a condition that is not taken. */
export class SQLError extends InvalidConfiguration {}
/** 429: one caller's limit. */
export class RateLimited extends WeirError {}
/** 5xx. */
export class ServerError extends WeirError {}
/** No answer came; whether the call arrived is unknown. */
export class ConnectionError extends WeirError {}

/** What others than the platform call a code, as a number, is none. */
function codeOf({ code }: { code?: unknown }): string | undefined {
  return typeof code === "string" ? code : undefined;
}

type Kind = new (message: string, problem?: Problem, options?: ErrorOptions) => WeirError;

const SQL_FIELDS = new Set(["transform", "query", "filter", "body"]);

function isAboutSql(problem: Problem): boolean {
  return problem.code === "invalid-predicate" || fieldsOf(problem).some(({ field }) => SQL_FIELDS.has(textOf(field)));
}

function kindOf(problem: Problem): Kind {
  const { status } = problem;
  const code = codeOf(problem) ?? "";
  switch (status) {
    case 401:
      return AuthenticationError;
    case 403:
      return PermissionError;
    case 404:
      // A proxy's page, and a gateway that has nothing at the address, do not say so.
      return code.endsWith("-not-found") ? ResourceNotFound : InvalidConfiguration;
    case 409:
      return code.endsWith("-exists") ? ResourceAlreadyExists : code.endsWith("-in-use") ? ResourceInUse : Conflict;
    case 412:
      return Conflict;
    case 429:
      return RateLimited;
    default:
      return status >= 500 ? ServerError : isAboutSql(problem) ? SQLError : InvalidConfiguration;
  }
}

/** What is wrong and, of each field, what was found and what is allowed, as far as the detail does not say it. */
function messageOf(problem: Problem): string {
  const detail = withoutStop(textOf(problem.detail) || textOf(problem.title) || `the answer was ${problem.status}`);
  const errors = fieldsOf(problem);
  const fields = errors.map((error) => fieldOf(error, detail, errors.length > 1)).filter((text) => text !== "");
  const hint = problem.status === 401 ? ["WEIR_TOKEN, or a DSN, says the token"] : [];
  return [detail, ...fields, ...hint].join("; ");
}

/** As anybody may have written it. */
interface FieldProblem {
  field?: unknown;
  message?: unknown;
  found?: unknown;
  allowed?: unknown;
}

function fieldsOf({ errors }: Problem): FieldProblem[] {
  const isField = (error: unknown): error is FieldProblem =>
    typeof error === "object" && error !== null && !Array.isArray(error);
  return Array.isArray(errors) ? errors.filter(isField) : [];
}

/** Empty where it is no text. */
function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, "");
}

/** Whether a text has another in it, and not as a part of a longer word only. */
function tells(detail: string, part: string): boolean {
  const words = part.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  return part === "" || new RegExp(`(?<![\\p{L}\\p{N}_])${words}(?![\\p{L}\\p{N}_])`, "u").test(detail);
}

function fieldOf(error: FieldProblem, detail: string, isOneOfSeveral: boolean): string {
  const field = textOf(error.field);
  const told = withoutStop(textOf(error.message));
  const allowed = textOf(error.allowed);
  const { found } = error;
  const isToldWhatIsAllowed = allowed !== "" && tells(detail, allowed);
  const parts = isToldWhatIsAllowed || tells(detail.toLowerCase(), told.toLowerCase()) ? [] : [told];
  if (typeof found === "string") {
    parts.push(`found ${found || '""'}`);
  }
  if (allowed !== "" && !isToldWhatIsAllowed) {
    parts.push(`allowed: ${allowed}`);
  }
  const named = isOneOfSeveral || !tells(detail, field) ? `${field}: ` : "";
  return parts.length === 0 ? "" : named + parts.join(", ");
}

/** The error that an answer means. */
export function errorOf(problem: Problem): WeirError {
  return new (kindOf(problem))(messageOf(problem), problem);
}
