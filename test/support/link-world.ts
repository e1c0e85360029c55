import type { Case } from "../../core/case/state.ts";
import { serveNotice } from "../../core/case/serve-notice.ts";
import { type Notice, NoticeItem } from "../../core/contract/notice.ts";
import { epochOf, type Instant } from "../../core/contract/instant.ts";
import { platformIn } from "../../core/law/directory/directory.ts";
import { presets } from "../../core/law/legal-bases.ts";
import { startingDirectory } from "../../core/law/directory/starting-directory.ts";
import { makeAnswerByLink } from "../../functions/answer-by-link/handler.ts";
import { systemChance } from "../../functions/shared/chance.ts";
import { digestOf } from "../../functions/shared/digest.ts";
import { caseStore } from "../../functions/shared/dynamo/case-store.ts";
import { directoryStore } from "../../functions/shared/dynamo/directory-store.ts";
import { httpFunction } from "../../functions/shared/http/http-function.ts";
import { answerLink } from "../../functions/shared/links/case-links.ts";
import { seedDirectory } from "../../local/directory/seed-directory.ts";
import { memoryTable } from "../simulation/table/memory-table.ts";
import { idOf, play, start } from "./cases.ts";
import { campaign } from "./served-notices.ts";

const secret = "s".repeat(43);
export const publicUrl = "https://sommation.example";

/** What came back from the function, as the gateway passes it on. */
export type Answered = { statusCode: number; headers: Record<string, string>; body: string };

/** How a world differs from the plainest one. */
export type LinkWorldOptions = {
  basis?: string;
  platform?: string;
  /** Number of items. */
  items?: number;
  notice?: Partial<Notice>;
};

/** A case that has been delivered, on a table in memory, and the function behind its link. */
export async function openLinkWorld(options: LinkWorldOptions = {}) {
  const { basis: basisId = "fr-conso-521-3-1", platform: platformId = "wish", items: count = 2 } = options;
  const platform = platformIn(startingDirectory, platformId)!;
  const caseId = systemChance.id("case");
  const noticeId = systemChance.id("ntc");
  const items = Array.from({ length: count }, (_, index) => ({
    itemId: idOf("itm", index + 1),
    item: NoticeItem.parse({
      url: `https://www.${platform.domains[0]!}/product/example-${index + 1}?goods=7`,
      kind: "product_listing",
      locators: { listingId: `L-${index + 1}`, sellerId: "seller-77" },
    }),
  }));
  const scene = play(basisId, { platform }).context();
  const document = serveNotice({
    notice: { ...campaign, orderedMeasures: ["removed"], ...options.notice },
    basis: scene.basis,
    authority: scene.authority,
    platform,
    items,
    noticeId,
    caseId,
    version: 1,
    issuedAt: start,
    nonce: systemChance.nonce(),
  });
  const played = play(basisId, {
    platform,
    hasMail: true,
    nextMessageId: () => systemChance.id("msg"),
    open: {
      facts: {
        caseId,
        noticeId,
        reference: document.reference,
        digest: digestOf(document),
        items: items.map(({ itemId }) => itemId),
        ordered: ["removed"],
      },
    },
  });
  played.deliver();

  const { table } = memoryTable();
  const cases = caseStore(table);
  const clock = {
    now: () => played.now,
    at: () => played.now,
    wall: () => epochOf(played.now),
    legalLength: (milliseconds: number) => milliseconds,
    wallLength: (milliseconds: number) => milliseconds,
    pause: async () => Promise.resolve(),
  };
  const directory = directoryStore(table, clock.wall);
  await seedDirectory(directory, startingDirectory);
  await cases.putDocument(caseId, played.kase.digest, document);

  async function stored() {
    const record = await cases.read(caseId);
    if (record === undefined) throw new Error("no such case");
    return record;
  }

  /** Puts what has been played since on record. */
  async function keep(): Promise<void> {
    const before = await cases.read(caseId);
    const events = played.events.slice(before?.case.version ?? 0);
    const outcome = await cases.write({ before, after: played.kase, events, generation: 1 }, [], clock.wall());
    if (outcome.kind !== "written") throw new Error(`the change is ${outcome.kind}`);
  }
  await keep();

  const lines: { code: string; fields: object }[] = [];
  const line = (code: string, fields = {}) => void lines.push({ code, fields });
  const services = {
    table,
    cases,
    directory,
    bases: presets,
    workflow: {
      start: async () => Promise.resolve("started" as const),
      succeed: async () => Promise.resolve(),
      fail: async () => Promise.resolve(),
    },
    inbound: { outages: async () => Promise.resolve([]) },
    clock,
    chance: systemChance,
    hasMail: true,
    log: { info: line, warn: line, error: line },
  };
  const operations = makeAnswerByLink({ ...services, linkSecret: async () => Promise.resolve(secret), publicUrl });
  const handler = httpFunction(services, operations) as (event: unknown, context: unknown) => Promise<Answered>;

  /** A link as a letter of now would have it. */
  const link = (
    kase: Pick<Case, "caseId" | "digest" | "linkEpoch" | "clocks"> = played.kase,
    now: Instant = played.now,
  ) => answerLink(kase, { publicUrl, secret, now }).url;

  async function call(method: "GET" | "POST", url: string, more: { body?: string; headers?: object } = {}) {
    const { pathname, searchParams } = new URL(url, publicUrl);
    const query = [...new Set(searchParams.keys())].map((name) => [name, searchParams.getAll(name)]);
    return handler(
      {
        httpMethod: method,
        resource: "/v1/answers/{caseId}",
        pathParameters: { caseId: pathname.split("/").at(-1) },
        multiValueQueryStringParameters: Object.fromEntries(query) as Record<string, string[]>,
        multiValueHeaders: { accept: ["text/html,*/*"], "accept-language": ["en"], ...more.headers },
        body: more.body === undefined ? null : Buffer.from(more.body).toString("base64"),
        isBase64Encoded: more.body !== undefined,
        requestContext: { requestId: "req-1", requestTimeEpoch: epochOf(played.now) },
      },
      {},
    );
  }

  /** Sends a form; a list sends its field as often. */
  async function post(
    url: string,
    fields: Readonly<Record<string, string | readonly string[]>>,
    headers: object = {},
  ): Promise<Answered> {
    const pairs = Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one) => [name, one]));
    const body = new URLSearchParams(pairs as [string, string][]).toString();
    const type = { "content-type": ["application/x-www-form-urlencoded"] };
    return call("POST", url, { body, headers: { ...type, ...headers } });
  }

  /** What every form of the page sends, for an answer. */
  const named = (answer: string, more: Readonly<Record<string, string | readonly string[]>> = {}) => ({
    answer,
    answerId: `link_${systemChance.nonce()}`,
    version: String(played.kase.noticeVersion),
    digest: played.kase.digest,
    ...more,
  });

  return {
    played,
    keep,
    stored,
    link,
    named,
    get: async (url: string, headers: object = {}) => call("GET", url, { headers }),
    post,
    send: async (url: string, body: string, headers: object) => call("POST", url, { body, headers }),
    cases,
    services,
    document,
    lines,
    items: items.map(({ itemId }) => itemId),
  };
}
