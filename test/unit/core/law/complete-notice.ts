import { AuthorityKind, Instrument, type Authority } from "../../../../core/contract/directory.ts";
import type { Instant } from "../../../../core/contract/instant.ts";
import { periodFieldOf } from "../../../../core/law/clock-period.ts";
import { startingDirectory } from "../../../../core/law/directory/starting-directory.ts";
import type { ElementPointer } from "../../../../core/law/element-names.ts";
import { judgeNotice, type Judgement } from "../../../../core/law/judge-notice.ts";
import { presets, type LegalBases } from "../../../../core/law/legal-bases.ts";
import type { LegalBasis, RequiredChoice, RequiredElement } from "../../../../core/law/legal-basis.ts";
import type { NoticeError } from "../../../../core/law/notice-error.ts";

/** The legal instant of the matrix. */
export const now = "2025-11-03T08:00:00.000Z" as Instant;

/** An authority with every power, so that a basis is judged by what it asks for and by nothing else. */
const everyPower: Authority = {
  id: "office",
  name: { fr: "Office", en: "Office" },
  state: "FR",
  kinds: AuthorityKind.options,
  instruments: Instrument.options,
};

/** Something that satisfies each element a basis can ask for. A new element needs its line here. */
const satisfying = {
  "/statementOfReasons": "The toy loses small parts.",
  "/provision": "Reg. (EU) 2023/988 art. 5",
  "/substantiveBasis": "Reg. (EU) 2023/988 art. 22(4)",
  "/signatory": { firstName: "Prénom", lastName: "NOM", capacity: "Cheffe de bureau", service: "5B" },
  "/items": [{ url: "https://fr.shein.com/example-p-1.html", kind: "product_listing" }],
  "/orderedMeasures": ["removed"],
  "/orderedDelay": "PT72H",
  "/acknowledgeWithin": "PT1H",
  "/actWithin": "PT2H",
  "/redress/provider": "Appeal within two months.",
  "/redress/recipient": "Appeal within two months.",
  "/effectAuthority": "dgccrf",
  "/territorialScope": ["FR"],
  "/language": "en",
  "/contact/name": "Bureau 5B",
  "/contact/email": "5b@office.example",
  "/goodFaith": true,
  "/adversarialStep": { date: "2025-10-01" },
  "/authorUnidentifiable": true,
  "/priorMeasures": [{ kind: "fr-conso-521-1", platform: "shein", reference: "R-1", date: "2025-10-20" }],
} as const satisfies Record<ElementPointer, unknown>;

/** Elements that every notice has, whatever its basis: missing, they name a provision where the basis asks for them. */
export const ofEveryNotice: readonly ElementPointer[] = ["/items", "/language"];

/** The elements the basis asks for one by one. */
export function elementsOf({ requires }: LegalBasis): RequiredElement[] {
  return requires.filter((required): required is RequiredElement => "at" in required);
}

/** The elements of which the basis asks for one. */
export function choicesOf({ requires }: LegalBasis): RequiredChoice[] {
  return requires.filter((required): required is RequiredChoice => "anyOf" in required);
}

/** Everything that can be missing: each element, each choice, each period that a clock takes from the notice. */
export function gapsOf(basis: LegalBasis): { at: ElementPointer; lacking: readonly ElementPointer[]; by: string }[] {
  const named = elementsOf(basis).map(({ at }) => at);
  const periods = [basis.clocks.acknowledge.within, basis.clocks.act.within].flatMap((within) => {
    const field = periodFieldOf(within);
    return field === undefined || named.includes(`/${field}`) ? [] : [`/${field}` as const];
  });
  return [
    ...elementsOf(basis).map(({ at, by }) => ({ at, lacking: [at], by })),
    ...choicesOf(basis).map(({ anyOf, by }) => ({ at: anyOf[0], lacking: anyOf, by })),
    ...periods.map((at) => ({ at, lacking: [at], by: basis.id })),
  ];
}

/** A notice with all that the basis asks for and no more, less what is `lacking`, with some fields replaced. */
export function completeNotice(
  basis: LegalBasis,
  lacking: readonly ElementPointer[] = [],
  changes: Record<string, unknown> = {},
): Record<string, unknown> {
  const notice: Record<string, unknown> = { reference: "R-1", legalBasis: basis.id };
  const asked = [...ofEveryNotice, ...gapsOf(basis).map(({ at }) => at)];
  for (const at of asked.filter((pointer) => !lacking.includes(pointer))) put(notice, at, satisfying[at]);
  if (basis.measures !== undefined && "orderedMeasures" in notice) notice["orderedMeasures"] = [basis.measures[0]];
  return { ...notice, ...changes };
}

/** The element with something that satisfies it. */
export function satisfied(at: ElementPointer): Record<string, unknown> {
  const notice = {};
  put(notice, at, satisfying[at]);
  return notice;
}

function put(notice: Record<string, unknown>, at: ElementPointer, value: unknown): void {
  const [, field = "", inner] = at.split("/");
  notice[field] = inner === undefined ? value : { ...(notice[field] as object | undefined), [inner]: value };
}

/** The judgement of a notice by the authority with every power. */
export function judgedByAll(notice: unknown, bases: LegalBases = presets): Judgement {
  return judgeNotice(notice, { authority: everyPower, now, directory: startingDirectory, bases, allowSandbox: true });
}

/** What such a notice is refused for; nothing where it is accepted. */
export function refusedFor(notice: unknown, bases?: LegalBases): NoticeError[] {
  const judgement = judgedByAll(notice, bases);
  return judgement.kind === "refused" ? judgement.errors : [];
}
