import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { NoticePreview } from "../../../core/contract/submission.ts";
import { epochOf } from "../../../core/contract/instant.ts";
import { acknowledged, removed } from "../../support/e2e-answer.ts";
import { verdictOf } from "../../support/e2e-api.ts";
import { noticeTo } from "../../support/e2e-directory.ts";
import { eventually } from "../../support/e2e-eventually.ts";
import { sandboxNotice } from "../../support/e2e-notice.ts";
import { faultsOfChain } from "../../support/e2e-record.ts";
import {
  addressesIn,
  declared,
  officer,
  openProcedure,
  policeRequest,
  type Opened,
  type Procedure,
} from "../../support/procedure.ts";
import type { CaughtMail } from "../../../local/mail/caught-mail.ts";
import type { Receiver } from "../../support/receiver.ts";

const all = new AsyncDisposableStack();
let world: Procedure;
let shein: Receiver;
let dgccrf: Receiver;

beforeAll(async () => {
  // One legal minute a second.
  world = all.use(await openProcedure({ scale: 60 }));
  [shein, dgccrf] = await Promise.all([
    world.receiverOf("platforms/shein"),
    world.receiverOf("authorities/dgccrf"),
    world.receiverOf("platforms/temu"),
  ]);
});

afterAll(async () => all.disposeAsync());

const as = "dgccrf";
const hours = { acknowledgeWithin: "PT20H", actWithin: "PT30H" };
const anHour = { acknowledgeWithin: "PT20M", actWithin: "PT30H" };
/** Where the address of the platform's point of contact decides what becomes of its mail. */
const reachedAt = (mailbox: string) => ({
  contacts: { pointOfContact: `${mailbox}@${randomUUID().slice(0, 8)}.example` },
});

/** The link on which a platform answers, in a letter that names no other place of an item. */
function linkIn(letter: CaughtMail, { items, caseId }: Opened): string {
  const { host } = new URL(world.runtime.url);
  const addresses = addressesIn(letter);
  for (const address of addresses) expect(new URL(address).host).toBe(host);
  for (const { url } of items) {
    const { hostname, pathname } = new URL(url);
    for (const part of [letter.subject, letter.text, letter.html]) {
      expect(part).not.toContain(pathname);
      expect(part).not.toContain(hostname);
    }
  }
  const link = addresses.find((address) => new URL(address).pathname === `/v1/answers/${caseId}`);
  if (link === undefined) throw new Error("a letter without a link");
  return link;
}

async function page(url: string, init: RequestInit = {}): Promise<{ status: number; text: string }> {
  const answer = await fetch(url, { headers: { accept: "text/html", "accept-language": "en" }, ...init });
  return { status: answer.status, text: await answer.text() };
}

/** The fields of the page's first form, with what a person ticks. */
const formOf = (html: string, more: Record<string, string>) =>
  new URLSearchParams({
    ...Object.fromEntries(
      [...html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name = "", value = ""]) => [
        name,
        value,
      ]),
    ),
    ...more,
  });

