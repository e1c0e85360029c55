import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { acceptedIn, verdictOf } from "../support/e2e-api.ts";
import { removed } from "../support/e2e-answer.ts";
import { eventually } from "../support/e2e-eventually.ts";
import { sampleNoticeFor } from "../support/e2e-notice.ts";
import { caseIn, officerOf } from "../support/e2e-officer.ts";
import { faultsOfChain } from "../support/e2e-record.ts";
import { openReceiver, type Receiver } from "../support/receiver.ts";
import { startRuntime, type Runtime } from "../support/runtime.ts";

const all = new AsyncDisposableStack();
let runtime: Runtime;
let temu: Receiver;
let dgccrf: Receiver;
let arcom: Receiver;
let parquet: Receiver;

beforeAll(async () => {
  // Ten legal hours a second: the requisition's forty-eight hours take five.
  runtime = all.use(await startRuntime({ scale: 36_000 }));
  [temu, dgccrf, arcom, parquet] = await Promise.all([
    openReceiver("temu"),
    openReceiver("dgccrf"),
    openReceiver("arcom"),
    openReceiver("parquet-paris"),
  ]);
  for (const receiver of [temu, dgccrf, arcom, parquet]) all.use(receiver);
  await runtime.redirect("platforms/temu", temu.url);
  await runtime.redirect("authorities/dgccrf", dgccrf.url);
  await runtime.redirect("authorities/arcom", arcom.url);
  await runtime.redirect("authorities/parquet-paris", parquet.url);
});

afterAll(async () => all.disposeAsync());

describe("a platform that stays silent under a requisition", () => {
  it("is reminded, is overdue, is referred by a signature, and its late answer reaches every recipient", async () => {
    const { api } = runtime;
    const officer = officerOf(api, "dgccrf");
    const notice = sampleNoticeFor("01-campaign-four-platforms.json", ["temu.com"]);
    const accepted = await api.submit("dgccrf", notice);
    const { caseId, digest, items } = accepted.cases[0]!;
    await temu.took(caseId, "notice.issued");
    const { data: copy } = await arcom.took(caseId, "escalation.copy");
    expect(copy).toMatchObject({ step: { id: "issued-own-coordinator" }, digest });

    await eventually("both reminders", () => temu.of(caseId, "notice.reminder").length === 2);
    await eventually("both breaches are told", () => dgccrf.of(caseId, "case.overdue").length === 2);
    await eventually("the step is proposed", () => decisionsAskedFor(caseId).includes("overdue-act-public-prosecutor"));
    const overdue = await api.readCase("dgccrf", caseId);
    expect(overdue).toMatchObject({ status: "awaiting_acknowledgement", overdue: ["acknowledge", "act"] });
    expect(temu.byClock(caseId, "notice.reminder")).toMatchObject({
      acknowledge: { contact: "second_contact" },
      act: { contact: "legal_representative" },
    });
    expect(stateOf(overdue, "overdue-act-public-prosecutor")).toBe("proposed");
    expect(parquet.of(caseId, "escalation.referral")).toEqual([]);

    expect(verdictOf(await officer.decide(caseId, "no-such-step", "sign"))).toBe("404 not-found");
    const signed = caseIn(await officer.decide(caseId, "overdue-act-public-prosecutor", "sign"));
    expect(stateOf(signed, "overdue-act-public-prosecutor")).toBe("signed");
    const { data: referral } = await parquet.took(caseId, "escalation.referral");
    expect(referral).toMatchObject({
      step: { id: "overdue-act-public-prosecutor" },
      signedBy: "officer-7",
      digest,
      document: { caseId, reference: accepted.reference },
    });
    const again = await officer.decide(caseId, "overdue-act-public-prosecutor", "drop");
    expect(verdictOf(again)).toBe("409 step-not-pending");
    const dropped = caseIn(await officer.decide(caseId, "issued-public-prosecutor", "drop"));
    expect(stateOf(dropped, "issued-public-prosecutor")).toBe("dropped");

    const answer = acceptedIn(await api.answer("temu", removed({ caseId, digest }, items)));
    expect(answer).toMatchObject({ status: "answered", late: true, clocks: { act: { verdict: "missed" } } });
    const told = await Promise.all([
      arcom.took(caseId, "escalation.follow_up"),
      parquet.took(caseId, "escalation.follow_up"),
      dgccrf.took(caseId, "case.settled"),
    ]);
    expect(told.map(({ data }) => [data.status, data.items[0]?.outcome])).toEqual([
      ["answered", "removed"],
      ["answered", "removed"],
      ["answered", "removed"],
    ]);
    expect(parquet.of(caseId, "escalation.referral")).toHaveLength(1);

    const record = await api.readEvents("dgccrf", caseId);
    expect(faultsOfChain(record)).toEqual([]);
    const breaches = record.filter(({ type }) => type === "clock.missed");
    expect(breaches.map(({ data }) => data["clock"])).toEqual(["acknowledge", "act"]);
    for (const { at, data } of breaches) expect(at > String(data["dueLegal"])).toBe(true);
    expect([temu, dgccrf, arcom, parquet].flatMap(({ strangers }) => strangers)).toEqual([]);
  });
});

function decisionsAskedFor(caseId: string): (string | undefined)[] {
  return dgccrf
    .of(caseId, "case.decision_needed")
    .map(({ message }) => (message.type === "case.decision_needed" ? message.data.step?.id : undefined));
}

function stateOf({ ladder }: { ladder: { step: string; state: string }[] }, step: string): string | undefined {
  return ladder.find((begun) => begun.step === step)?.state;
}
