/**
 * Finding the server: its address, and one HTTP/2 connection to it.
 *
 * The connection is opened with the first call and again when it breaks. An idle one does not keep
 * the process alive.
 */

import type { ClientHttp2Session, Http2Session } from "node:http2";
import { isIP } from "node:net";
import type { SecureContextOptions } from "node:tls";

import type { Interceptor, Transport } from "@connectrpc/connect";
import { createGrpcTransport, Http2SessionManager } from "@connectrpc/connect-node";

import { broken, usage } from "./errors.js";

/** Where a server listens unless told otherwise. */
const DEFAULT_ADDRESS = "127.0.0.1:50051";
/** HTTP/2 windows. The protocol's 64 KiB would hold a transfer to one window per round trip. */
const STREAM_WINDOW = 8 * 1024 * 1024;
const CONNECTION_WINDOW = 16 * 1024 * 1024;
/** With the default of 16 KiB a frame, downloads are slower. */
const MAX_FRAME = 1024 * 1024;
/** Room for a batch or page of 3 MiB and what surrounds it; the server's largest message is 4 MiB. */
const MAX_MESSAGE = 6 * 1024 * 1024;

export interface ConnectionOptions {
  /** `http://host:port`, `https://host:port`, or on loopback a bare `host:port`. Default 127.0.0.1:50051. */
  address?: string | undefined;
  /** Certificates, for `https://`: what the server is checked by, and what this client shows. */
  tls?: Pick<SecureContextOptions, "ca" | "cert" | "key"> & { servername?: string };
  /** Pings while calls run, so that a dead peer is noticed. Default every 30 s, given up after 20 s. */
  keepalive?: { intervalMs: number; timeoutMs: number };
}

export interface Connection {
  /** Requests on this connection, by these interceptors. */
  transport: (interceptors: Interceptor[]) => Transport;
  /** Waits until the server is reached. */
  reach(): Promise<void>;
  /** Ends the connection, and calls that are under way. */
  close(): void;
}

export function connect(options: ConnectionOptions): Connection {
  const baseUrl = parseAddress(options.address ?? DEFAULT_ADDRESS);
  if (options.tls && !baseUrl.startsWith("https:")) throw usage("tls goes with an https:// address");
  const { intervalMs, timeoutMs } = options.keepalive ?? { intervalMs: 30_000, timeoutMs: 20_000 };
  const sessionManager = new WideSessions(
    baseUrl,
    { pingIntervalMs: intervalMs, pingTimeoutMs: timeoutMs },
    { ...options.tls, settings: { initialWindowSize: STREAM_WINDOW, maxFrameSize: MAX_FRAME, enablePush: false } },
  );
  const settings = {
    baseUrl,
    sessionManager,
    readMaxBytes: MAX_MESSAGE,
    // Content is not compressed on its way: it would cost more than it saves, and most has been.
    acceptCompression: [],
  };
  return {
    transport: (interceptors) => createGrpcTransport({ ...settings, interceptors }),
    async reach() {
      if ((await sessionManager.connect()) === "error") {
        throw broken(`${baseUrl} cannot be reached: ${String(sessionManager.error())}`, sessionManager.error());
      }
    },
    close() {
      sessionManager.abort();
    },
  };
}

/** Widens the window of each connection, which Node lets nobody do by an option. */
class WideSessions extends Http2SessionManager {
  readonly #widened = new WeakSet<Http2Session>();

  override async request(...request: Parameters<Http2SessionManager["request"]>) {
    const stream = await super.request(...request);
    const { session } = stream;
    if (session !== undefined && !this.#widened.has(session)) {
      this.#widened.add(session);
      (session as ClientHttp2Session).setLocalWindowSize(CONNECTION_WINDOW);
    }
    return stream;
  }
}

/** `http://` is plain by request; a bare `host:port` is plain only where nobody can listen in. */
export function parseAddress(address: string): string {
  const wrong = (why: string) => usage(`address ${JSON.stringify(address)}: ${why}`);
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(address)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== "http" && scheme !== "https") throw wrong("only http:// and https:// are known");
  const text = scheme === undefined ? `http://${address}` : address;
  if (!URL.canParse(text) || /\s/.test(text)) throw wrong("not host:port");
  const url = new URL(text);
  if (url.pathname !== "/" || url.search || url.hash || url.username || url.password) throw wrong("a server has no path");
  if (scheme === undefined && !/:\d+$/.test(address)) throw wrong("no port");
  if (scheme === undefined && !isLoopback(url.hostname)) {
    throw wrong("plain connections beyond this machine must be asked for by http://");
  }
  return url.origin;
}

function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, "");
  return bare === "localhost" || bare === "::1" || (isIP(bare) === 4 && bare.startsWith("127."));
}