describe.concurrent("a notice that its webhook does not deliver", () => {
  it("goes by mail after the published time; its Delivery starts the clocks, and the webhook delivers on", async () => {
    const { platform, receiver } = await world.register({ languages: ["fr", "en"] });
    receiver.react(503);
    const opened = await world.open(as, { ...noticeTo(platform), ...anHour });
    const { caseId } = opened;
    const address = platform.contacts.pointOfContact;
    const letter = await world.mailTo(address, caseId);
    linkIn(letter, opened);
    expect(letter.subject).toBe(`${opened.reference} – Ordre visant 1 contenu`);

    const kase = await world.until(as, caseId, "it is delivered", ({ delivery }) => delivery.state === "delivered");
    expect(kase).toMatchObject({ status: "awaiting_acknowledgement", delivery: { means: "mail" } });
    const [failed] = await world.recorded(as, caseId, "message.attempt_failed");
    const [handed] = await world.recorded(as, caseId, "message.handed_over");
    const [delivered] = await world.recorded(as, caseId, "notice.delivered");
    expect(delivered!.data).toMatchObject({ by: "receipt", means: "mail", messageId: handed!.data["messageId"] });
    expect(kase.clocks.act.startedAt).toBe(delivered!.at);
    // A tenth of the window of twenty minutes, from the first attempt on; that was begun after the opening.
    expect(failed!.at < handed!.at).toBe(true);
    expect(epochOf(handed!.at) - epochOf(kase.openedAt)).toBeGreaterThanOrEqual(120_000);

    receiver.react(204);
    await receiver.took(caseId, "notice.issued");
    const after = await world.until(as, caseId, "it has arrived", ({ outbox }) => outbox.length === 0);
    expect(after.clocks.act).toEqual(kase.clocks.act);
    expect(await world.recorded(as, caseId, "notice.delivered")).toHaveLength(1);
    expect(new Set(receiver.of(caseId, "notice.issued").map(({ id }) => id)).size).toBe(1);
    expect(faultsOfChain(await world.api.readEvents(as, caseId))).toEqual([]);
  });

  it("stays off the mail where the webhook takes it before that time", async () => {
    const { platform, receiver } = await world.register();
    receiver.react(503);
    const { caseId } = await world.open(as, { ...noticeTo(platform), ...hours });
    await eventually("an attempt has failed", () => receiver.of(caseId, "notice.issued").length > 0);
    await world.until(as, caseId, "a mail waits", ({ outbox }) => outbox.some(({ channel }) => channel === "mail"));
    receiver.react(204);
    await receiver.took(caseId, "notice.issued");
    const kase = await world.until(as, caseId, "nothing is left", ({ outbox }) => outbox.length === 0);
    expect(kase.delivery.means).toBe("webhook");
    expect(await world.mailsOf(caseId)).toEqual([]);
  });

  it("goes by mail at once where the endpoint is gone; opening the link changes nothing, answering does", async () => {
    const { platform, receiver } = await world.register();
    receiver.react(410);
    const opened = await world.open(as, { ...noticeTo(platform), ...hours });
    const { caseId } = opened;
    const letter = await world.mailTo(platform.contacts.pointOfContact, caseId);
    expect(letter.subject).toBe(`${opened.reference} – Order about 1 item`);
    const link = linkIn(letter, opened);
    await world.until(as, caseId, "it is delivered", ({ delivery }) => delivery.means === "mail");
    const before = await world.api.readEvents(as, caseId);
    const read = await page(link);
    expect(read.status).toBe(200);
    expect(read.text).toContain(new URL(opened.items[0]!.url).pathname);
    expect(await world.api.readEvents(as, caseId)).toEqual(before);

    const body = formOf(read.text, { answer: "acknowledged" });
    const said = await page(link, { method: "POST", body, redirect: "follow" });
    expect(said.status).toBe(200);
    const [answer] = await world.recorded(as, caseId, "answer.received");
    expect(answer!.data).toMatchObject({ answer: "acknowledged", identified: "link" });
    expect((await world.api.readCase(as, caseId)).status).toBe("awaiting_action");

    await world.acted(as, "revokeLinks", caseId);
    expect((await page(link)).status).toBe(410);
    const refused = await page(link, { method: "POST", body: formOf(read.text, { answer: "acknowledged" }) });
    expect(refused.status).toBe(410);
    expect(await world.recorded(as, caseId, "answer.received")).toHaveLength(1);
    const until = new Date(epochOf((await world.api.readCase(as, caseId)).clocks.act.dueAt!) + 3_600_000).toISOString();
    await world.acted(as, "extendCase", caseId, { until });
    const next = await world.mailTo(platform.contacts.pointOfContact, caseId, ({ id }) => id !== letter.id);
    expect((await page(linkIn(next, opened))).status).toBe(200);
  });

  it("goes both ways where the webhook is not the contact point: the mail alone is the receipt", async () => {
    const { platform, receiver } = await world.register({ webhookIsContactPoint: false });
    const opened = await world.open(as, { ...noticeTo(platform), ...hours });
    const { caseId } = opened;
    await receiver.took(caseId, "notice.issued");
    linkIn(await world.mailTo(platform.contacts.pointOfContact, caseId), opened);
    const kase = await world.until(as, caseId, "it is delivered", ({ delivery }) => delivery.state === "delivered");
    expect(kase.delivery.means).toBe("mail");
    expect(await world.recorded(as, caseId, "message.delivered")).toHaveLength(1);
  });

  it("is the receipt of a correction as well, where the webhook is not the contact point", async () => {
    const { platform, receiver } = await world.register({ webhookIsContactPoint: false });
    const notice = { ...noticeTo(platform), ...hours };
    const { caseId, noticeId } = await world.deliver(as, notice);
    const item = { url: `https://www.${platform.domains[0]!}/listing/2`, kind: "product_listing" };
    const corrected = await world.api.call("correctNotice", {
      as,
      params: { noticeId },
      headers: { "if-match": '"1"' },
      body: { ...officer, notice: { ...notice, items: [...notice.items, item] } },
    });
    expect(corrected.status).toBe(200);
    await receiver.took(caseId, "notice.corrected");
    await world.until(as, caseId, "nothing is to be sent any more", ({ outbox }) => outbox.length === 0);
    const [reset, ...others] = await world.recorded(as, caseId, "clock.reset");
    expect(others).toEqual([]);
    const arrivals = await world.recorded(as, caseId, "message.delivered");
    const receipt = arrivals.find(({ sequence }) => sequence === reset!.sequence - 1);
    const [letter] = (await world.recorded(as, caseId, "message.handed_over")).slice(-1);
    expect(receipt!.data["messageId"]).toBe(letter!.data["messageId"]);
  });
});

