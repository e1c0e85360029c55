import { answerTable } from "../../core/contract/answer-table.ts";
import type { EventOf } from "../../core/case/events.ts";
import type { Case, LateCause, Verdict } from "../../core/case/state.ts";
import type { Bilingual } from "../../core/contract/language.ts";
import { measures } from "../../core/contract/measures.ts";
import { legalTime } from "./legal-time.ts";
import type { Told } from "./told.ts";

/** Tells what a platform said, and what it did to the clocks. */
export function tellAnswer({ data }: EventOf<"answer.received">, before: Case | undefined): Told {
  const { acknowledge, act } = data.ended ?? {};
  const clock = acknowledge && act ? "both" : acknowledge ? "acknowledge" : act ? "act" : undefined;
  const judged = act ?? acknowledge;
  const due = before?.clocks[act ? "act" : "acknowledge"].dueLegal;
  const excuse = judged?.verdict === "missed" && judged.lateCause !== undefined ? excuses[judged.lateCause] : undefined;
  const verdict = judged === undefined ? undefined : (excuse ?? verdicts[judged.verdict]);
  const late = judged?.verdict === "missed" && due !== undefined ? legalTime(due) : undefined;
  const what = statement(data);
  const says = {
    fr: `${what.fr}${verdict ? `, ${verdict.fr}` : ""}${late ? ` : dû ${late.fr}` : ""}`,
    en: `${what.en}${verdict ? `, ${verdict.en}` : ""}${late ? `: due ${late.en}` : ""}`,
  };
  const tone = excuse !== undefined ? "plain" : judged?.verdict === "missed" ? "bad" : "good";
  return { sign: "←", tone, ...(clock && { clock }), mail: data.identified === "link", says };
}

const verdicts = {
  met: { fr: "à temps", en: "in time" },
  met_reported_late: { fr: "à temps, dit en retard", en: "in time, reported late" },
  missed: { fr: "EN RETARD", en: "LATE" },
} as const satisfies Record<Verdict, Bilingual>;

/** Late in the time that was given back: for an outage of ours, or because the authority owed a reply. */
const excuses: Partial<Record<LateCause, Bilingual>> = {
  service_interrupted: { fr: "en retard de notre fait", en: "late for our outage" },
  authority_owed: { fr: "en retard, l'autorité devait répondre", en: "late, the authority owed a reply" },
};

function statement({ answer, items = [] }: EventOf<"answer.received">["data"]): Bilingual {
  if (answer === "acknowledged") return { fr: "accusé de réception", en: "acknowledged" };
  if (answer === "clarification_requested") return { fr: "demande une précision", en: "asks for a clarification" };
  if (items.length === 0) return answerTable[answer].says;
  const count = items.length;
  const names = [...new Set(items.map(({ outcome }) => outcome))].map((outcome) => measures[outcome].name);
  return {
    fr: `${count} élément${count > 1 ? "s" : ""} : ${names.map(({ fr }) => fr).join(", ")}`,
    en: `${count} item${count > 1 ? "s" : ""} ${names.map(({ en }) => en).join(", ")}`,
  };
}
