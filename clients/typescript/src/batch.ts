/**
 * Many small artifacts in few round trips.
 *
 * A message takes 100 items and 3 MiB each way; more is cut into as many messages as it takes, one
 * after the other. One bad item does not lose the others. If a message itself fails, its items and
 * those behind it fail with its error, and what was done before stands.
 */

import { type ReadContent, contentFrom } from "./artifacts.js";
import type { Core } from "./core.js";
import { type ArtigridError, corrupt, SizeLimitError, usage } from "./errors.js";
import { type Failure, Scope } from "./gen/artigrid/v1/resources_pb.js";
import { type Artifact, artifactFrom, bigTo } from "./model.js";
import { type CallOptions, type MutationOptions, type NewArtifact, type Range, rangeTo, specTo } from "./options.js";
import { byRequestId } from "./retry.js";
import { errorFrom, errorFromFailure } from "./status.js";

const MAX_ITEMS = 100;
const MAX_BYTES = 3 * 1024 * 1024;

/** What became of one item, as `Promise.allSettled` has it. */
export type Outcome<T> = { status: "fulfilled"; value: T } | { status: "rejected"; reason: ArtigridError };

/** A new artifact of a batch. */
export interface BatchItem extends NewArtifact {
  data: Uint8Array;
}

/** An artifact to read in a batch. */
export interface ReadItem {
  id: string;
  version?: number;
  range?: Range;
}

export async function createMany(
  core: Core,
  items: readonly BatchItem[],
  options: MutationOptions,
): Promise<Outcome<Artifact>[]> {
  const outcomes: Outcome<Artifact>[] = [];
  for (const [number, batch] of [...batches(items, ({ data }) => data.length)].entries()) {
    const requestId = nthRequestId(options.requestId, number);
    const specs = batch.map(({ data, ...spec }) => ({ data, spec: specTo(spec) }));
    const homeless = specs.map(({ spec }) => spec).filter((spec) => spec.scope === Scope.SESSION && !spec.sessionId);
    const [first, ...others] = homeless;
    const write = first && (await core.identity.beginWrite(first, requestId));
    for (const spec of others) spec.sessionId = first?.sessionId ?? "";
    const request = {
      requestId,
      items: specs.map(({ data, spec }) => ({ data, spec, digests: { crc32c: core.platform.crc32c(data) } })),
    };
    try {
      const { items: answers } = await core.call(byRequestId(requestId), options, (how) =>
        core.artifacts.batchCreateArtifacts(request, how),
      );
      complete(batch, answers);
      for (const { outcome } of answers) {
        if (outcome.case === "artifact") {
          core.identity.wrote(outcome.value);
          outcomes.push(fulfilled(artifactFrom(outcome.value)));
        } else {
          outcomes.push(failed(outcome.value));
        }
      }
    } catch (thrown) {
      return rejectRest(outcomes, items.length, thrown, options);
    } finally {
      write?.done();
    }
  }
  return outcomes;
}

export async function readMany(
  core: Core,
  items: readonly ReadItem[],
  options: CallOptions,
): Promise<Outcome<ReadContent>[]> {
  const outcomes = new Map<number, Outcome<ReadContent>>();
  let left = items.map((item, at) => ({ item, at }));
  while (left.length > 0) {
    const asked = left.slice(0, MAX_ITEMS);
    const again: typeof left = [];
    try {
      const request = { items: asked.map(({ item }) => readItemTo(item)) };
      const { items: answers } = await core.call("safe", options, (how) =>
        core.artifacts.batchReadArtifacts(request, how),
      );
      complete(asked, answers);
      const some = answers.some(({ outcome }) => outcome.case === "content" && outcome.value.data.length > 0);
      for (const [index, { outcome }] of answers.entries()) {
        const one = asked[index];
        if (one === undefined) continue;
        const found: Outcome<ReadContent> =
          outcome.case === "content" ? fulfilled(contentFrom(core, outcome.value)) : failed(outcome.value);
        // What did not fit beside the others is asked for again, as long as others make room.
        const crowded = found.status === "rejected" && found.reason instanceof SizeLimitError && some;
        if (crowded) again.push(one);
        else outcomes.set(one.at, found);
      }
    } catch (thrown) {
      const error = errorFrom(thrown, options.signal);
      return items.map((_, at) => outcomes.get(at) ?? { status: "rejected", reason: error });
    }
    left = [...again, ...left.slice(MAX_ITEMS)];
  }
  return items.flatMap((_, at) => outcomes.get(at) ?? []);
}

export async function deleteMany(
  core: Core,
  items: readonly { id: string; etag?: string }[],
  options: MutationOptions,
): Promise<Outcome<undefined>[]> {
  const outcomes: Outcome<undefined>[] = [];
  for (const [number, batch] of [...batches(items, () => 0)].entries()) {
    const requestId = nthRequestId(options.requestId, number);
    const request = { requestId, items: batch.map(({ id, etag = "" }) => ({ artifactId: id, etag })) };
    try {
      const { items: answers } = await core.call(byRequestId(requestId), options, (how) =>
        core.artifacts.batchDeleteArtifacts(request, how),
      );
      complete(batch, answers);
      for (const { failure } of answers) outcomes.push(failure ? failed(failure) : fulfilled(undefined));
    } catch (thrown) {
      return rejectRest(outcomes, items.length, thrown, options);
    }
  }
  return outcomes;
}

/** Cut so that each part fits a message. An item too large for any goes alone, to be refused. */
function* batches<T>(items: readonly T[], sizeOf: (item: T) => number): Generator<T[], void> {
  let batch: T[] = [];
  let bytes = 0;
  for (const item of items) {
    const size = sizeOf(item);
    if (batch.length === MAX_ITEMS || (batch.length > 0 && bytes + size > MAX_BYTES)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(item);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

/** The request id of the n-th message of one call: the same each time, another for each message. */
export function nthRequestId(requestId: string | undefined, n: number): string {
  if (!requestId || n === 0) return requestId ?? "";
  if (!/^[0-9a-f-]*[0-9a-f]{8}$/i.test(requestId)) throw usage("a request id is a UUID");
  const last = Number.parseInt(requestId.slice(-8), 16) ^ n;
  return requestId.slice(0, -8) + (last >>> 0).toString(16).padStart(8, "0");
}

function readItemTo({ id, version = 0, range }: ReadItem) {
  return { artifactId: id, version: bigTo(version, "version"), ...(range && { range: rangeTo(range) }) };
}

function fulfilled<T>(value: T): Outcome<T> {
  return { status: "fulfilled", value };
}

function failed<T>(failure: Failure | undefined): Outcome<T> {
  if (failure === undefined) throw corrupt("an item without an outcome");
  return { status: "rejected", reason: errorFromFailure(failure) };
}

function complete(asked: readonly unknown[], answered: readonly unknown[]): void {
  if (asked.length !== answered.length) {
    throw corrupt(`${answered.length} outcomes for ${asked.length} items`);
  }
}

function rejectRest<T>(
  outcomes: Outcome<T>[],
  count: number,
  thrown: unknown,
  options: CallOptions,
): Outcome<T>[] {
  const reason = errorFrom(thrown, options.signal);
  return Array.from({ length: count }, (_, at) => outcomes[at] ?? { status: "rejected", reason });
}
