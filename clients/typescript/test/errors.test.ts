import assert from "node:assert/strict";
import { test } from "node:test";

import { Code, ConnectError } from "@connectrpc/connect";

import * as sdk from "../src/index.js";
import { errorOf } from "../src/errors.js";
import { ErrorReason } from "../src/raw.js";
import { ErrorInfoSchema, RetryInfoSchema } from "../src/gen/google/rpc/error_details_pb.js";
import { wait } from "../src/retry.js";
import { errorFrom } from "../src/status.js";

function said(reason: string, code: Code, domain = "artigrid.dev"): ConnectError {
  return new ConnectError("words", code, { "grpc-status": String(code) }, [
    { desc: ErrorInfoSchema, value: { reason, domain, metadata: { limit: "7" } } },
    { desc: RetryInfoSchema, value: { retryDelay: { seconds: 1n, nanos: 500_000_000 } } },
  ]);
}

test("each_reason_has_a_class_of_its_own_that_is_exported", () => {
  const reasons = Object.values(ErrorReason).filter((name) => typeof name === "string" && name !== "UNSPECIFIED");
  assert.ok(reasons.length > 30);
  const exported = Object.values(sdk) as unknown[];
  const kinds = reasons.map((reason) => errorOf(String(reason), "", { origin: "server" }).constructor);
  for (const [at, kind] of kinds.entries()) assert.ok(exported.includes(kind), String(reasons[at]));
  assert.equal(new Set(kinds).size, reasons.length);
});

test("what_the_server_says_is_kept", () => {
  const error = errorFrom(said("SIZE_LIMIT", Code.InvalidArgument));
  assert.ok(error instanceof sdk.SizeLimitError && error instanceof sdk.InvalidArgumentError);
  assert.deepEqual({ ...error.metadata }, { limit: "7" });
  assert.equal(error.retryAfterMs, 1500);
  assert.equal(error.origin, "server");
  assert.equal(error.name, "SizeLimitError");
});

test("expired_is_a_kind_of_not_found", () => {
  for (const reason of ["ARTIFACT_EXPIRED", "SESSION_EXPIRED"]) {
    const error = errorOf(reason, "", { origin: "server" });
    assert.ok(error instanceof sdk.ExpiredError && error instanceof sdk.NotFoundError);
  }
});

test("a_reason_of_a_newer_server_is_internal", () => {
  assert.ok(errorFrom(said("SOMETHING_NEW", Code.Aborted)) instanceof sdk.InternalError);
});

test("a_proxy_is_understood_by_its_code", () => {
  const denied = errorFrom(said("WHATEVER", Code.PermissionDenied, "proxy.example"));
  assert.ok(denied instanceof sdk.AccessDeniedError);
});

test("a_connection_that_breaks_is_unavailable_whatever_the_transport_calls_it", () => {
  for (const code of [Code.Unavailable, Code.Aborted, Code.Canceled, Code.Internal, Code.Unknown]) {
    const error = errorFrom(new ConnectError("reset", code));
    assert.ok(error instanceof sdk.BackendUnavailableError && error.retryable, Code[code]);
    assert.equal(error.origin, "connection");
  }
  assert.ok(errorFrom(new ConnectError("late", Code.DeadlineExceeded)) instanceof sdk.DeadlineError);
});

test("waits_grow_are_jittered_and_bounded", () => {
  const policy = { attempts: 5, firstWaitMs: 200, longestWaitMs: 5000 };
  for (let tried = 1; tried < 40; tried += 1) {
    const full = Math.min(200 * 2 ** (tried - 1), 5000);
    const found = wait(policy, tried);
    assert.ok(found >= full / 2 && found <= full, `try ${tried}: ${found} of ${full}`);
  }
  assert.equal(wait(policy, 1, 3000), 3000);
  assert.equal(wait(policy, 1, 900_000), 5000);
});
