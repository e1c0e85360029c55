import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { developmentSecret } from "../../local/directory/development-secrets.ts";
import { acceptedIn, faultsIn, problemIn, tellable, verdictOf, type Answered, type Api } from "../support/e2e-api.ts";
import { acknowledged, refused, removed, restored, signedAnswer, type PlatformAnswer } from "../support/e2e-answer.ts";
import { eventually } from "../support/e2e-eventually.ts";
import { sandboxNotice } from "../support/e2e-notice.ts";
import { startRuntime } from "../support/runtime.ts";

const all = new AsyncDisposableStack();
let api: Api;

beforeAll(async () => {
  ({ api } = all.use(await startRuntime()));
});

afterAll(async () => all.disposeAsync());

/** A case of Shein's that has been delivered and waits for an answer. */
async function openCase(items = 1) {
  const [first] = (await api.submit("dgccrf", sandboxNotice({ on: ["shein"], items }))).cases;
  await eventually("the notice is delivered", async () => {
    const { status, outbox } = await api.readCase("dgccrf", first!.caseId);
    return status === "awaiting_acknowledgement" && outbox.length === 0;
  });
  return first!;
}

const recordOf = async (caseId: string) => api.readEvents("dgccrf", caseId);

async function answersOnRecord(caseId: string): Promise<number> {
  return (await recordOf(caseId)).filter(({ type }) => type === "answer.received").length;
}

describe("a wrong signature", () => {
  it("is answered in one wording, whatever is wrong and whoever it is, an unknown platform included", async () => {
    const kase = await openCase();
    const before = await recordOf(kase.caseId);
    const answer = acknowledged(kase);
    const bare = { "content-type": "application/json" };
    const { headers: good, body } = signedAnswer("shein", answer);
    const send = async (headers: Record<string, string>, platformId = "shein") =>
      api.call("receiveAnswer", { params: { platformId }, headers, body });
    const wrong = await Promise.all([
      api.answer("shein", answer, { secret: developmentSecret("from", "temu") }),
      api.answer("shein", answer, { secret: developmentSecret("to", "shein") }),
      api.answer("shein", answer, { signed: `${body} ` }),
      api.answer("shein", answer, { secret: developmentSecret("from", "temu"), at: new Date(0) }),
      send(bare),
      send({ ...good, "webhook-id": "another" }),
      send({ ...good, "webhook-timestamp": `${Number(good["webhook-timestamp"]) + 1}` }),
      send({ ...good, "webhook-timestamp": "soon" }),
      send({ ...good, "webhook-signature": "" }),
      send({ ...good, "webhook-signature": `v2,${good["webhook-signature"].slice(3)}` }),
      send({ ...good, "webhook-signature": "v1,AAAA" }),
      send(good, "temu"),
      send(good, "no-such-platform"),
      send(good, "../shein"),
      send(good, "S".repeat(300)),
    ]);
    const told = wrong.map(tellable);
    expect(told[0]).toMatchObject({ status: 401, type: "/problems/bad-signature" });
    for (const one of told) expect(one).toEqual(told[0]);
    expect(await recordOf(kase.caseId)).toEqual(before);
  });

  it("is told apart from a good one whose timestamp is stale, which is named", async () => {
    const kase = await openCase();
    for (const seconds of [-310, 310]) {
      const at = new Date(Date.now() + seconds * 1_000);
      expect(verdictOf(await api.answer("shein", acknowledged(kase), { at }))).toBe("401 stale-timestamp");
    }
    expect(await answersOnRecord(kase.caseId)).toBe(0);
  });

  it("of a platform on another's case is an answer to nothing: as if the case did not exist", async () => {
    const kase = await openCase();
    const nowhere = { ...kase, caseId: "case_00000000-0000-7000-8000-000000000000" };
    const foreign = await api.answer("temu", acknowledged(kase));
    expect(tellable(foreign)).toEqual(tellable(await api.answer("temu", acknowledged(nowhere))));
    expect(verdictOf(foreign)).toBe("404 not-found");
    expect(await answersOnRecord(kase.caseId)).toBe(0);
  });
});

