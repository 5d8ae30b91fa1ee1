/**
 * The SDK for browsers, over gRPC-Web: the same client but for paths.
 *
 * A browser's request cannot be a stream, so what is not small goes up piece by piece
 * (`AppendUpload`), and is picked up after a break like everywhere. The other way is
 * `urls.uploadAndRegister`, which sends a Blob to signed URLs. Content comes down as a stream.
 */

import type { Interceptor } from "@connectrpc/connect";
import { createGrpcWebTransport } from "@connectrpc/connect-web";

import { BaseClient } from "./client.js";
import type { Behaviour } from "./core.js";
import { Identity, type IdentityOptions } from "./identity.js";
import { browser } from "./transfer/browser.js";

export * from "./public.js";

/** Where the server is, who is calling, and how the client behaves. */
export interface WebClientOptions extends IdentityOptions, Behaviour {
  /** The server's origin, `https://host:port`. */
  address: string;
  /** Instead of the browser's own `fetch`. */
  fetch?: typeof globalThis.fetch;
}

/** A client of an Artigrid server under one identity. */
export class Client extends BaseClient {
  constructor(options: WebClientOptions) {
    const identity = new Identity(options);
    const { address: baseUrl, fetch } = options;
    const transport = (interceptors: Interceptor[]) =>
      createGrpcWebTransport({ baseUrl, interceptors, ...(fetch && { fetch }) });
    super(transport, identity, browser, options);
  }
}
