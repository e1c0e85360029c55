import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { holdRefusingPort } from "../../local/simulated/refusing-port.ts";
import { PlatformView } from "../../core/contract/directory-api.ts";
import { acceptedIn, verdictOf } from "../support/e2e-api.ts";
import { acknowledged, removed, restored } from "../support/e2e-answer.ts";
import { eventually } from "../support/e2e-eventually.ts";
import { sandboxNotice } from "../support/e2e-notice.ts";
import { caseIn, officerOf } from "../support/e2e-officer.ts";
import { openReceiver, type Receiver } from "../support/receiver.ts";
import { startRuntime, type Runtime } from "../support/runtime.ts";

// Every journey has a platform of its own, so that all of them can be made at once.
const platforms = ["shein", "aliexpress", "amazon", "temu", "vinted", "wish"] as const;

const all = new AsyncDisposableStack();
let runtime: Runtime;
let receivers: Record<(typeof platforms)[number] | "dgccrf", Receiver>;

beforeAll(async () => {
  runtime = all.use(await startRuntime());
  const opened: (readonly [string, Receiver])[] = [];
  for (const party of [...platforms, "dgccrf"]) {
    const receiver = all.use(await openReceiver(party));
    await runtime.redirect(party === "dgccrf" ? "authorities/dgccrf" : `platforms/${party}`, receiver.url);
    opened.push([party, receiver]);
  }
  receivers = Object.fromEntries(opened) as typeof receivers;
});

afterAll(async () => all.disposeAsync());

