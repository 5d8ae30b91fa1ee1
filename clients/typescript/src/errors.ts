/**
 * The errors of this package: one class per reason of the contract, under a few families.
 *
 * What the server says is told by its reason, a closed list; what went wrong on this side (a setting,
 * a local file, a broken connection) has the reason that says the same. Callers ask by `instanceof`
 * or compare `reason`; messages are for people. An expired thing is a kind of not-found.
 */

import { Code } from "@connectrpc/connect";

import { ErrorReason } from "./gen/artigrid/v1/errors_pb.js";

/** Why a call failed: the contract's closed list, and `LOCAL` for files and streams of this side. */
export type Reason = Exclude<keyof typeof ErrorReason, "UNSPECIFIED"> | "LOCAL";

/** Where a failure arose. */
export type Origin =
  /** The server answered it. */
  | "server"
  /** The server was not reached, or the connection broke. */
  | "connection"
  /** An argument or setting that this package refuses by itself. */
  | "usage"
  /** A local file or stream. */
  | "local"
  /** Content that arrived is not what the server said it is. */
  | "content";

/** A field that the server refused. */
export interface Violation {
  field: string;
  description: string;
}

/** What is known of a failure beside its reason. */
export interface ErrorFacts {
  origin: Origin;
  /** What the server adds to the reason, e.g. `limit`, `dependency`, `persisted_offset`. */
  metadata?: Readonly<Record<string, string>>;
  /** The fields that were refused. */
  violations?: readonly Violation[];
  /** How long the server asks to wait before the next try. */
  retryAfterMs?: number | undefined;
  cause?: unknown;
}

/** Why something did not work. */
export class ArtigridError extends Error {
  readonly reason: Reason;
  readonly origin: Origin;
  readonly metadata: Readonly<Record<string, string>>;
  readonly violations: readonly Violation[];
  readonly retryAfterMs: number | undefined;

