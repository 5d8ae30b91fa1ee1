/** The client without its connection: what browsers and Node have in common. */

import type { Client as Stub, Interceptor, Transport } from "@connectrpc/connect";
import type { DescService } from "@bufbuild/protobuf";

import { Admin } from "./admin.js";
import { Artifacts } from "./artifacts.js";
import { type Behaviour, Core } from "./core.js";
import type { Identity, IdentityOptions } from "./identity.js";
import { Links } from "./links.js";
import { Search } from "./search.js";
import { Sessions } from "./sessions.js";
import type { Platform } from "./transfer/platform.js";
import { Urls } from "./urls.js";

/** Requests on one connection, by these interceptors. */
type MakeTransport = (interceptors: Interceptor[]) => Transport;

/** A connection to an Artigrid server under one identity. */
export class BaseClient {
  /** Artifacts: content and metadata. */
  readonly artifacts: Artifacts;
  /** Sessions. */
  readonly sessions: Sessions;
  /** Finding, counting and watching artifacts. */
  readonly search: Search;
  /** Signed URLs. */
  readonly urls: Urls;
  /** Share links. */
  readonly links: Links;
  /** What the server can do, and looking after it. */
  readonly admin: Admin;
  readonly #core: Core;

  readonly #transport: MakeTransport;
  readonly #behaviour: Behaviour;

  constructor(transport: MakeTransport, identity: Identity, platform: Platform, behaviour: Behaviour) {
    const core = new Core(transport([identity.interceptor]), identity, platform, behaviour);
    this.#transport = transport;
    this.#behaviour = behaviour;
    this.#core = core;
    this.artifacts = new Artifacts(core);
    this.sessions = new Sessions(core);
    this.search = new Search(core);
    this.urls = new Urls(core);
    this.links = new Links(core);
    this.admin = new Admin(core);
  }

  /** The session that this client names or keeps, if any yet. */
  get session(): string | undefined {
    return this.#core.identity.session;
  }

  /** The same connection for somebody else, where the role allows it; it ends with this client's. */
  actingFor(who: Omit<IdentityOptions, "token">): BaseClient {
    const { identity, platform } = this.#core;
    return new BaseClient(this.#transport, identity.as(who), platform, this.#behaviour);
  }

  /** A generated stub (`@artigrid/client/raw`) under this client's identity. Its types are not stable. */
  raw<S extends DescService>(service: S): Stub<S> {
    return this.#core.stub(service);
  }
}
