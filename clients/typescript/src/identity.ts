/**
 * Who is calling, and the session that is kept.
 *
 * Identity travels as request metadata with every call, never in request fields. A client that names
 * no session keeps that of its first write to session scope, so that all its writes go to one place.
 * If that session belongs to a user, later writes name it in their spec, and reads still see all of
 * the user's sessions. An anonymous session is visible only to those who name it, so then every later
 * call does; and because two first writes at once would begin two of them, writes wait until the
 * first has told its session.
 */

import type { Interceptor } from "@connectrpc/connect";

import { usage } from "./errors.js";
import { Scope } from "./gen/artigrid/v1/resources_pb.js";

/**
 * A JWT or API key, or what gets one. It is asked before each call, so it should keep the token while
 * it is good; it is told the token that was refused, if one was, and then should get another.
 */
export type Token = string | ((refused?: string) => string | Promise<string>);

export interface IdentityOptions {
  /** The sandbox; the server's default when not named. */
  sandbox?: string | undefined;
  /** The user to act for. */
  user?: string | undefined;
  /** The session to act in. */
  session?: string | undefined;
  /** The role, where the server believes metadata. */
  role?: "user" | "service" | "admin" | "operator" | undefined;
  token?: Token | undefined;
}

/** A write's right to be the first; given back by `done`. */
export interface FirstWrite {
  done: () => void;
}

/** A write that need not be the first. */
const NOTHING: FirstWrite = { done: () => undefined };

/** A promise that is kept when `done` is called. */
function gate(): { promise: Promise<void>; done: () => void } {
  let done = NOTHING.done;
  const promise = new Promise<void>((resolve) => {
    done = resolve;
  });
  return { promise, done };
}

/** What an answer says of where something was written. */
export interface Written {
  scope: Scope;
  sessionId: string;
  userId: string;
}

export class Identity {
  readonly #options: IdentityOptions;
  /** Named with every call. */
  #named: string | undefined;
  /** Named by writes only. */
  #forWrites: string | undefined;
  #writing: Promise<void> = Promise.resolve();
  #sent: string | undefined;
  #refused: string | undefined;

  constructor(options: IdentityOptions) {
    this.#options = options;
    this.#named = options.session;
  }

  /** The session that is named or kept, if any yet. */
  get session(): string | undefined {
    return this.#named ?? this.#forWrites;
  }

  /** Somebody else with the same token; whoever is named here, no session is kept from before. */
  as(who: Omit<IdentityOptions, "token">): Identity {
    return new Identity({ ...this.#options, session: undefined, ...who });
  }

  /** Puts the identity on every request. */
  readonly interceptor: Interceptor = (next) => async (request) => {
    const { sandbox, user, role } = this.#options;
    const named = { sandbox, user, role, session: this.#named };
    for (const [key, value] of Object.entries(named)) {
      if (value) request.header.set(`artigrid-${key}`, encoded(value));
    }
    const token = await this.#token();
    if (token) request.header.set("authorization", `Bearer ${token}`);
    return next(request);
  };

  /** Notes that the token was refused; says whether another one can be had. */
  refused(): boolean {
    this.#refused = this.#sent;
    return typeof this.#options.token === "function";
  }

  /** Names the kept session in a write that names none, or waits for the right to be the first. */
  async beginWrite(spec: { scope: Scope; sessionId: string }, requestId: string): Promise<FirstWrite> {
    if (spec.scope !== Scope.SESSION || spec.sessionId !== "") return NOTHING;
    // A user has one automatic session, however many first writes there are at once.
    if (this.#options.user === undefined && this.session === undefined) {
      const turn = await this.#turn();
      if (!this.#keeps()) return turn;
      turn.done();
    }
    // What is named with every call need not be named here. What has a request id is said the second
    // time as it was the first time, when no session was kept yet; the server picks the user's own.
    if (this.#named === undefined && requestId === "") spec.sessionId = this.#forWrites ?? "";
    return NOTHING;
  }

  /** Keeps the session of an answer, if none is kept. */
  wrote(answer: Written | undefined): void {
    if (answer?.scope !== Scope.SESSION || answer.sessionId === "" || this.session !== undefined) return;
    if (answer.userId === "") this.#named = answer.sessionId;
    else this.#forWrites = answer.sessionId;
  }

  #keeps(): boolean {
    return this.session !== undefined;
  }

  /** Waits until those before are done. */
  async #turn(): Promise<FirstWrite> {
    const before = this.#writing;
    const { promise, done } = gate();
    this.#writing = promise;
    await before;
    return { done };
  }

  async #token(): Promise<string | undefined> {
    const { token } = this.#options;
    const refused = this.#refused;
    this.#refused = undefined;
    const found = typeof token === "function" ? await token(refused) : token;
    if (found && !/^[\x21-\x7e]+$/.test(found)) throw usage("the token has characters that no token has");
    this.#sent = found;
    return found;
  }
}

/** Percent-encoded, so that any text can be metadata. */
export function encoded(value: string): string {
  return encodeURIComponent(value).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}
