/** What all parts of a client share: the stubs, the identity, and how a call is made. */

import { type CallOptions as ConnectOptions, type Client, createClient, type Transport } from "@connectrpc/connect";
import type { DescService } from "@bufbuild/protobuf";

import { AdminService } from "./gen/artigrid/v1/admin_service_pb.js";
import { ArtifactService } from "./gen/artigrid/v1/artifact_service_pb.js";
import { SearchService } from "./gen/artigrid/v1/search_service_pb.js";
import { SessionService } from "./gen/artigrid/v1/session_service_pb.js";
import type { Identity } from "./identity.js";
import type { CallOptions } from "./options.js";
import { DEFAULT_RETRY, type Repeat, Retry, type RetryPolicy } from "./retry.js";
import type { Platform } from "./transfer/platform.js";

/** How a client behaves; everything has a default. */
export interface Behaviour {
  /** How long a call other than a transfer may take in all, each try by itself. Default 30 s. */
  timeoutMs?: number;
  /** How long a download may be silent before it is given up and picked up anew. Default 60 s. */
  streamIdleMs?: number;
  /** How calls that may be repeated are tried again. */
  retry?: Partial<RetryPolicy>;
  /** Content of at least this size is uploaded so that it can be picked up. Default 16 MiB. */
  resumableFrom?: number;
}

/** The one call that a retry makes. */
type Send<T> = (options: ConnectOptions) => Promise<T>;

export class Core {
  readonly artifacts: Client<typeof ArtifactService>;
  readonly sessions: Client<typeof SessionService>;
  readonly search: Client<typeof SearchService>;
  readonly admin: Client<typeof AdminService>;
  readonly retry: Retry;
  readonly timeoutMs: number;
  readonly streamIdleMs: number;
  readonly resumableFrom: number;

  constructor(
    readonly transport: Transport,
    readonly identity: Identity,
    readonly platform: Platform,
    behaviour: Behaviour,
  ) {
    this.artifacts = this.stub(ArtifactService);
    this.sessions = this.stub(SessionService);
    this.search = this.stub(SearchService);
    this.admin = this.stub(AdminService);
    this.retry = new Retry({ ...DEFAULT_RETRY, ...behaviour.retry }, () => identity.refused());
    this.timeoutMs = behaviour.timeoutMs ?? 30_000;
    this.streamIdleMs = behaviour.streamIdleMs ?? 60_000;
    this.resumableFrom = behaviour.resumableFrom ?? 16 * 1024 * 1024;
  }

  /** A generated stub under this client's identity. */
  stub<S extends DescService>(service: S): Client<S> {
    return createClient(service, this.transport);
  }

  /** A call with an answer of its own: identity, deadline, and tries as far as it may be repeated. */
  call<T>(repeat: Repeat, options: CallOptions | undefined, send: Send<T>): Promise<T> {
    const signal = options?.signal;
    const timeoutMs = options?.timeoutMs ?? this.timeoutMs;
    return this.retry.run(repeat, signal, () => send({ timeoutMs, ...(signal && { signal }) }));
  }
}
