/** Sessions: begun, looked at, renewed, ended. */

import type { Core } from "./core.js";
import { MetaMode } from "./gen/artigrid/v1/resources_pb.js";
import { durationTo, type Json, type Meta, metaTo, type Session, sessionFrom } from "./model.js";
import type { CallOptions, ChangeOptions, MutationOptions } from "./options.js";
import { Paged, pageOf } from "./paged.js";
import { byRequestId } from "./retry.js";

/** What a new session shall be. Everything may be left out; its user is the client's. */
export interface NewSession {
  /** The id wanted. Default: the server makes one. */
  id?: string;
  meta?: Meta;
  /** How long it shall live. Default: the server's. */
  ttlSeconds?: number;
}

export class Sessions {
  constructor(private readonly core: Core) {}

  /** Begins a session. The client does not act in it by that: its option `session` does. */
  async create(options: NewSession & MutationOptions = {}): Promise<Session> {
    const { id = "", meta, ttlSeconds, requestId = "" } = options;
    const request = {
      sessionId: id,
      metaJson: metaTo(meta),
      ...(ttlSeconds !== undefined && { ttl: durationTo(ttlSeconds) }),
      requestId,
    };
    const answer = await this.core.call(byRequestId(requestId), options, (how) =>
      this.core.sessions.createSession(request, how),
    );
    return sessionFrom(answer.session);
  }

  /** Reads a session. */
  async get(id: string, options?: CallOptions): Promise<Session> {
    const request = { sessionId: id };
    const answer = await this.core.call("safe", options, (how) => this.core.sessions.getSession(request, how));
    return sessionFrom(answer.session);
  }

  /** The session if it is live and the client may use it, else none. */
  async validate(id: string, options?: CallOptions): Promise<Session | undefined> {
    const request = { sessionId: id };
    const answer = await this.core.call("safe", options, (how) => this.core.sessions.validateSession(request, how));
    return answer.valid ? sessionFrom(answer.session) : undefined;
  }

  /** Lets a session live so long from now; without a ttl, as long as the server's default. */
  async renew(id: string, options: MutationOptions & { ttlSeconds?: number } = {}): Promise<Session> {
    const { ttlSeconds, requestId = "" } = options;
    const lifetime = ttlSeconds === undefined ? undefined : ({ case: "ttl", value: durationTo(ttlSeconds) } as const);
    const request = { sessionId: id, requestId, ...(lifetime && { lifetime }) };
    // So long from now, said twice, is so long from now.
    const answer = await this.core.call("safe", options, (how) => this.core.sessions.renewSession(request, how));
    return sessionFrom(answer.session);
  }

  /** Lets a session live so much longer than planned. */
  async extend(id: string, bySeconds: number, options: MutationOptions = {}): Promise<Session> {
    const { requestId = "" } = options;
    const lifetime = { case: "extendBy", value: durationTo(bySeconds) } as const;
    const request = { sessionId: id, requestId, lifetime };
    const answer = await this.core.call(byRequestId(requestId), options, (how) =>
      this.core.sessions.renewSession(request, how),
    );
    return sessionFrom(answer.session);
  }

  /** Puts metadata in place of what is there. */
  replaceMeta(id: string, meta: Meta, options: ChangeOptions = {}): Promise<Session> {
    return this.#changeMeta(id, meta, MetaMode.REPLACE, options);
  }

  /** Merges a patch (RFC 7396) into the metadata: null removes a key. */
  mergeMeta(id: string, patch: Json, options: ChangeOptions = {}): Promise<Session> {
    return this.#changeMeta(id, patch, MetaMode.MERGE, options);
  }

  /** Ends a session; its artifacts go with it. */
  async delete(id: string, options: ChangeOptions = {}): Promise<void> {
    const { etag = "", requestId = "" } = options;
    const request = { sessionId: id, etag, requestId };
    await this.core.call(byRequestId(requestId), options, (how) => this.core.sessions.deleteSession(request, how));
  }

  /** The live sessions that the client may use, newest first; perhaps of one user only. */
  list(query: { owner?: string; pageSize?: number } = {}, options?: CallOptions): Paged<Session> {
    const request = { owner: query.owner ?? "", pageSize: query.pageSize ?? 0 };
    return new Paged(async (pageToken) => {
      const answer = await this.core.call("safe", options, (how) =>
        this.core.sessions.listSessions({ ...request, pageToken }, how),
      );
      return pageOf(answer.sessions.map(sessionFrom), answer.nextPageToken);
    });
  }

  async #changeMeta(id: string, meta: Json, metaMode: MetaMode, options: ChangeOptions): Promise<Session> {
    const { etag = "", requestId = "" } = options;
    const updateMask = { paths: ["meta_json"] };
    const request = { sessionId: id, etag, requestId, metaJson: metaTo(meta), updateMask, metaMode };
    const answer = await this.core.call(byRequestId(requestId), options, (how) =>
      this.core.sessions.updateSession(request, how),
    );
    return sessionFrom(answer.session);
  }
}
