/**
 * Content to the server, by the way that fits it.
 *
 * | content | way |
 * |---|---|
 * | small | one message: `CreateArtifact`, or `UpdateArtifact` for new content |
 * | large (`resumableFrom`), or `resumable: true` | `StartUpload`; picked up after a break |
 * | else | one stream; a break leaves nothing, and it is yours to send again |
 *
 * Content of unknown length that is not small goes by one stream unless `resumable` is set. Where
 * requests cannot be streams (browsers) what is not small is always resumable.
 */

import { sizeMismatch } from "../errors.js";
import type { Core } from "../core.js";
import type { Written } from "../identity.js";
import { type Artifact, artifactFrom, bigTo, type Digests, digestsTo } from "../model.js";
import { changesTo, type Goal, replacementTo, specTo, type Target, type TransferOptions } from "../options.js";
import { byRequestId } from "../retry.js";
import { Feed, Hashing } from "./feed.js";
import { uploadResumable } from "./resumable.js";
import { Content, type Source } from "./source.js";

/**
 * Content up to this size goes in one message: a quarter of what the server takes so, since a stream
 * costs little more from here on and holds less memory at once.
 */
const SMALL = 256 * 1024;

/** What an upload takes beside its goal. */
export interface UploadTransfer extends TransferOptions {
  /** Size of a stream or iterable, if known: the server reserves room and refuses early. */
  size?: number | undefined;
  /** Digests that the content must have. */
  digests?: Digests | undefined;
  /** Whether a break shall be survived. Default: when the content is large. */
  resumable?: boolean | undefined;
  /** A file that remembers the upload, so that another process can go on with it. */
  stateFile?: string | undefined;
}

export async function upload(core: Core, goal: Goal, source: Source, options: UploadTransfer): Promise<Artifact> {
  const content = await Content.of(core.platform, source, options.size);
  try {
    const { small, whole } = await weigh(content);
    if (small) return await sendSmall(core, goal, small, options);
    const large = content.size !== undefined && content.size >= core.resumableFrom;
    const resumable = options.resumable ?? (large || options.stateFile !== undefined);
    if (resumable || !core.platform.streamsUp) return await uploadResumable(core, goal, whole, options);
    return await sendStream(core, goal, whole, options);
  } finally {
    content.close();
  }
}

/** Content that is at hand, in one message. */
export async function sendSmall(core: Core, goal: Goal, data: Uint8Array, options: UploadTransfer): Promise<Artifact> {
  options.onProgress?.({ done: 0, total: data.length });
  const sha256 = core.platform.sha256();
  sha256.update(data);
  const digests = {
    crc32c: core.platform.crc32c(data),
    sha256: sha256.digest(),
    ...digestsTo(options.digests ?? {}),
  };
  const { requestId } = goal;
  const repeat = byRequestId(requestId);
  const answer =
    goal.kind === "replace"
      ? await core.call(repeat, options, (how) => {
          const { artifactId, etag } = goal;
          const request = { artifactId, etag, ...changesTo(goal.changes), data, digests, requestId };
          return core.artifacts.updateArtifact(request, how);
        })
      : await creating(core, goal, (spec) =>
          core.call(repeat, options, (how) =>
            core.artifacts.createArtifact({ spec, data, digests, requestId }, how),
          ),
        );
  options.onProgress?.({ done: data.length, total: data.length });
  return artifactFrom(answer.artifact);
}

/** Makes something new under a spec that names the kept session, and keeps the session it went into. */
export async function creating<T extends { artifact?: Written | undefined }>(
  core: Core,
  goal: Extract<Goal, { kind: "create" }>,
  send: (spec: ReturnType<typeof specTo>) => Promise<T>,
): Promise<T> {
  const spec = specTo(goal.spec);
  const first = await core.identity.beginWrite(spec, goal.requestId);
  try {
    const answer = await send(spec);
    core.identity.wrote(answer.artifact);
    return answer;
  } finally {
    first.done();
  }
}

/** Small content whole, or content as it was. */
async function weigh(content: Content): Promise<{ small?: Uint8Array; whole: Content }> {
  if (content.size !== undefined && content.size > SMALL) return { whole: content };
  const chunks = content.chunks(0, SMALL);
  const first = await chunks.next();
  if (first.done) return { small: new Uint8Array(), whole: content };
  const second = await chunks.next();
  if (second.done) return { small: first.value, whole: content };
  if (content.size !== undefined) throw sizeMismatch(content.size);
  if (content.rewindable) return { whole: content };
  // It passes by once: what was taken is put before the rest.
  const rest = (async function* () {
    yield first.value;
    yield second.value;
    yield* chunks;
  })();
  return { whole: new Content(undefined, false, () => rest) };
}

async function sendStream(core: Core, goal: Goal, content: Content, options: UploadTransfer): Promise<Artifact> {
  const send = (target: Target) => {
    const spec = { target, ...declared(content, options), requestId: goal.requestId };
    const start = { case: "spec", value: spec } as const;
    return new Feed(core, content, new Hashing(core.platform), options).send(start, 0);
  };
  const answer =
    goal.kind === "replace"
      ? await send(replacementTo(goal))
      : await creating(core, goal, (value) => send({ case: "create", value }));
  return artifactFrom(answer.artifact);
}

/** What is known of content beforehand. */
export function declared(content: Content, { digests }: UploadTransfer) {
  return {
    ...(content.size !== undefined && { size: bigTo(content.size, "size") }),
    ...(digests && { digests: digestsTo(digests) }),
  };
}
