import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plus, type Instant } from "../../../../../core/contract/instant.ts";
import { actLinks, answerLink } from "../../../../../functions/shared/links/case-links.ts";
import { judgeLink, type Link } from "../../../../../functions/shared/links/signed-link.ts";

const kase = {
  caseId: "case_019a48f0-0000-7000-8000-000000000001",
  digest: `sha-256:${"a".repeat(64)}`,
  linkEpoch: 3,
} as const;
const secret = "s".repeat(64);
const now = "2025-11-03T08:00:00.000Z" as Instant;
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
  it("lead to the act as a page or a PDF, and to the answering page, for thirty days", () => {
    const act = actLinks(kase, maker);
    const answer = answerLink(kase, maker);
    expect(partsOf(act.html).pathname).toBe(`/v1/acts/${kase.caseId}`);
    expect(partsOf(answer.url).pathname).toBe(`/v1/answers/${kase.caseId}`);
    expect(partsOf(answer.url).query).toEqual({ digest: kase.digest, epoch: "3", expires: "1764748800" });
    expect([act.expiresAt, answer.expiresAt]).toEqual(["2025-12-03T08:00:00.000Z", "2025-12-03T08:00:00.000Z"]);
    expect(act.pdf).toBe(`${act.html}&format=pdf`);
  });

  it("are good until they end, to the millisecond", () => {
    const { link, signature } = readBack(answerLink(kase, maker).url);
    const end = "2025-12-03T08:00:00.000Z" as Instant;
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