describe.concurrent("a case, from the notice to its end", () => {
  it("in time: served, acknowledged, acted upon, and the authority is told that it is settled", async () => {
    const { api } = runtime;
    const accepted = await api.submit("dgccrf", sandboxNotice({ on: ["shein"], items: 2 }));
    const { caseId, digest, items } = accepted.cases[0]!;
    const { data: served } = await receivers.shein.took(caseId, "notice.issued");
    expect(served).toMatchObject({ caseId, digest, version: 1, sequence: 1 });
    expect(served.document.items.map(({ itemId, url }) => ({ itemId, url }))).toEqual(items);
    expect(served.respond.url).toBe(`${api.url}/v1/platforms/shein/webhook`);

    const charge = acceptedIn(await api.answer("shein", acknowledged(served)));
    expect(charge).toMatchObject({ accepted: true, status: "awaiting_action", late: false });
    const done = acceptedIn(await api.answer("shein", removed(served, items)));
    expect(done).toMatchObject({ accepted: true, status: "answered", late: false });
    expect([done.clocks.acknowledge.verdict, done.clocks.act.verdict]).toEqual(["met", "met"]);

    const { data: told } = await receivers.dgccrf.took(caseId, "case.settled");
    expect(told).toMatchObject({ status: "answered", reference: accepted.reference });
    expect(receivers.shein.of(caseId, "notice.issued")).toHaveLength(1);
  });

  it("in parts: the clock to act is met when every item is answered", async () => {
    const { api } = runtime;
    const accepted = await api.submit("dgccrf", sandboxNotice({ on: ["shein"], items: 2 }));
    const { caseId, digest, items } = accepted.cases[0]!;
    await receivers.shein.took(caseId, "notice.issued");
    const first = acceptedIn(await api.answer("shein", removed({ caseId, digest }, items.slice(0, 1))));
    expect([first.status, first.clocks.acknowledge.state, first.clocks.act.state]).toEqual([
      "awaiting_action",
      "met",
      "running",
    ]);
    const second = acceptedIn(await api.answer("shein", removed({ caseId, digest }, items.slice(1))));
    expect([second.status, second.clocks.act.state]).toEqual(["answered", "met"]);
    await receivers.dgccrf.took(caseId, "case.answer_received");
    await receivers.dgccrf.took(caseId, "case.settled");
  });

  it("late: reminded on both clocks, the authority told, and the late answer is kept as late", async () => {
    const { api } = runtime;
    const notice = sandboxNotice({ on: ["aliexpress"], acknowledgeWithin: "PT1S", actWithin: "PT2S" });
    const { caseId, digest, items } = (await api.submit("dgccrf", notice)).cases[0]!;
    await eventually("both reminders", () => receivers.aliexpress.of(caseId, "notice.reminder").length === 2);
    await receivers.dgccrf.took(caseId, "case.decision_needed");
    expect(receivers.aliexpress.byClock(caseId, "notice.reminder")).toMatchObject({
      acknowledge: { contact: "second_contact", digest },
      act: { contact: "legal_representative", digest },
    });
    await eventually("both breaches are told", () => receivers.dgccrf.of(caseId, "case.overdue").length === 2);
    expect(Object.keys(receivers.dgccrf.byClock(caseId, "case.overdue")).sort()).toEqual(["acknowledge", "act"]);
    expect(await api.readCase("dgccrf", caseId)).toMatchObject({
      status: "awaiting_acknowledgement",
      overdue: ["acknowledge", "act"],
    });

    const answer = acceptedIn(await api.answer("aliexpress", removed({ caseId, digest }, items)));
    expect(answer).toMatchObject({ status: "answered", late: true });
    expect(answer.clocks).toMatchObject({
      acknowledge: { state: "missed", verdict: "missed", lateCause: "after_due", overdue: false },
      act: { state: "missed", verdict: "missed", lateCause: "after_due", overdue: false },
    });
    expect((await receivers.dgccrf.took(caseId, "case.settled")).data.status).toBe("answered");
    expect((await api.readCase("dgccrf", caseId)).overdue).toEqual([]);
  });

  it("reported late: a measure taken in time is told apart from one taken late", async () => {
    const { api } = runtime;
    const notice = sandboxNotice({ on: ["amazon"], acknowledgeWithin: "PT1S", actWithin: "PT1S" });
    const { caseId, digest, items } = (await api.submit("dgccrf", notice)).cases[0]!;
    await receivers.dgccrf.took(caseId, "case.overdue");
    const { clocks } = await api.readCase("dgccrf", caseId);
    const answer = await api.answer("amazon", removed({ caseId, digest }, items, clocks.act.startedAt));
    expect(acceptedIn(answer)).toMatchObject({ late: true, clocks: { act: { verdict: "met_reported_late" } } });
  });

  it("endpoint down: refusing, then failing, then undeliverable; repaired, delivery is taken up again", async () => {
    const { api } = runtime;
    const { wish, dgccrf } = receivers;
    const officer = officerOf(api, "dgccrf");
    const nobody = await holdRefusingPort();
    await runtime.redirect("platforms/wish", `http://127.0.0.1:${nobody.port}/webhook`);
    // Mail is no way out either: the local server refuses this address.
    const contacts = { pointOfContact: "bounce@wish.example" };
    const params = { platformId: "wish" };
    await api.get(PlatformView, "changePlatform", { as: "administrator", params, body: { contacts } });
    wish.react(500);
    const notice = sandboxNotice({ on: ["wish"], acknowledgeWithin: "PT8S" });
    const { caseId, digest, items } = (await api.submit("dgccrf", notice)).cases[0]!;
    await eventually("a refused attempt", async () => (await attempts(caseId)).some(({ code }) => code === "connect"));
    expect(verdictOf(await officer.act("resumeDelivery", caseId))).toBe("409 case-not-undeliverable");

    await runtime.redirect("platforms/wish", wish.url);
    await nobody.release();
    const { data: told } = await dgccrf.took(caseId, "case.undeliverable");
    expect(told).toMatchObject({ status: "undeliverable", platform: "wish" });
    expect((await attempts(caseId)).filter(({ code }) => code !== undefined)).toMatchObject([
      { attempt: 1, code: "connect" },
      { attempts: 2, code: "status", httpStatus: 500 },
      { attempts: 1, code: "bounced" },
    ]);
    const stuck = await eventually("nothing more is tried", async () => {
      const view = await api.readCase("dgccrf", caseId);
      return view.outbox.length === 0 && view;
    });
    expect(stuck).toMatchObject({ status: "undeliverable", overdue: [] });
    expect(stuck.clocks.acknowledge.state).toBe("not_started");

    wish.react(204);
    const resumed = caseIn(await officer.act("resumeDelivery", caseId));
    expect(resumed.status).toBe("delivering");
    const { data: served } = await wish.took(caseId, "notice.issued");
    expect(served.digest).toBe(digest);
    const ids = wish.of(caseId, "notice.issued").map(({ id }) => id);
    expect(new Set(ids).size).toBe(2);
    expect(acceptedIn(await api.answer("wish", removed(served, items))).status).toBe("answered");
  });

  it("withdrawn: the platform is told, confirms what it has restored, and the case is closed", async () => {
    const { api } = runtime;
    const { vinted } = receivers;
    const officer = officerOf(api, "dgccrf");
    const { caseId, digest, items } = (await api.submit("dgccrf", sandboxNotice({ on: ["vinted"] }))).cases[0]!;
    await vinted.took(caseId, "notice.issued");
    const answered = acceptedIn(await api.answer("vinted", removed({ caseId, digest }, items)));
    expect(answered.status).toBe("answered");
    expect(verdictOf(await api.answer("vinted", restored({ caseId, digest })))).toBe("409 case-not-withdrawn");

    expect(caseIn(await officer.act("withdrawCase", caseId))).toMatchObject({ status: "withdrawn" });
    const { data: told } = await vinted.took(caseId, "notice.withdrawn");
    expect(told).toMatchObject({ caseId, digest });
    expect(verdictOf(await officer.act("withdrawCase", caseId))).toBe("409 case-withdrawn");
    expect(verdictOf(await api.answer("vinted", acknowledged({ caseId, digest })))).toBe("409 case-withdrawn");
    expect(acceptedIn(await api.answer("vinted", restored({ caseId, digest }))).status).toBe("withdrawn");
    await receivers.dgccrf.took(caseId, "case.answer_received");

    const closed = caseIn(await officer.act("closeCase", caseId));
    expect(closed).toMatchObject({ status: "closed", clocks: { act: { verdict: "met" } } });
    expect(verdictOf(await officer.act("closeCase", caseId))).toBe("409 case-closed");
    expect(verdictOf(await api.answer("vinted", restored({ caseId, digest })))).toBe("409 case-closed");
  });

  it("acted upon by somebody who has not seen its latest version: refused, and nothing changes", async () => {
    const { api } = runtime;
    const officer = officerOf(api, "dgccrf");
    const { caseId, digest } = (await api.submit("dgccrf", sandboxNotice({ on: ["temu"] }))).cases[0]!;
    await receivers.temu.took(caseId, "notice.issued");
    const { version } = await eventually("the delivery is on record", async () => {
      const view = await api.readCase("dgccrf", caseId);
      return view.status === "awaiting_acknowledgement" && view;
    });
    acceptedIn(await api.answer("temu", acknowledged({ caseId, digest })));
    const before = await api.readEvents("dgccrf", caseId);
    for (const act of ["withdrawCase", "closeCase", "resumeDelivery"] as const) {
      expect(verdictOf(await officer.actOnVersion(act, caseId, version))).toBe("412 version-changed");
    }
    expect(verdictOf(await officer.act("closeCase", caseId))).toBe("409 case-not-settled");
    expect(await api.readEvents("dgccrf", caseId)).toEqual(before);
    expect(caseIn(await officer.act("withdrawCase", caseId)).status).toBe("withdrawn");
  });
});

describe("all of these journeys", () => {
  it("sent nothing that was not rightly signed and well formed", () => {
    expect(Object.values(receivers).flatMap(({ strangers }) => strangers)).toEqual([]);
  });
});

type Attempt = { attempt?: unknown; attempts?: unknown; code?: unknown; httpStatus?: unknown };

async function attempts(caseId: string): Promise<Attempt[]> {
  const events = await runtime.api.readEvents("dgccrf", caseId);
  return events.filter(({ type }) => type.startsWith("message.")).map(({ data }) => data);
}
