import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { StepDraft } from "../../../core/case/draft/step-draft.ts";
import type { CaseView } from "../../../core/contract/api.ts";
import { instantOf } from "../../../core/contract/instant.ts";
import { acknowledged, removed } from "../../support/e2e-answer.ts";
import { verdictOf } from "../../support/e2e-api.ts";
import { eventually } from "../../support/e2e-eventually.ts";
import { sampleNoticeFor } from "../../support/e2e-notice.ts";
import { digestOfJson, faultsOfChain } from "../../support/e2e-record.ts";
import { addressesIn, officer, openProcedure, policeRequest, type Procedure } from "../../support/procedure.ts";
import type { Receiver } from "../../support/receiver.ts";

const all = new AsyncDisposableStack();
let world: Procedure;
let dgccrf: Receiver;
let parquet: Receiver;

beforeAll(async () => {
  world = all.use(await openProcedure());
  [dgccrf, parquet] = await Promise.all([
    world.receiverOf("authorities/dgccrf"),
    world.receiverOf("authorities/parquet-paris"),
  ]);
});

afterAll(async () => all.disposeAsync());

const as = "dgccrf";
const referral = "issued-public-prosecutor";
const requisition = async () => world.deliver(as, sampleNoticeFor("01-campaign-four-platforms.json", ["temu.com"]));
const stateOf = ({ ladder }: CaseView, step: string) => ladder.find((begun) => begun.step === step)?.state;
const decide = async (caseId: string, step: string, body: object) => world.act(as, "decideStep", caseId, body, step);
const draftOf = async (caseId: string, step: string, query: Record<string, string> = {}) =>
  world.api.call("draftStep", { as, params: { caseId, step }, query });
const askedFor = (caseId: string, step: string) =>
  dgccrf
    .of(caseId, "case.decision_needed")
    .filter(({ message }) => message.type === "case.decision_needed" && message.data.step?.id === step);