describe.concurrent("a clarification by mail", () => {
  it("starts the clock anew at its Delivery, and is read behind the link alone", async () => {
    const { platform, receiver, toUs } = await world.register({ languages: ["fr"] });
    receiver.react(410);
    const items = [{ url: `https://www.${platform.domains[0]!}/page/hidden`, kind: "page" }];
    const opened = await world.open("ofac", policeRequest(`E2E-${randomUUID()}`, { items }));
    const { caseId } = opened;
    const address = platform.contacts.pointOfContact;
    const first = await world.mailTo(address, caseId);
    await world.until("ofac", caseId, "it is delivered", ({ delivery }) => delivery.means === "mail");
    const asked = await world.api.answer(platform.id, declared("clarification_requested", opened), { secret: toUs });
    expect(verdictOf(asked)).toBe("200");
    const text = "Le lot 3 seul est visé.";
    const replied = await world.acted("ofac", "clarify", caseId, { text, language: "fr" });
    expect(replied.clocks.act.state).toBe("suspended");
    const letter = await world.mailTo(address, caseId, ({ id }) => id !== first.id);
    const { clocks } = await world.until("ofac", caseId, "the clock runs", (kase) => {
      return kase.clocks.act.state === "running";
    });
    const [reset] = await world.recorded("ofac", caseId, "clock.reset");
    const [arrived] = (await world.recorded("ofac", caseId, "message.delivered")).slice(-1);
    expect(reset!.data).toMatchObject({ reason: "clarification_received" });
    expect(clocks.act.startedAt).toBe(reset!.at);
    expect(arrived!.sequence).toBeLessThan(reset!.sequence);
    for (const part of [letter.text, letter.html]) expect(part).not.toContain("Le lot 3");
    expect((await page(linkIn(letter, opened))).text).toContain(text);
  });
});

