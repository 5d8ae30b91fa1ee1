/** What the server can do, and figures of it. The rest of looking after it is on the command line and the raw stub. */

import type { Core } from "./core.js";
import { corrupt } from "./errors.js";
import { Feature, Role } from "./gen/artigrid/v1/admin_service_pb.js";
import { numberFrom, type Scope, scopeFrom, secondsFrom } from "./model.js";
import type { CallOptions } from "./options.js";

/** What a server is and takes the client for. */
export interface Capabilities {
  serverVersion: string;
  /** In lower case with underscores, e.g. `resumable_upload`. */
  features: string[];
  sandbox: string;
  role: "user" | "service" | "admin" | "operator";
  user?: string;
  session?: string;
  limits: {
    maxArtifactSize: number;
    maxInlineSize: number;
    maxChunkSize: number;
    maxBatchItems: number;
    maxBatchSize: number;
    maxPageSize: number;
    maxMetaSize: number;
    defaultArtifactTtlSeconds: number;
    defaultSessionTtlSeconds: number;
    /** Absent: none. */
    maxTtlSeconds?: number;
  };
}

/** Figures of a sandbox, or of the whole server. */
export interface Stats {
  artifacts: number;
  bytes: number;
  sessions: number;
  uploads: number;
  scopes: { scope: Scope; artifacts: number; bytes: number }[];
  stores: { store: string; provider: string; artifacts: number; bytes: number; garbageBytes: number }[];
}

const ROLES = {
  [Role.USER]: "user",
  [Role.SERVICE]: "service",
  [Role.ADMIN]: "admin",
  [Role.OPERATOR]: "operator",
} as const;

export class Admin {
  constructor(private readonly core: Core) {}

  /** Limits, features, and who the server takes the client for. For every caller. */
  async capabilities(options?: CallOptions): Promise<Capabilities> {
    const answer = await this.core.call("safe", options, (how) => this.core.admin.getCapabilities({}, how));
    const { limits, role } = answer;
    if (limits === undefined || role === Role.UNSPECIFIED) throw corrupt("the answer has no limits or no role");
    return {
      serverVersion: answer.serverVersion,
      // A feature of a newer server is a number without a name here.
      features: answer.features.filter((feature) => feature in Feature).map((feature) => Feature[feature].toLowerCase()),
      sandbox: answer.sandboxId,
      role: ROLES[role],
      ...(answer.userId && { user: answer.userId }),
      ...(answer.sessionId && { session: answer.sessionId }),
      limits: {
        maxArtifactSize: Number(limits.maxArtifactSize),
        maxInlineSize: numberFrom(limits.maxInlineSize, "max_inline_size"),
        maxChunkSize: numberFrom(limits.maxChunkSize, "max_chunk_size"),
        maxBatchItems: limits.maxBatchItems,
        maxBatchSize: numberFrom(limits.maxBatchSize, "max_batch_size"),
        maxPageSize: limits.maxPageSize,
        maxMetaSize: limits.maxMetaSize,
        defaultArtifactTtlSeconds: secondsFrom(limits.defaultArtifactTtl),
        defaultSessionTtlSeconds: secondsFrom(limits.defaultSessionTtl),
        ...(limits.maxTtl && { maxTtlSeconds: secondsFrom(limits.maxTtl) }),
      },
    };
  }

  /** Figures of the client's sandbox; an operator may name one, or none for the whole server. */
  async stats(sandboxId = "", options?: CallOptions): Promise<Stats> {
    const answer = await this.core.call("safe", options, (how) => this.core.admin.getStats({ sandboxId }, how));
    return {
      artifacts: numberFrom(answer.artifacts, "artifacts"),
      bytes: numberFrom(answer.bytes, "bytes"),
      sessions: numberFrom(answer.sessions, "sessions"),
      uploads: numberFrom(answer.uploads, "uploads"),
      scopes: answer.scopes.map(({ scope, artifacts, bytes }) => ({
        scope: scopeFrom(scope),
        artifacts: numberFrom(artifacts, "artifacts"),
        bytes: numberFrom(bytes, "bytes"),
      })),
      stores: answer.stores.map(({ store, provider, artifacts, bytes, garbageBytes }) => ({
        store,
        provider,
        artifacts: numberFrom(artifacts, "artifacts"),
        bytes: numberFrom(bytes, "bytes"),
        garbageBytes: numberFrom(garbageBytes, "garbage_bytes"),
      })),
    };
  }
}
