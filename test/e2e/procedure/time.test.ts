import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { epochOf, instantOf } from "../../../core/contract/instant.ts";
import { removed } from "../../support/e2e-answer.ts";
import { eventually } from "../../support/e2e-eventually.ts";
import { sandboxNotice } from "../../support/e2e-notice.ts";
import type { CaughtMail } from "../../../local/mail/caught-mail.ts";
import { addressesIn, openProcedure, policeRequest, type Procedure } from "../../support/procedure.ts";
import type { Receiver } from "../../support/receiver.ts";

const all = new AsyncDisposableStack();
let world: Procedure;
let shein: Receiver;

beforeAll(async () => {
  // A legal hour in two seconds: what is to be done within hours is, on a machine that has other work as well.
  world = all.use(await openProcedure({ scale: 1_800 }));
  shein = await world.receiverOf("platforms/shein");
});

afterAll(async () => all.disposeAsync());

const hour = 3_600_000;

describe.concurrent("a first order to a host", () => {
  it("follows twelve hours after the information, which names no item; later ones wait no longer", async () => {
    const { platform, receiver } = await world.register({ languages: ["fr"] });
    const request = (emergency = false) => {
      const items = [{ url: `https://www.${platform.domains[0]!}/page/${randomUUID()}`, kind: "page" }];
      return policeRequest(`E2E-${randomUUID()}`, { emergency, items });
    };
    const opened = await world.open("ofac", request());
    expect(opened.status).toBe("prior_information");
    const { caseId } = opened;
    const information = await receiver.took(caseId, "notice.prior_information");
    const text = JSON.stringify(information);
    for (const hidden of [
      new URL(opened.items[0]!.url).pathname,
      opened.items[0]!.itemId,
      opened.digest,
      opened.reference,
    ]) {
      expect(text).not.toContain(hidden);
    }
    expect(information.data.clocks).toMatchObject({ acknowledge: { within: "PT2H" }, act: { within: "PT24H" } });
    const informed = await world.until(
      "ofac",
      caseId,
      "it is informed",
      ({ delivery }) => delivery.notBefore !== undefined,
    );
    const notBefore = informed.delivery.notBefore!;
    const [given] = await world.recorded("ofac", caseId, "prior_information.given");
    expect(notBefore).toBe(instantOf(epochOf(given!.at) + 12 * hour));

    // A second order meanwhile waits for the end of the same time.
    const second = await world.open("ofac", request());
    expect(second.status).toBe("prior_information");
    expect((await world.api.readCase("ofac", second.caseId)).delivery.notBefore).toBe(notBefore);

    const emergency = await world.open("ofac", request(true));
    expect(emergency.status).toBe("delivering");
    const { timestamp: atOnce } = await receiver.took(emergency.caseId, "notice.issued");
    expect(atOnce < notBefore).toBe(true);

    for (const waiting of [caseId, second.caseId]) {
      const { timestamp } = await receiver.took(waiting, "notice.issued");
      expect(timestamp >= notBefore).toBe(true);
    }
    const third = await world.open("ofac", request());
    expect(third.status).toBe("delivering");
    await receiver.took(third.caseId, "notice.issued");
    for (const other of [second, emergency, third]) {
      expect(receiver.of(other.caseId, "notice.prior_information")).toEqual([]);
    }
    expect(receiver.strangers).toEqual([]);
  });

  it("is announced, and served, by mail where the endpoint is gone", async () => {
    const { platform, receiver } = await world.register({ languages: ["fr"] });
    receiver.react(410);
    const items = [{ url: `https://www.${platform.domains[0]!}/page/hidden`, kind: "page" }];
    const opened = await world.open("ofac", policeRequest(`E2E-${randomUUID()}`, { emergency: false, items }));
    const { caseId } = opened;
    const address = platform.contacts.pointOfContact;
    const information = await world.mailTo(address, caseId, ({ subject }) => subject.includes("Information préalable"));
    const { delivery } = await world.until("ofac", caseId, "it is informed", (kase) => {
      return kase.delivery.notBefore !== undefined;
    });
    const order = await world.mailTo(address, caseId, ({ subject }) => subject.endsWith("– Ordre visant 1 contenu"));
    const answering = (mail: CaughtMail) => addressesIn(mail).some((url) => url.includes(`/v1/answers/${caseId}`));
    expect([answering(information), answering(order)]).toEqual([false, true]);
    for (const { text, html } of [information, order]) expect(`${text} ${html}`).not.toContain("page/hidden");
    const kase = await world.until("ofac", caseId, "it is delivered", ({ delivery: { means } }) => means === "mail");
    expect(kase.delivery.deliveredAt! >= delivery.notBefore!).toBe(true);
  });

  it("that an officer serves by hand informs the host with it: the second order waits for nothing", async () => {
    // Neither the endpoint nor the mailbox takes the information.
    const contacts = { pointOfContact: `bounce@${randomUUID().slice(0, 8)}.example` };
    const { platform, receiver } = await world.register({ languages: ["fr"], contacts });
    receiver.react(503);
    const request = () => {
      const items = [{ url: `https://www.${platform.domains[0]!}/page/${randomUUID()}`, kind: "page" }];
      return policeRequest(`E2E-${randomUUID()}`, { emergency: false, items });
    };
    const { caseId, status } = await world.open("ofac", request());
    expect(status).toBe("prior_information");
    const receivedAt = (await world.api.readCase("ofac", caseId)).openedAt;
    await world.acted("ofac", "recordReceipt", caseId, { receivedAt, means: "by_hand" });
    expect((await world.open("ofac", request())).status).toBe("delivering");
  });

  it("is served at once in a justified emergency, which the record says", async () => {
    const { platform, receiver } = await world.register({ languages: ["fr"] });
    const items = [{ url: `https://www.${platform.domains[0]!}/page/1`, kind: "page" }];
    const opened = await world.open("ofac", policeRequest(`E2E-${randomUUID()}`, { items }));
    expect(opened.status).toBe("delivering");
    await receiver.took(opened.caseId, "notice.issued");
    const [first] = await world.api.readEvents("ofac", opened.caseId);
    expect(first!.data["waived"]).toBe(true);
    expect(receiver.of(opened.caseId, "notice.prior_information")).toEqual([]);
  });
});