describe.concurrent("a mail that comes back", () => {
  it("at once leaves the case undeliverable, and the authority is told", async () => {
    const { platform, receiver } = await world.register(reachedAt("bounce"));
    receiver.react(410);
    const { caseId } = await world.open(as, { ...noticeTo(platform), ...hours });
    expect((await dgccrf.took(caseId, "case.undeliverable")).data.status).toBe("undeliverable");
    const kase = await world.api.readCase(as, caseId);
    expect(kase).toMatchObject({ status: "undeliverable", clocks: { act: { state: "not_started" } } });
    const abandoned = await world.recorded(as, caseId, "message.abandoned");
    expect(abandoned.map(({ data }) => data["code"])).toEqual(["gone", expect.stringMatching(/bounce/)]);
    expect(await world.mailsOf(caseId)).toEqual([]);
  });

  it("after its delivery takes the receipt back: no clock has started, and the authority is told", async () => {
    const { platform, receiver } = await world.register(reachedAt("late-bounce"));
    receiver.react(410);
    const { caseId } = await world.open(as, { ...noticeTo(platform), ...hours });
    await isReceived(caseId);
    const { data } = await dgccrf.took(caseId, "case.receipt_taken_back");
    expect(data.clocks.act.state).toBe("not_started");
    const kase = await world.until(as, caseId, "it is undeliverable", ({ status }) => status === "undeliverable");
    expect(kase.delivery).toEqual({ state: "exhausted" });
    for (const clock of [kase.clocks.acknowledge, kase.clocks.act]) {
      expect(clock.state).toBe("not_started");
      expect(clock.dueAt).toBeUndefined();
    }
    const record = await world.api.readEvents(as, caseId);
    const types = record.map(({ type }) => type);
    expect(types.indexOf("receipt.taken_back")).toBeGreaterThan(types.indexOf("notice.delivered"));
    expect(faultsOfChain(record)).toEqual([]);
  });

  it("after an answer changes nothing: who has answered has received it", async () => {
    const { platform, receiver, toUs } = await world.register(reachedAt("late-bounce"));
    receiver.react(410);
    const opened = await world.open(as, { ...noticeTo(platform), ...hours });
    const { caseId } = opened;
    await isReceived(caseId);
    await world.api.answer(platform.id, acknowledged(opened), { secret: toUs });
    await eventually("the bounce has come and gone", async () => {
      const { clocks } = await world.api.readCase(as, caseId);
      return epochOf(clocks.acknowledge.endedAt!) + 300_000 < (await legalNow());
    });
    const types = (await world.api.readEvents(as, caseId)).map(({ type }) => type);
    expect(types.lastIndexOf("receipt.taken_back")).toBeLessThan(types.indexOf("answer.received"));
    const kase = await world.api.readCase(as, caseId);
    expect(kase).toMatchObject({ status: "awaiting_action", clocks: { act: { state: "running" } } });
  });
});

/** By the record: what is received may have come back before anybody looks at the case. */
async function isReceived(caseId: string): Promise<void> {
  await eventually("the receipt of the mail is on record", async () => {
    const receipts = await world.recorded(as, caseId, "notice.delivered");
    return receipts.some(({ data }) => data["means"] === "mail");
  });
}

/** The legal clock, read from a trial run. */
async function legalNow(): Promise<number> {
  const body = sandboxNotice({ on: ["temu"] });
  const query = { dryRun: "true" };
  return epochOf((await world.api.get(NoticePreview, "submitNotice", { as, query, body })).assumedReceipt);
}

describe.concurrent("an authority that wishes to be told by mail", () => {
  it("is, at the contact of the notice first, without any address of an item", async () => {
    await world.registerAuthority({ mail: "office@authority.example" });
    const notice = sandboxNotice({ on: ["shein"], ...hours });
    const contact = { name: "Duty desk", email: "duty@authority.example" };
    const [one, other] = [
      await world.deliver("new-authority", { ...notice, contact }),
      await world.deliver("new-authority", { ...notice, reference: `${notice.reference}-2` }),
    ];
    await Promise.all([one, other].map(async (opened) => world.answer("shein", removed(opened, opened.items))));
    const [toDesk, toOffice] = await Promise.all([
      world.mailTo("duty@authority.example", one.caseId),
      world.mailTo("office@authority.example", other.caseId),
    ]);
    for (const [letter, { caseId, reference, items }] of [
      [toDesk, one],
      [toOffice, other],
    ] as const) {
      expect(letter.subject).toContain(reference);
      const { pathname } = new URL(items[0]!.url);
      for (const part of [letter.text, letter.html]) expect(part).not.toContain(pathname);
      expect(addressesIn(letter).some((address) => address.includes(caseId))).toBe(true);
    }
    expect(shein.strangers).toEqual([]);
  });
});
