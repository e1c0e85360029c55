import { describe, expect, it } from "vitest";
import { Duration } from "../../../../core/contract/duration.ts";
import { LocalDate } from "../../../../core/contract/local-date.ts";
import { Notice } from "../../../../core/contract/notice.ts";
import { elementNames } from "../../../../core/law/element-names.ts";
import { faultsOf } from "../../../../core/law/faults-of-basis.ts";
import { findKeptBasis, findLegalBasis, presets } from "../../../../core/law/legal-bases.ts";
import type { LegalBasis } from "../../../../core/law/legal-basis.ts";

const all = [...presets.usable, ...presets.kept];

/** Every string under `value`, with its path. */
function strings(value: unknown, path = ""): [string, string][] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, entry]) => strings(entry, `${path}/${name}`));
}

describe("the legal bases", () => {
  it("are those of the directory of law, usable and kept", () => {
    expect(presets.usable.map(({ id }) => id)).toEqual([
      "eu-dsa-9",
      "eu-dsa-16",
      "eu-gpsr-22-order",
      "eu-gpsr-22-notice",
      "fr-lcen-6-1-csam",
      "fr-conso-521-1",
      "fr-conso-521-3-1",
      "sandbox",
    ]);
    expect(presets.kept.map(({ id }) => id)).toEqual([
      "eu-tco-3",
      "eu-dsa-10",
      "eu-dsa-22",
      "fr-lcen-6-1-terror",
      "fr-lcen-6-1-drugs",
      "fr-lcen-6-3",
      "fr-sren-10-1",
      "au-osa-109",
      "uk-osa",
      "us-tida",
    ]);
  });

  it("have one entry per id and version", () => {
    expect(new Set(all.map(({ id, version }) => `${id} ${version}`)).size).toBe(all.length);
  });

  it.each(all.map((basis) => [basis.id, basis] as const))(
    "%s is written in well-formed dates and durations",
    (_, basis) => {
      expect(LocalDate.safeParse(basis.validFrom).success).toBe(true);
      const durations = strings(basis).filter(([path]) =>
        /\/(within|after|min|max|withholdMax|firstOrderToHost)$/.test(path),
      );
      const periods = durations.filter(([, text]) => !/^(orderedDelay|acknowledgeWithin|actWithin)$/.test(text));
      expect(periods.filter(([, text]) => !Duration.safeParse(text).success)).toEqual([]);
      expect(basis.review).toBe("draft");
    },
  );

  it.each(presets.usable.map((basis) => [basis.id, basis] as const))(
    "%s tells the two sides only of a missed service level, and leaves consequences to a person",
    (_, basis) => {
      expect(faultsOf(basis)).toEqual([]);
    },
  );

  it.each(presets.usable.map((basis) => [basis.id, basis] as const))(
    "%s names each step after its trigger, clock and recipient",
    (_, basis) => {
      for (const step of basis.ladder) {
        const clock = step.on === "overdue" ? `${step.clock}-` : "";
        expect(step.id.startsWith(`${step.on}-${clock}${step.to.replaceAll("_", "-")}`), step.id).toBe(true);
      }
    },
  );

  it("ask for elements that a notice has a field for", () => {
    for (const pointer of Object.keys(elementNames)) {
      const [, field = ""] = pointer.split("/");
      expect(Object.keys(Notice.shape), pointer).toContain(field);
    }
  });

  it("are found by id, the newest version by default", () => {
    expect(findLegalBasis(presets, "fr-conso-521-3-1")?.clocks.act.within).toBe("orderedDelay");
    expect(findLegalBasis(presets, "fr-conso-521-3-1", 1)?.id).toBe("fr-conso-521-3-1");
    expect(findLegalBasis(presets, "fr-conso-521-3-1", 2)).toBeUndefined();
    expect(findLegalBasis(presets, "eu-tco-3")).toBeUndefined();
    expect(findKeptBasis(presets, "eu-tco-3")?.why.fr).toContain("annexes");
    expect(findKeptBasis(presets, "fr-conso-521-3-1")).toBeUndefined();
  });
});

describe("the rules of the data", () => {
  const base = findLegalBasis(presets, "eu-dsa-16")!;
  const with_ = (step: LegalBasis["ladder"][number]): LegalBasis => ({ ...base, ladder: [...base.ladder, step] });
  const subject = { fr: "x", en: "x" };

  it("catch a missed service level that would reach a prosecutor", () => {
    const step = {
      id: "s",
      on: "overdue",
      clock: "act",
      mode: "decision",
      to: "public_prosecutor",
      message: "referral",
      subject,
    } as const;
    expect(faultsOf(with_(step))).toEqual([{ code: "sla_step_leaves_the_two_sides", step: "s" }]);
  });

  it("catch a consequence nobody decides, where the types were got round", () => {
    const step = { id: "s", on: "issued", mode: "automatic", to: "court", message: "copy", subject };
    expect(faultsOf(with_(step as never))).toEqual([{ code: "consequence_without_decision", step: "s" }]);
  });

  it("catch a step that stands there twice", () => {
    expect(faultsOf(with_(base.ladder[0]!))).toEqual([{ code: "step_id_twice", step: base.ladder[0]!.id }]);
  });
});