describe("a repeated webhook-id", () => {
  it("is answered with the same words, also when the case has moved on", async () => {
    const kase = await openCase();
    const id = randomUUID();
    const first = await api.answer("shein", acknowledged(kase), { id });
    expect(acceptedIn(first).status).toBe("awaiting_action");
    acceptedIn(await api.answer("shein", removed(kase, kase.items)));
    const repeat = await api.answer("shein", acknowledged(kase), { id });
    expect([repeat.status, repeat.text]).toEqual([200, first.text]);
    expect(await answersOnRecord(kase.caseId)).toBe(2);
  });

  it("with another body is refused, and changes nothing", async () => {
    const kase = await openCase();
    const id = randomUUID();
    acceptedIn(await api.answer("shein", acknowledged(kase), { id }));
    const other = await api.answer("shein", refused(kase), { id });
    expect(verdictOf(other)).toBe("409 webhook-id-reused");
    expect(await answersOnRecord(kase.caseId)).toBe(1);
  });

  it("is remembered of accepted messages only: one that was refused may be mended", async () => {
    const kase = await openCase();
    const id = randomUUID();
    expect(verdictOf(await api.answer("shein", restored(kase), { id }))).toBe("409 case-not-withdrawn");
    expect(verdictOf(await api.answer("shein", acknowledged(kase), { id }))).toBe("200");
  });

  it("sent many times at once is put on record once, and every time answered alike", async () => {
    const kase = await openCase();
    const id = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 8 }, async () => api.answer("shein", acknowledged(kase), { id })),
    );
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(acceptedIn(answers[0]!).status).toBe("awaiting_action");
    expect(await answersOnRecord(kase.caseId)).toBe(1);
  });
});

describe("two answers at once", () => {
  it("that say different things are both put on record", async () => {
    const kase = await openCase();
    const answers = await Promise.all([
      api.answer("shein", removed(kase, kase.items)),
      api.answer("shein", acknowledged(kase)),
    ]);
    expect(answers.map(verdictOf)).toEqual(["200", "200"]);
    expect(await answersOnRecord(kase.caseId)).toBe(2);
    expect((await api.readCase("dgccrf", kase.caseId)).status).toBe("answered");
  });

  it("that say the same are one on record and one refused with where the case stands", async () => {
    const kase = await openCase();
    const answers = await Promise.all([
      api.answer("shein", removed(kase, kase.items)),
      api.answer("shein", removed(kase, kase.items)),
    ]);
    expect(answers.map(verdictOf).sort()).toEqual(["200", "409 already-answered"]);
    const refusal = answers.find(({ status }) => status === 409);
    expect(problemIn(refusal!).caseStatus).toBe("answered");
    expect(await answersOnRecord(kase.caseId)).toBe(1);
  });

  it("for different items settle the case together", async () => {
    const kase = await openCase(2);
    const answers = await Promise.all(kase.items.map(async (item) => api.answer("shein", removed(kase, [item]))));
    expect(answers.map((answer) => acceptedIn(answer).status).sort()).toEqual(["answered", "awaiting_action"]);
    expect(await answersOnRecord(kase.caseId)).toBe(2);
  });
});

