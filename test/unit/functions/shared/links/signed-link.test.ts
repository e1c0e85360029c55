import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plus, type Instant } from "../../../../../core/contract/instant.ts";
import type { Clock } from "../../../../../core/case/state.ts";
import { Duration } from "../../../../../core/contract/duration.ts";
import { play } from "../../../../support/cases.ts";
import { actLinks, answerLink } from "../../../../../functions/shared/links/case-links.ts";
import { judgeLink, type Link } from "../../../../../functions/shared/links/signed-link.ts";

const kase = {
  caseId: "case_019a48f0-0000-7000-8000-000000000001",
  digest: `sha-256:${"a".repeat(64)}`,
  linkEpoch: 3,
  clocks: play("sandbox").kase.clocks,
} as const;
const secret = "s".repeat(64);
const now = "2025-11-03T08:00:00.000Z" as Instant;
const inDays = (days: number) => plus(now, days * 86_400_000);
const [tenDays, sixtyDays, tenWorkingDays] = ["P10D", "P60D", "10WD"].map((text) => Duration.parse(text)) as [
  Duration,
  Duration,
  Duration,
];
const bare = { basis: "sla", rule: "elapsed", within: tenDays, settleMilliseconds: 0, state: "not_started" } as const;
const clocksOf = (acknowledge: Partial<Clock>, act: Partial<Clock>) => ({
  acknowledge: { ...bare, ...acknowledge },
  act: { ...bare, ...act },
});
const maker = { publicUrl: "https://sommation.example", secret, now };

function partsOf(url: string) {
  const { pathname, searchParams } = new URL(url);
  const { signature = "", ...query } = Object.fromEntries(searchParams);
  return { pathname, signature, query };
}

/** A link as its parts say, and its signature. */
function readBack(url: string): { link: Link; signature: string } {
  const { pathname, signature, query } = partsOf(url);
  const purpose = pathname.split("/")[2] as Link["purpose"];
  const { caseId, digest, linkEpoch: epoch } = kase;
  return { link: { purpose, caseId, digest, epoch, expires: Number(query["expires"]) }, signature };
}

describe("links of a case", () => {
  it("lead to the act as a page or a PDF, and to the answering page, for thirty days once nothing is due", () => {
    const over = { ...kase, clocks: clocksOf({ endedAt: now }, { endedAt: now }) };
    const act = actLinks(over, maker);
    const answer = answerLink(over, maker);
    expect(partsOf(act.html).pathname).toBe(`/v1/acts/${kase.caseId}`);
    expect(partsOf(answer.url).pathname).toBe(`/v1/answers/${kase.caseId}`);
    expect(partsOf(answer.url).query).toEqual({ digest: kase.digest, epoch: "3", expires: "1764748800" });
    expect([act.expiresAt, answer.expiresAt]).toEqual(["2025-12-03T08:00:00.000Z", "2025-12-03T08:00:00.000Z"]);
    expect(act.pdf).toBe(`${act.html}&format=pdf`);
  });

  it.each<[string, Partial<Clock>, Partial<Clock>, string]>([
    ["running", { within: tenDays, dueLegal: inDays(10) }, { within: sixtyDays, dueLegal: inDays(60) }, inDays(90)],
    ["not received", { within: tenDays }, { within: sixtyDays }, inDays(10 + 60 + 30)],
    ["in working days", { within: tenWorkingDays }, { within: tenWorkingDays }, inDays(20 + 20 + 30)],
    ["suspended", { within: tenDays, endedAt: now }, { within: sixtyDays }, inDays(10 + 60 + 30)],
    ["held", { endedAt: now }, { within: tenDays, dueLegal: inDays(10), heldUntil: inDays(12) }, inDays(42)],
    ["past due", { within: tenDays, dueLegal: inDays(-9) }, { within: tenDays, dueLegal: inDays(-5) }, inDays(30)],
    ["acknowledged", { within: sixtyDays, dueLegal: inDays(60), endedAt: now }, { dueLegal: inDays(2) }, inDays(32)],
  ])("outlive the latest deadline by thirty days: %s", (_title, acknowledge, act, end) => {
    const one = { ...kase, clocks: clocksOf(acknowledge, act) };
    expect(answerLink(one, maker).expiresAt).toBe(end);
    expect(actLinks(one, maker).expiresAt).toBe(end);
  });

  it("are good until they end, to the millisecond", () => {
    const { url, expiresAt: end } = answerLink(kase, maker);
    const { link, signature } = readBack(url);
    expect(judgeLink(link, { signature, secret, now: plus(end, -1) })).toBe("good");
    expect(judgeLink(link, { signature, secret, now: end })).toBe("link-expired");
  });

  it("are known again as they were made, and in no other way", () => {
    const { link, signature } = readBack(answerLink(kase, maker).url);
    const judged = (changes: Partial<Link>, key = secret) =>
      judgeLink({ ...link, ...changes }, { signature, secret: key, now });
    expect(judged({})).toBe("good");
    expect(judged({ expires: link.expires + 1 })).toBe("bad-link");
    expect(judged({ epoch: 4 })).toBe("bad-link");
    expect(judged({ digest: `sha-256:${"b".repeat(64)}` })).toBe("bad-link");
    expect(judged({ caseId: "case_019a48f0-0000-7000-8000-000000000002" })).toBe("bad-link");
    expect(judged({}, `${secret}x`)).toBe("bad-link");
    fc.assert(
      fc.property(fc.string(), (other) => {
        expect(judgeLink(link, { signature: other, secret, now }) === "good").toBe(other === signature);
      }),
    );
  });

  it("do only what they are for: who may read the act may not answer it", () => {
    const { link, signature } = readBack(actLinks(kase, maker).html);
    expect(judgeLink(link, { signature, secret, now })).toBe("good");
    expect(judgeLink({ ...link, purpose: "answers" }, { signature, secret, now })).toBe("bad-link");
  });
});