describe.concurrent("a step that states a legal consequence", () => {
  it("is drafted without any address; the very draft that was read is signed, kept and sent", async () => {
    const opened = await requisition();
    const { caseId } = opened;
    const read = await draftOf(caseId, referral);
    expect(read.status).toBe(200);
    const draft = StepDraft.parse(read.json);
    expect(draft).toMatchObject({ step: referral, recipient: { role: "public_prosecutor" }, review: "draft" });
    const page = await draftOf(caseId, referral, { format: "html" });
    expect([page.status, page.headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
    const { subject } = draft;
    expect(page.text).toContain(subject.fr.replaceAll("'", "&#39;"));
    for (const { text } of [read, page]) {
      for (const { url } of opened.items) expect(text).not.toContain(new URL(url).pathname);
      expect(text).not.toMatch(/temu\.com\//);
    }

    const etag = read.headers["etag"]!;
    await world.answer("temu", acknowledged(opened));
    const body = { ...officer, decision: "sign" };
    const params = { caseId, step: referral };
    for (const headers of [{}, { "if-match": "*" }]) {
      const unread = await world.api.call("decideStep", { as, params, headers, body });
      expect(verdictOf(unread)).toBe("428 version-required");
    }
    const stale = await world.api.call("decideStep", { as, params, headers: { "if-match": etag }, body });
    expect(verdictOf(stale)).toBe("412 version-changed");
    const again = await draftOf(caseId, referral);
    const present = { "if-match": again.headers["etag"]! };
    const signed = await world.api.call("decideStep", { as, params, headers: present, body });
    expect(verdictOf(signed)).toBe("200");

    const [event] = await world.recorded(as, caseId, "step.signed");
    expect(event).toMatchObject({
      actor: { kind: "authority", id: as, person: "officer-7" },
      data: { step: referral, by: "officer-7", draft: digestOfJson(again.json) },
    });
    const { data } = await parquet.took(caseId, "escalation.referral");
    expect(data).toMatchObject({ step: { id: referral }, signedBy: "officer-7", digest: opened.digest });
    expect(data.draft).toEqual(again.json);
    expect(verdictOf(await draftOf(caseId, referral))).toBe("409 step-not-pending");
    expect(verdictOf(await decide(caseId, referral, { decision: "drop" }))).toBe("409 step-not-pending");

    // Whoever received a step hears what came of it.
    await world.answer("temu", removed(opened, opened.items));
    expect((await parquet.took(caseId, "escalation.follow_up")).data.status).toBe("answered");
    expect(faultsOfChain(await world.api.readEvents(as, caseId))).toEqual([]);
  });

  it("that is put off comes back at its time, and can then be dropped", async () => {
    const { caseId } = await requisition();
    await eventually("it is asked for", () => askedFor(caseId, referral).length === 1);
    const postpone = async (until: string) => decide(caseId, referral, { decision: "postpone", until });
    expect(verdictOf(await postpone("2020-01-01T00:00:00Z"))).toBe("422 not-later");
    expect(verdictOf(await postpone("2099-01-01T00:00:00Z"))).toBe("422 too-far");
    const until = instantOf(Date.now() + 3_000);
    expect(verdictOf(await postpone(until))).toBe("200");
    const put = await world.api.readCase(as, caseId);
    expect(put.ladder).toContainEqual(expect.objectContaining({ step: referral, state: "postponed", dueAt: until }));
    await world.until(as, caseId, "it comes back", (kase) => stateOf(kase, referral) === "proposed");
    await eventually("it is asked for again", () => askedFor(caseId, referral).length === 2);
    expect((await world.recorded(as, caseId, "step.proposed")).at(-1)!.at >= until).toBe(true);
    expect(verdictOf(await decide(caseId, referral, { decision: "drop" }))).toBe("200");
    const [dropped] = await world.recorded(as, caseId, "step.dropped");
    expect(dropped).toMatchObject({ actor: { person: "officer-7" }, data: { step: referral, by: "officer-7" } });
    expect(parquet.of(caseId, "escalation.referral")).toEqual([]);
  });

  it("may be begun by hand; signed for one who has no address, it is a task until it has been done by hand", async () => {
    const { caseId } = await requisition();
    const step = "manual-european-commission";
    expect(stateOf(await world.api.readCase(as, caseId), step)).toBe("available");
    const { recipient } = StepDraft.parse((await draftOf(caseId, step)).json);
    expect(recipient).toEqual({ role: "european_commission", byHand: true });
    expect(verdictOf(await decide(caseId, step, { decision: "sign" }))).toBe("200");
    const [event] = await world.recorded(as, caseId, "step.signed");
    expect(event!.data).toMatchObject({ step, messages: [] });
    expect(event!.data).not.toHaveProperty("recipient");
    const { ladder } = await world.api.readCase(as, caseId);
    expect(ladder.find((begun) => begun.step === step)).toMatchObject({ state: "task", by: "officer-7" });
    await eventually("the authority is told that it is to be sent by hand", () => askedFor(caseId, step).length === 1);
    expect(askedFor(caseId, step)[0]!.message.data).toMatchObject({ task: "no_address" });
    expect(verdictOf(await decide(caseId, step, { decision: "sign" }))).toBe("200");
    expect(stateOf(await world.api.readCase(as, caseId), step)).toBe("signed");
    expect((await world.recorded(as, caseId, "step.signed")).at(-1)!.data).toMatchObject({
      byHand: true,
      messages: [],
    });
    expect(verdictOf(await decide(caseId, step, { decision: "sign" }))).toBe("409 step-not-pending");
    expect(verdictOf(await decide(caseId, "no-such-step", { decision: "sign" }))).toBe("404 not-found");
  });
});

describe.concurrent("a copy to somebody outside the directory", () => {
  const step = "issued-arcom-qualified-person";
  const request = async () => world.open("ofac", policeRequest(`E2E-${randomUUID()}`));

  it("goes by mail, without any address of an item, and so does what comes of it", async () => {
    const opened = await request();
    const { caseId } = opened;
    expect(stateOf(await world.api.readCase("ofac", caseId), step)).toBe("taken");
    const copy = await world.mailTo("pq@arcom.example", caseId);
    expect(copy.subject).toContain(opened.reference);
    const { host } = new URL(world.runtime.url);
    for (const address of addressesIn(copy)) expect(new URL(address).host).toBe(host);
    for (const part of [copy.text, copy.html]) expect(part).not.toContain("example-900001");
    await world.until("ofac", caseId, "the mail is known to have arrived", ({ outbox }) => outbox.length === 0);
    await world.answer("wish", removed(opened, opened.items));
    await world.mailTo("pq@arcom.example", caseId, ({ id }) => id !== copy.id);
  });

  it("is a task for the officer where no address is known", async () => {
    const id = await world.registerAuthority({ state: "LU", kinds: ["police_unit"], instruments: ["order"] });
    const { caseId } = await world.deliver("new-authority", policeRequest(`E2E-${randomUUID()}`));
    const kase = await world.api.readCase("new-authority", caseId);
    expect([kase.authority, stateOf(kase, step)]).toEqual([id, "task"]);
    const done = await world.act("new-authority", "decideStep", caseId, { decision: "sign" }, step);
    expect(verdictOf(done)).toBe("200");
    const [event] = await world.recorded("new-authority", caseId, "step.signed");
    expect(event!.data).toMatchObject({ step, messages: [] });
    expect(await world.mailsOf(caseId)).toEqual([]);
  });
});
