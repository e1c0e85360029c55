import { afterEach, describe, expect, it } from "vitest";
import type { Instant } from "../../../../core/contract/instant.ts";
import { authorityIn } from "../../../../core/law/directory/directory.ts";
import { startingDirectory } from "../../../../core/law/directory/starting-directory.ts";
import { judgeNotice } from "../../../../core/law/judge-notice.ts";
import { findLegalBasis, presets } from "../../../../core/law/legal-bases.ts";
import type { LegalBasis } from "../../../../core/law/legal-basis.ts";
import { basesFor } from "../../../../core/law/powers.ts";
import { sampleNotice } from "./sample-notice.ts";

const ofac = authorityIn(startingDirectory, "ofac")!;
const id = "fr-lcen-6-1-csam";
const first = findLegalBasis(presets, id)!;
const published = [...presets.usable];

/** Publishes these versions of the basis, in this order, in place of the one there is. */
function publish(...versions: Partial<LegalBasis>[]) {
  const others = published.filter((basis) => basis.id !== id);
  const list = presets.usable as LegalBasis[];
  list.splice(0, list.length, ...others, ...versions.map((version) => ({ ...first, ...version })));
}

afterEach(() => {
  const list = presets.usable as LegalBasis[];
  list.splice(0, list.length, ...published);
});

function judgementAt(now: string, changes: Record<string, unknown> = {}) {
  const submission = {
    authority: ofac,
    now: now as Instant,
    directory: startingDirectory,
    bases: presets,
    allowSandbox: false,
  };
  return judgeNotice(sampleNotice("04-lcen-order-wish", changes), submission);
}

function judgedAt(now: string) {
  const judgement = judgementAt(now);
  return judgement.kind === "accepted"
    ? `version ${judgement.basis.version}`
    : judgement.errors.map(({ pointer, code }) => `${pointer} ${code}`).join();
}

function errorsAt(now: string, changes: Record<string, unknown>) {
  const judgement = judgementAt(now, changes);
  return judgement.kind === "refused" ? judgement.errors : [];
}

const notInForce = "/legalBasis legal_basis_not_in_force";

describe("several versions of a legal basis", () => {
  it.each([[[1, 2, 3]], [[3, 2, 1]], [[2, 3, 1]]])("listed as %j: the newest is used, the others are kept", (order) => {
    publish(...order.map((version) => ({ version })));
    expect(findLegalBasis(presets, id)?.version).toBe(3);
    expect(judgedAt("2025-11-03T08:00:00.000Z")).toBe("version 3");
    expect(order.map((version) => findLegalBasis(presets, id, version)?.version)).toEqual(order);
  });

  it.each([[[1, 2]], [[2, 1]]])("listed as %j: an authority is offered the newest, once", (order) => {
    publish(...order.map((version) => ({ version })));
    const offered = basesFor(ofac, presets, { day: "2025-11-03", allowSandbox: false }).filter(
      (basis) => basis.id === id,
    );
    expect(offered.map(({ version }) => version)).toEqual([2]);
  });
});

describe("an authority that lacks a power", () => {
  const lacking = () => {
    const [error] = errorsAt("2025-11-03T08:00:00.000Z", { legalBasis: "fr-conso-521-1" });
    return error?.detail.en.replace(/^.*: /, "");
  };

  it("is offered a basis by the version in force, not by one to come that takes the power away", () => {
    publish({}, { version: 2, validFrom: "2026-01-01", issuers: ["prosecutor"] });
    expect(lacking()).toContain(id);
  });

  it.each([
    ["has ended", { validTo: "2025-10-31" }],
    ["is still to come", { validFrom: "2026-01-01" }],
  ])("is not offered a basis that %s", (_, version) => {
    publish(version);
    expect(lacking()).not.toContain(id);
    expect(lacking()).toContain("eu-dsa-9");
  });
});

describe("a legal basis that ends", () => {
  it("can be used from its first day to its last", () => {
    publish({ validFrom: "2025-02-01", validTo: "2025-10-31" });
    expect(judgedAt("2025-01-31T12:00:00.000Z")).toBe(notInForce);
    expect(judgedAt("2025-02-01T12:00:00.000Z")).toBe("version 1");
    expect(judgedAt("2025-10-31T12:00:00.000Z")).toBe("version 1");
    expect(judgedAt("2025-11-01T12:00:00.000Z")).toBe(notInForce);
  });

  it("is refused in a sentence, in French and in English", () => {
    publish({ validTo: "2025-10-31" });
    const judgement = judgementAt("2025-11-03T08:00:00.000Z");
    const [error] = judgement.kind === "refused" ? judgement.errors : [];
    expect(error?.detail.fr).toMatch(/^Cette base .*\.$/);
    expect(error?.detail.en).toMatch(/^This legal .*\.$/);
  });
});