describe.concurrent("the warning before the breach", () => {
  it("comes once for each clock, at four fifths of its window, and not where it was answered before", async () => {
    const notice = () => sandboxNotice({ on: ["shein"], acknowledgeWithin: "PT9H", actWithin: "PT11H" });
    const [silent, quick] = await Promise.all([world.deliver("dgccrf", notice()), world.deliver("dgccrf", notice())]);
    await world.answer("shein", removed(quick, quick.items));
    const { caseId } = silent;
    const kase = await world.until("dgccrf", caseId, "both are warned of", ({ clocks: { acknowledge, act } }) => {
      return acknowledge.warnedAt !== undefined && act.warnedAt !== undefined;
    });
    for (const { startedAt, dueOperational, warnAt, warnedAt } of [kase.clocks.acknowledge, kase.clocks.act]) {
      const window = epochOf(dueOperational!) - epochOf(startedAt!);
      expect(epochOf(warnAt!)).toBe(epochOf(startedAt!) + 0.8 * window);
      expect(warnedAt! >= warnAt!).toBe(true);
    }
    const warned = await world.recorded("dgccrf", caseId, "clock.warned");
    expect(warned.map(({ data }) => data["clock"])).toEqual(["acknowledge", "act"]);
    // A warning that would come after the due instant is left out, and the record says so.
    for (const { at, data } of warned) {
      const { dueOperational } = kase.clocks[data["clock"] === "act" ? "act" : "acknowledge"];
      expect(data["sent"]).toBe(at < dueOperational!);
      if (data["sent"] === true) await eventually("it arrives", () => warnings(caseId).includes(data["clock"]));
    }
    await world.until("dgccrf", caseId, "the breach", ({ overdue }) => overdue.includes("act"));
    expect(await world.recorded("dgccrf", caseId, "clock.warned")).toHaveLength(2);
    expect(await world.recorded("dgccrf", quick.caseId, "clock.warned")).toEqual([]);
    expect(shein.of(quick.caseId, "notice.reminder")).toEqual([]);
  });
});

/** The clocks that the platform was warned of, at its point of contact. */
function warnings(caseId: string): unknown[] {
  return shein.of(caseId, "notice.reminder").flatMap(({ message: { type, data } }) => {
    const isWarning = type === "notice.reminder" && data.when === "before_due" && data.contact === "point_of_contact";
    return isWarning ? [data.clock] : [];
  });
}
