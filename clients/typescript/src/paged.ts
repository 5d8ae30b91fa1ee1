/** Lists that come in pages, each fetched when it is asked for. */

/** A page of a list. */
export interface Page<T> {
  items: T[];
  /** Where the next page begins; absent after the last. */
  nextPageToken?: string;
}

/** A list: iterate over its items, or over its `pages()`. */
export class Paged<T, P extends Page<T> = Page<T>> implements AsyncIterable<T> {
  /** One page, from the beginning or from a token on. */
  readonly page: (token?: string) => Promise<P>;

  constructor(fetch: (token: string) => Promise<P>) {
    this.page = (token = "") => fetch(token);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void> {
    for await (const page of this.pages()) yield* page.items;
  }

  /** All pages from a token on. */
  async *pages(token?: string): AsyncGenerator<P, void> {
    let next = token;
    do {
      const page = await this.page(next);
      yield page;
      next = page.nextPageToken;
    } while (next !== undefined);
  }

  /** All items, in memory. */
  async all(): Promise<T[]> {
    const items: T[] = [];
    for await (const page of this.pages()) items.push(...page.items);
    return items;
  }
}

export function pageOf<T>(items: T[], nextPageToken: string): Page<T> {
  return { items, ...(nextPageToken !== "" && { nextPageToken }) };
}
