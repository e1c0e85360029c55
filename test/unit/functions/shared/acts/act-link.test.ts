import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Instant } from "../../../../../core/contract/instant.ts";
import { isOurLink, linksTo } from "../../../../../functions/shared/acts/act-link.ts";

const act = {
  caseId: "case_019a48f0-0000-7000-8000-000000000001",
  digest: `sha-256:${"a".repeat(64)}`,
} as const;
const secret = "s".repeat(64);
const made = linksTo(act, {
  publicUrl: "https://sommation.example",
  secret,
  now: "2025-11-03T08:00:00.000Z" as Instant,
});

function partsOf(link: string) {
  const { pathname, searchParams } = new URL(link);
  const { digest, expires, signature, ...others } = Object.fromEntries(searchParams);
  return { pathname, digest, expires: Number(expires), signature: signature ?? "", others };
}

describe("a link to an act", () => {
  it("leads to a page or a PDF, for thirty days", () => {
    const { pathname, digest, expires, others } = partsOf(made.html);
    expect(pathname).toBe(`/v1/acts/${act.caseId}`);
    expect(digest).toBe(act.digest);
    expect(others).toEqual({});
    expect(made.expiresAt).toBe("2025-12-03T08:00:00.000Z");
    expect(new Date(expires * 1_000).toISOString()).toBe(made.expiresAt);
    expect(partsOf(made.pdf)).toEqual({ ...partsOf(made.html), others: { format: "pdf" } });
  });

  it("is known again, and nothing else is", () => {
    const { expires, signature } = partsOf(made.html);
    const linked = { ...act, expires };
    expect(isOurLink(linked, signature, secret)).toBe(true);
    expect(isOurLink({ ...linked, expires: expires + 1 }, signature, secret)).toBe(false);
    expect(isOurLink({ ...linked, digest: `sha-256:${"b".repeat(64)}` }, signature, secret)).toBe(false);
    expect(isOurLink({ ...linked, caseId: "case_019a48f0-0000-7000-8000-000000000002" }, signature, secret)).toBe(
      false,
    );
    expect(isOurLink(linked, signature, `${secret}x`)).toBe(false);
    fc.assert(
      fc.property(fc.string(), (other) => {
        expect(isOurLink(linked, other, secret)).toBe(other === signature);
      }),
    );
  });
});
