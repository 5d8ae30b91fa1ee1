/**
 * The TypeScript SDK of Artigrid, for Node: artifacts in and out, by one connection and one identity.
 *
 * | module | knows |
 * |---|---|
 * | `index`, `web` | the two places to run in: Node over gRPC, browsers over gRPC-Web |
 * | `connection`, `identity` | where the server is, who is calling, which session is kept |
 * | `artifacts`, `batch`, `sessions`, `search`, `urls`, `links`, `admin` | one method per call |
 * | `transfer/` | streams, chunks, digests, picking up; nothing of metadata |
 * | `retry` | what is tried again, and when |
 * | `errors`, `status` | the errors, by the contract's reasons, and how they are read off the wire |
 * | `model`, `options` | answers and arguments; the wire's types stay inside |
 * | `grid` | grid keys |
 * | `raw` | the generated stubs |
 */

import { BaseClient } from "./client.js";
import { type Connection, connect, type ConnectionOptions } from "./connection.js";
import type { Behaviour } from "./core.js";
import { Identity, type IdentityOptions } from "./identity.js";
import { node } from "./transfer/node.js";

export * from "./public.js";
export type { ConnectionOptions } from "./connection.js";

/** Where the server is, who is calling, and how the client behaves. Everything has a default. */
export interface ClientOptions extends ConnectionOptions, IdentityOptions, Behaviour {}

/** A connection to an Artigrid server under one identity. It is opened with the first call. */
export class Client extends BaseClient {
  readonly #connection: Connection;

  constructor(options: ClientOptions = {}) {
    const identity = new Identity(options);
    const connection = connect(options);
    super(connection.transport, identity, node, options);
    this.#connection = connection;
  }

  /** A client as `ARTIGRID_ADDR`, `_SANDBOX`, `_USER`, `_SESSION`, `_ROLE` and `_TOKEN` say; options win. */
  static fromEnv(options: ClientOptions = {}): Client {
    // Empty is as good as unset.
    const variable = (name: string) => {
      const value = process.env[`ARTIGRID_${name}`];
      return value === "" ? undefined : value;
    };
    return new Client({
      address: variable("ADDR"),
      sandbox: variable("SANDBOX"),
      user: variable("USER"),
      session: variable("SESSION"),
      role: variable("ROLE") as IdentityOptions["role"],
      token: variable("TOKEN"),
      ...options,
    });
  }

  /** Waits until the server is reached; only needed to know early. */
  async connect(): Promise<void> {
    await this.#connection.reach();
  }

  /** Ends the connection, and calls that are under way. */
  close(): void {
    this.#connection.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}