describe("an answer that cannot be right", () => {
  it("is refused with what is wrong and where, and nothing changes", async () => {
    const kase = await openCase();
    const before = await recordOf(kase.caseId);
    const send = async (answer: PlatformAnswer) => api.answer("shein", answer);
    const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
    const told = async (answered: Answered) => [verdictOf(answered), ...faultsIn(answered)];
    const otherDigest = { ...kase, digest: `sha-256:${"0".repeat(64)}` };
    const stranger = { itemId: "itm_00000000-0000-7000-8000-000000000000" };

    expect(await told(await send(acknowledged(otherDigest)))).toEqual([
      "409 not-current-version",
      "/data/digest not_current_version",
    ]);
    expect(await told(await send(removed(kase, [...kase.items, stranger])))).toEqual([
      "422 unknown-item",
      "/data/items/1/itemId unknown_item",
    ]);
    expect(await told(await send(removed(kase, kase.items, inAnHour)))).toEqual([
      "422 impossible-time",
      "/data/items/0/measuredAt measured_in_future",
    ]);
    expect(await told(await send(removed(kase, kase.items, "2025-01-01T00:00:00Z")))).toEqual([
      "422 impossible-time",
      "/data/items/0/measuredAt measured_before_notice",
    ]);
    expect(await recordOf(kase.caseId)).toEqual(before);
  });

  it("is refused where it holds what no message may carry, and is never repeated", async () => {
    const kase = await openCase();
    const { type, data } = JSON.parse(JSON.stringify(removed(kase, kase.items))) as {
      type: string;
      data: { items: object[] };
    };
    const withNote = (note: string) => ({ type, data: { ...data, items: [{ ...data.items[0], note }] } });
    const dataUri = "see data:image/png;base64,iVBORw0KGgo=";
    const [hidden, encoded, controls] = await Promise.all(
      [dataUri, "iVBORw0KGgo".repeat(12), "bell \u0007"].map(async (note) =>
        api.answer("shein", JSON.stringify(withNote(note))),
      ),
    );
    expect([verdictOf(hidden!), ...faultsIn(hidden!)]).toEqual(["422 invalid-request", "/data/items/0/note data_uri"]);
    expect(faultsIn(encoded!)).toEqual(["/data/items/0/note base64"]);
    expect(faultsIn(controls!)).toEqual(["/data/items/0/note control_characters"]);
    expect(hidden!.text).not.toContain("data:");
    expect(await answersOnRecord(kase.caseId)).toBe(0);
  });

  it("is refused where its shape is not the published one, every fault at once", async () => {
    const kase = await openCase();
    const good = JSON.stringify(acknowledged(kase));
    const send = async (body: string, contentType = "application/json") => {
      const { headers } = signedAnswer("shein", body);
      return api.call("receiveAnswer", {
        params: { platformId: "shein" },
        headers: { ...headers, "content-type": contentType },
        body,
      });
    };
    const deep = `${"[".repeat(2_000)}${"]".repeat(2_000)}`;
    const unknown = await send(good.replace('"version":1', '"version":"1","verson":1'));
    expect([verdictOf(unknown), ...faultsIn(unknown)]).toEqual([
      "422 invalid-request",
      "/data/version wrong_type",
      "/data/verson unknown_field",
    ]);
    const nowhere = await send(
      JSON.stringify(removed(kase, kase.items)).replace('"outcome"', '"territory":["FR","XX"],"outcome"'),
    );
    expect([verdictOf(nowhere), ...faultsIn(nowhere)]).toEqual([
      "422 invalid-request",
      "/data/items/0/territory/1 unknown_territory",
    ]);
    const poisoned = await send(good.replace("{", '{"__proto__":{"type":"notice.refused"},'));
    expect(verdictOf(poisoned)).toBe("422 invalid-request");
    const poisonedInside = await send(good.replace('"data":{', '"data":{"__proto__":{"version":1},'));
    expect(verdictOf(poisonedInside)).toBe("422 invalid-request");
    expect(verdictOf(await send(good.slice(1)))).toBe("400 not-json");
    expect(verdictOf(await send(deep))).toBe("400 not-json");
    expect(verdictOf(await send(good, "text/plain"))).toBe("415 unsupported-media-type");
    expect(verdictOf(await send(`${good}${" ".repeat(65_536)}`))).toBe("413 too-large");
    expect(await answersOnRecord(kase.caseId)).toBe(0);
  });
});