  constructor(reason: Reason, message: string, facts: ErrorFacts) {
    super(message || reason, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.name = new.target.name;
    this.reason = reason;
    this.origin = facts.origin;
    this.metadata = facts.metadata ?? {};
    this.violations = facts.violations ?? [];
    this.retryAfterMs = facts.retryAfterMs;
  }

  /**
   * The same call may work later, unchanged. Whether it may be *repeated* is another question: its
   * first try may have had its effect.
   */
  get retryable(): boolean {
    return this instanceof UnavailableError;
  }
}

// Families.

/** There is no such thing, or no longer. */
export class NotFoundError extends ArtigridError {}
/** It was there and has expired. */
export class ExpiredError extends NotFoundError {}
/** The request cannot be right, whatever the state of the server. */
export class InvalidArgumentError extends ArtigridError {}
/** It collides with what somebody else did or does. */
export class ConflictError extends ArtigridError {}
/** Something is used up: room, a quota, a rate. */
export class ExhaustedError extends ArtigridError {}
/** It took too long. */
export class TimeoutError extends ArtigridError {}
/** The server, or what it depends on, is not there now; worth another try. */
export class UnavailableError extends ArtigridError {}

// One class per reason.

export class ChecksumMismatchError extends InvalidArgumentError {}
export class SizeMismatchError extends InvalidArgumentError {}
export class PageTokenInvalidError extends InvalidArgumentError {}
export class FilterInvalidError extends InvalidArgumentError {}
export class SizeLimitError extends InvalidArgumentError {}
export class RangeNotSatisfiableError extends InvalidArgumentError {}
export class UnauthenticatedError extends ArtigridError {}
export class AccessDeniedError extends ArtigridError {}
export class ArtifactNotFoundError extends NotFoundError {}
export class SessionNotFoundError extends NotFoundError {}
export class UploadNotFoundError extends NotFoundError {}
export class LinkNotFoundError extends NotFoundError {}
export class KeyNotFoundError extends NotFoundError {}
export class QuotaNotFoundError extends NotFoundError {}
export class ArtifactExpiredError extends ExpiredError {}
export class SessionExpiredError extends ExpiredError {}
export class VersionGoneError extends NotFoundError {}
export class AlreadyExistsError extends ConflictError {}
export class OffsetMismatchError extends ConflictError {}
export class UploadFencedError extends ConflictError {}
export class RequestInProgressError extends ConflictError {}
export class EtagMismatchError extends ConflictError {}
export class RequestIdReusedError extends ConflictError {}
export class WatchTokenExpiredError extends ArtigridError {}
export class QuotaExceededError extends ExhaustedError {}
export class StorageFullError extends ExhaustedError {}
export class RateLimitedError extends ExhaustedError {}
export class IdleTimeoutError extends TimeoutError {}
export class DeadlineError extends TimeoutError {}
export class BackendUnavailableError extends UnavailableError {}
export class DrainingError extends UnavailableError {}
export class DataCorruptError extends ArtigridError {}
export class UnimplementedError extends ArtigridError {}
export class CancelledError extends ArtigridError {}
export class InternalError extends ArtigridError {}
export class LocalError extends ArtigridError {}

type Kind = new (reason: Reason, message: string, facts: ErrorFacts) => ArtigridError;

const KINDS: Record<Reason, { kind: Kind; code: Code }> = {
  INVALID_ARGUMENT: { kind: InvalidArgumentError, code: Code.InvalidArgument },
  CHECKSUM_MISMATCH: { kind: ChecksumMismatchError, code: Code.InvalidArgument },
  SIZE_MISMATCH: { kind: SizeMismatchError, code: Code.InvalidArgument },
  PAGE_TOKEN_INVALID: { kind: PageTokenInvalidError, code: Code.InvalidArgument },
  FILTER_INVALID: { kind: FilterInvalidError, code: Code.InvalidArgument },
  SIZE_LIMIT: { kind: SizeLimitError, code: Code.InvalidArgument },
  UNAUTHENTICATED: { kind: UnauthenticatedError, code: Code.Unauthenticated },
  ACCESS_DENIED: { kind: AccessDeniedError, code: Code.PermissionDenied },
  ARTIFACT_NOT_FOUND: { kind: ArtifactNotFoundError, code: Code.NotFound },
  SESSION_NOT_FOUND: { kind: SessionNotFoundError, code: Code.NotFound },
  UPLOAD_NOT_FOUND: { kind: UploadNotFoundError, code: Code.NotFound },
  LINK_NOT_FOUND: { kind: LinkNotFoundError, code: Code.NotFound },
  KEY_NOT_FOUND: { kind: KeyNotFoundError, code: Code.NotFound },
  QUOTA_NOT_FOUND: { kind: QuotaNotFoundError, code: Code.NotFound },
  ARTIFACT_EXPIRED: { kind: ArtifactExpiredError, code: Code.NotFound },
  VERSION_GONE: { kind: VersionGoneError, code: Code.NotFound },
  ALREADY_EXISTS: { kind: AlreadyExistsError, code: Code.AlreadyExists },
  OFFSET_MISMATCH: { kind: OffsetMismatchError, code: Code.Aborted },
  UPLOAD_FENCED: { kind: UploadFencedError, code: Code.Aborted },
  REQUEST_IN_PROGRESS: { kind: RequestInProgressError, code: Code.Aborted },
  ETAG_MISMATCH: { kind: EtagMismatchError, code: Code.Aborted },
  SESSION_EXPIRED: { kind: SessionExpiredError, code: Code.FailedPrecondition },
  REQUEST_ID_REUSED: { kind: RequestIdReusedError, code: Code.FailedPrecondition },
  WATCH_TOKEN_EXPIRED: { kind: WatchTokenExpiredError, code: Code.FailedPrecondition },
  RANGE_NOT_SATISFIABLE: { kind: RangeNotSatisfiableError, code: Code.OutOfRange },
  QUOTA_EXCEEDED: { kind: QuotaExceededError, code: Code.ResourceExhausted },
  STORAGE_FULL: { kind: StorageFullError, code: Code.ResourceExhausted },
  RATE_LIMITED: { kind: RateLimitedError, code: Code.ResourceExhausted },
  IDLE_TIMEOUT: { kind: IdleTimeoutError, code: Code.DeadlineExceeded },
  DEADLINE: { kind: DeadlineError, code: Code.DeadlineExceeded },
  BACKEND_UNAVAILABLE: { kind: BackendUnavailableError, code: Code.Unavailable },
  DRAINING: { kind: DrainingError, code: Code.Unavailable },
  DATA_CORRUPT: { kind: DataCorruptError, code: Code.DataLoss },
  UNIMPLEMENTED: { kind: UnimplementedError, code: Code.Unimplemented },
  CANCELLED: { kind: CancelledError, code: Code.Canceled },
  INTERNAL: { kind: InternalError, code: Code.Internal },
  LOCAL: { kind: LocalError, code: Code.Unknown },
};

/** The gRPC code that belongs to a reason. */
export function codeOf(reason: Reason): Code {
  return KINDS[reason].code;
}

/** The error of a reason; one that this version does not know is INTERNAL, as the contract says. */
export function errorOf(reason: string, message: string, facts: ErrorFacts): ArtigridError {
  const known = (reason in KINDS ? reason : "INTERNAL") as Reason;
  return new KINDS[known].kind(known, message, facts);
}

/** An argument or setting that cannot be right. */
export function usage(message: string): ArtigridError {
  return errorOf("INVALID_ARGUMENT", message, { origin: "usage" });
}

/** The server's bytes do not fit its own words. */
export function corrupt(message: string): ArtigridError {
  return errorOf("DATA_CORRUPT", message, { origin: "content" });
}

/** A stream that ended or fell silent before it was whole; worth another try. */
export function broken(message: string, cause?: unknown): ArtigridError {
  return errorOf("BACKEND_UNAVAILABLE", message, { origin: "connection", cause });
}

/** A source that holds more or less than was declared. */
export function sizeMismatch(declared: number): ArtigridError {
  const message = `the content has not the ${declared} bytes that were declared`;
  return errorOf("SIZE_MISMATCH", message, { origin: "usage" });
}

/** A file or source that cannot be read or written. */
export function local(what: string, cause: unknown): ArtigridError {
  if (cause instanceof ArtigridError) return cause;
  const why = cause instanceof Error ? cause.message : String(cause);
  return errorOf("LOCAL", `${what}: ${why}`, { origin: "local", cause });
}
