/**
 * When a call is tried again.
 *
 * Only what may be repeated without harm, only when the server (or the lack of one) says UNAVAILABLE,
 * with growing, jittered waits, and a bounded number of times without progress. What the server asks
 * for by RetryInfo is kept to, within the same bound.
 */

import { type ArtigridError, UnauthenticatedError } from "./errors.js";
import { errorFrom } from "./status.js";

/** How often, and how long to wait between. */
export interface RetryPolicy {
  /** Tries in all; 1 = no retry. For a transfer that is picked up: tries without a new byte. */
  attempts: number;
  /** The first wait; doubled each time. */
  firstWaitMs: number;
  /** The longest wait. */
  longestWaitMs: number;
}

/** Five tries over about three seconds: outlasts a restart, not an outage. */
export const DEFAULT_RETRY: RetryPolicy = { attempts: 5, firstWaitMs: 200, longestWaitMs: 5000 };

/** Whether a call may be sent again when its answer was lost. */
export type Repeat = "safe" | "unsafe";

/** A mutation is safe to repeat exactly when it carries a request id. */
export function byRequestId(requestId: string | undefined): Repeat {
  return requestId ? "safe" : "unsafe";
}

/** Retrying under one policy. */
export class Retry {
  readonly #refresh: (() => boolean) | undefined;

  /** `refresh` gives up a refused token and says whether there may be another one. */
  constructor(
    readonly policy: RetryPolicy,
    refresh?: () => boolean,
  ) {
    this.#refresh = refresh;
  }

  /** Calls until it works, must not be repeated, or the tries are used up. */
  async run<T>(repeat: Repeat, signal: AbortSignal | undefined, call: () => Promise<T>): Promise<T> {
    const tries = this.tries(repeat, signal);
    while (true) {
      try {
        return await call();
      } catch (thrown) {
        await tries.again(thrown);
      }
    }
  }

  /** Tries of one act that is kept going. */
  tries(repeat: Repeat, signal: AbortSignal | undefined): Tries {
    return new Tries(this.policy, repeat, signal, this.#refresh);
  }
}

/** Counts the tries of one act since it last made progress. */
export class Tries {
  #barren = 0;
  #refreshed = false;

  constructor(
    private readonly policy: RetryPolicy,
    private readonly repeat: Repeat,
    private readonly signal: AbortSignal | undefined,
    private readonly refresh: (() => boolean) | undefined,
  ) {}

  /** Something new arrived or is safe: the count begins anew. */
  progress(): void {
    this.#barren = 0;
    this.#refreshed = false;
  }

  /** Waits until the next try; throws when there is none. */
  async again(thrown: unknown, resumable = (error: ArtigridError) => error.retryable): Promise<void> {
    const error = errorFrom(thrown, this.signal);
    // A refused token had no effect, so whatever the call is, it may be sent with a new one, once.
    if (error instanceof UnauthenticatedError && !this.#refreshed && this.refresh?.()) {
      this.#refreshed = true;
      return;
    }
    this.#barren += 1;
    if (this.repeat === "unsafe" || !resumable(error) || this.#barren >= this.policy.attempts) throw error;
    await pause(wait(this.policy, this.#barren, error.retryAfterMs), this.signal);
  }
}

/** How long to wait before try number `tried + 1`. */
export function wait(policy: RetryPolicy, tried: number, asked = 0): number {
  const longest = Math.min(policy.firstWaitMs * 2 ** (tried - 1), policy.longestWaitMs);
  // Half of it is random: clients that failed together must not come back together.
  return Math.max(longest / 2 + (Math.random() * longest) / 2, Math.min(asked, policy.longestWaitMs));
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(errorFrom(signal?.reason, signal));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal?.addEventListener("abort", stop, { once: true });
    if (signal?.aborted) stop();
  });
}
