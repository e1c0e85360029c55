import { describe, expect, it } from "vitest";
import type { Instant } from "../../../../core/contract/instant.ts";
import { authorityIn } from "../../../../core/law/directory/directory.ts";
import { startingDirectory } from "../../../../core/law/directory/starting-directory.ts";
import { judgeNotice } from "../../../../core/law/judge-notice.ts";
import { findLegalBasis, presets } from "../../../../core/law/legal-bases.ts";
import { basesFor, mayUse } from "../../../../core/law/powers.ts";
import { completeNotice } from "./complete-notice.ts";

/** What each authority is in law, and the powers it has: written out, not read from the directory. */
const authorities = {
  dgccrf: [
    ["administrative", "consumer_protection", "market_surveillance"],
    ["order", "report", "injunction", "requisition"],
  ],
  ofac: [
    ["police_unit", "administrative"],
    ["order", "report"],
  ],
  arcom: [
    ["administrative", "coordinator"],
    ["order", "report"],
  ],
  "haut-commissariat": [["public_body"], ["report"]],
  "parquet-paris": [["judicial", "prosecutor"], ["report"]],
  "parquet-nice": [["judicial", "prosecutor"], ["report"]],
} as const;

/** What each basis asks of the authority. */
const bases = {
  "eu-dsa-9": [["judicial", "administrative"], "order"],
  "eu-dsa-16": [["judicial", "administrative", "public_body"], "report"],
  "eu-gpsr-22-order": [["market_surveillance"], "order"],
  "eu-gpsr-22-notice": [["judicial", "administrative", "market_surveillance", "public_body"], "report"],
  "fr-lcen-6-1-csam": [["police_unit"], "order"],
  "fr-conso-521-1": [["consumer_protection"], "injunction"],
  "fr-conso-521-3-1": [["consumer_protection"], "requisition"],
  sandbox: ["any", "order"],
} as const;

/** One of the kinds and the instrument, worked out by hand: `x` may use the basis. */
const matrix = `
                   dgccrf  ofac  arcom  haut-commissariat  parquet-paris  parquet-nice
eu-dsa-9              x      x     x            -                -              -
eu-dsa-16             x      x     x            x                x              x
eu-gpsr-22-order      x      -     -            -                -              -
eu-gpsr-22-notice     x      x     x            x                x              x
fr-lcen-6-1-csam      -      x     -            -                -              -
fr-conso-521-1        x      -     -            -                -              -
fr-conso-521-3-1      x      -     -            -                -              -
sandbox               x      x     x            x                x              x
`;

const [names = [], ...rows] = matrix
  .trim()
  .split("\n")
  .map((line) => line.trim().split(/\s+/));

/** Every authority with every basis, and whether it may use it. */
const cells = rows.flatMap(([basis = "", ...marks]) =>
  names.map((authority, column) => ({ authority, basis, may: marks[column] === "x" })),
);

const titled = (list: typeof cells) => list.map((cell) => [cell.authority, cell.basis, cell] as const);
const now = "2025-11-03T08:00:00.000Z" as Instant;

/** The bases that the matrix gives an authority, in its order. */
function given(authority: string, allowSandbox: boolean): string[] {
  const theirs = cells.filter((cell) => cell.authority === authority && cell.may).map(({ basis }) => basis);
  return theirs.filter((basis) => allowSandbox || basis !== "sandbox");
}

/** The judgement of a notice that has all that the basis asks for. */
function judged(authority: string, basis: string, allowSandbox: boolean) {
  return judgeNotice(completeNotice(findLegalBasis(presets, basis)!), {
    authority: authorityIn(startingDirectory, authority)!,
    now,
    directory: startingDirectory,
    bases: presets,
    allowSandbox,
  });
}

describe("the matrix of powers", () => {
  it("has every authority of the starting directory, with its kinds and instruments", () => {
    const listed = startingDirectory.authorities.map(({ id, kinds, instruments }) => [id, [kinds, instruments]]);
    expect(Object.fromEntries(listed)).toEqual(authorities);
    expect(names).toEqual(Object.keys(authorities));
  });

  it("has every basis that can be used, with its issuers and its instrument", () => {
    const listed = presets.usable.map(({ id, issuers, instrument }) => [id, [issuers, instrument]]);
    expect(Object.fromEntries(listed)).toEqual(bases);
    expect(rows.map(([basis]) => basis)).toEqual(Object.keys(bases));
  });
});

describe("the matrix and the tables", () => {
  it.each(titled(cells))("%s and %s: a kind that it asks for, and its instrument", (authority, basis, { may }) => {
    const [kinds, powers]: readonly [readonly string[], readonly string[]] =
      authorities[authority as keyof typeof authorities];
    const [issuers, instrument] = bases[basis as keyof typeof bases];
    const isIssuer = issuers !== "any" && issuers.some((kind) => kinds.includes(kind)) && powers.includes(instrument);
    expect(may).toBe(issuers === "any" || isIssuer);
  });
});

describe("an authority", () => {
  it.each(titled(cells))("%s and %s: may use it or not", (_, __, { authority, basis, may }) => {
    expect(mayUse(authorityIn(startingDirectory, authority)!, findLegalBasis(presets, basis)!)).toBe(may);
  });

  it.each(names)("%s is offered what it may use, the sandbox only where it is allowed", (name) => {
    const authority = authorityIn(startingDirectory, name)!;
    expect(basesFor(authority, presets, { day: "2025-11-03", allowSandbox: false }).map(({ id }) => id)).toEqual(
      given(name, false),
    );
    expect(basesFor(authority, presets, { day: "2025-11-03", allowSandbox: true }).map(({ id }) => id)).toEqual(
      given(name, true),
    );
  });

  it.each(titled(cells.filter(({ may }) => may)))("%s submits under %s", (_, __, { authority, basis }) => {
    expect(judged(authority, basis, true)).toMatchObject({ kind: "accepted", basis: { id: basis } });
  });

  it.each(titled(cells.filter(({ may }) => !may)))(
    "%s is refused under %s, and reads exactly what it may use instead",
    (_, __, { authority, basis }) => {
      for (const allowSandbox of [false, true]) {
        const judgement = judged(authority, basis, allowSandbox);
        expect(judgement).toMatchObject({ kind: "refused", status: 403 });
        const [error, ...more] = judgement.kind === "refused" ? judgement.errors : [];
        expect(more).toEqual([]);
        expect(error).toMatchObject({ pointer: "/legalBasis", code: "no_power" });
        for (const text of [error?.detail.fr, error?.detail.en]) {
          const [, list = ""] = /: ([^:]+)\.$/.exec(text ?? "") ?? [];
          expect(list.split(", ")).toEqual(given(authority, allowSandbox));
        }
      }
    },
  );

  it("is not given a power by the instrument without the kind, nor by the kind without the instrument", () => {
    const order = findLegalBasis(presets, "eu-gpsr-22-order")!;
    const dgccrf = authorityIn(startingDirectory, "dgccrf")!;
    expect(mayUse({ ...dgccrf, kinds: ["administrative"] }, order)).toBe(false);
    expect(mayUse({ ...dgccrf, instruments: ["report"] }, order)).toBe(false);
  });
});
