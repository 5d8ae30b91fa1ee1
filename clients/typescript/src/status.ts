/**
 * From what a transport throws to the errors of this package; the only place that knows statuses.
 *
 * Only a server writes `grpc-status`. An error without one is the transport's own account of a
 * connection, and then the code it guesses (a reset may be "cancelled" or "aborted") says nothing
 * about the call: it is told as a broken connection.
 */

import { Code, ConnectError } from "@connectrpc/connect";

import { ArtigridError, broken, errorOf, type Reason } from "./errors.js";
import { ErrorReason } from "./gen/artigrid/v1/errors_pb.js";
import type { Failure } from "./gen/artigrid/v1/resources_pb.js";
import { BadRequestSchema, ErrorInfoSchema, RetryInfoSchema } from "./gen/google/rpc/error_details_pb.js";

/** Domain of our reasons; an ErrorInfo of another domain is a proxy's. */
const DOMAIN = "artigrid.dev";

/** What a proxy or an old server means by a status that names no reason. */
const REASON_OF_CODE: Partial<Record<Code, Reason>> = {
  [Code.InvalidArgument]: "INVALID_ARGUMENT",
  [Code.OutOfRange]: "SIZE_LIMIT",
  [Code.Unauthenticated]: "UNAUTHENTICATED",
  [Code.PermissionDenied]: "ACCESS_DENIED",
  [Code.DeadlineExceeded]: "DEADLINE",
  [Code.ResourceExhausted]: "RATE_LIMITED",
  [Code.Unavailable]: "BACKEND_UNAVAILABLE",
  [Code.DataLoss]: "DATA_CORRUPT",
  [Code.Unimplemented]: "UNIMPLEMENTED",
  [Code.Canceled]: "CANCELLED",
  [Code.AlreadyExists]: "ALREADY_EXISTS",
};

/** Codes that a transport without a server's word uses for a connection that is not what it was. */
const BROKEN = new Set([Code.Unavailable, Code.Canceled, Code.Aborted, Code.Internal, Code.Unknown]);

/** Whatever was thrown by a call, as an error of this package. `signal` is the caller's. */
export function errorFrom(thrown: unknown, signal?: AbortSignal): ArtigridError {
  if (thrown instanceof ArtigridError) return thrown;
  if (signal?.aborted) {
    return errorOf("CANCELLED", "the call was aborted", { origin: "usage", cause: signal.reason });
  }
  const error = ConnectError.from(thrown);
  const info = error.findDetails(ErrorInfoSchema).find((info) => info.domain === DOMAIN);
  if (info === undefined && !error.metadata.has("grpc-status")) return fromTransport(error);
  const reason = info?.reason ?? REASON_OF_CODE[error.code] ?? "INTERNAL";
  return errorOf(reason, error.rawMessage, {
    origin: "server",
    metadata: info?.metadata ?? {},
    violations: error.findDetails(BadRequestSchema).flatMap((bad) =>
      bad.fieldViolations.map(({ field, description }) => ({ field, description })),
    ),
    retryAfterMs: retryAfter(error),
    cause: error,
  });
}

/** Why one item of a batch failed. */
export function errorFromFailure(failure: Failure): ArtigridError {
  const reason = ErrorReason[failure.reason];
  return errorOf(reason, failure.message, { origin: "server", metadata: failure.metadata });
}

function fromTransport(error: ConnectError): ArtigridError {
  if (error.code === Code.DeadlineExceeded) {
    return errorOf("DEADLINE", "no answer within the deadline", { origin: "connection", cause: error });
  }
  if (BROKEN.has(error.code)) return broken(`the server cannot be reached: ${error.rawMessage}`, error);
  const reason = REASON_OF_CODE[error.code] ?? "INTERNAL";
  return errorOf(reason, error.rawMessage, { origin: "connection", cause: error });
}

function retryAfter(error: ConnectError): number | undefined {
  const delay = error.findDetails(RetryInfoSchema)[0]?.retryDelay;
  return delay === undefined ? undefined : Number(delay.seconds) * 1000 + delay.nanos / 1e6;
}
