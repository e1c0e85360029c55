import type { Bilingual } from "../../contract/language.ts";
import { sentences } from "../bilingual.ts";
import { questionWords } from "../event-words/answers.ts";
import type { EventOf } from "../events.ts";
import { isOpen } from "../question.ts";
import type { Annex } from "./annexes.ts";
import { dated, type Scene } from "./scene.ts";

/** What the platform answered and when, late or not, and what the authority replied. */
export function answersFacts(scene: Scene, annexes: readonly Annex[]): Bilingual[] {
  const { platform } = scene;
  const exchange = scene.all(
    "answer.received",
    "question.replied",
    "question.reopened",
    "question.decided",
    "question.overdue",
    "impossibility.ended",
  );
  const open = scene.case.questions.filter(isOpen).map(({ type }) => awaited(questionWords[type]));
  const said = exchange.map((event) => sentences(dated(event, scene), ...beside(event, annexes)));
  return [...(said.length === 0 ? [silence(platform)] : said), ...open];
}

function silence({ name }: Scene["platform"]): Bilingual {
  return {
    fr: `Aucune réponse de la plateforme ${name} ne figure au dossier.`,
    en: `No answer of the platform ${name} is on record.`,
  };
}

function awaited({ fr, en }: Bilingual): Bilingual {
  return { fr: `Attend encore la décision de l'autorité : ${fr}.`, en: `Still before the authority: ${en}.` };
}

/** That an answer came late where no clock ended by it, and which annex it is. */
function beside(event: { type: string; data: object }, annexes: readonly Annex[]): (Bilingual | undefined)[] {
  const { data } = event;
  const document = "document" in data ? data.document : undefined;
  const annex = annexes.find(({ digest }) => digest !== undefined && digest === document);
  return [
    isLateWithoutEnd(data) ? { fr: "Réponse reçue hors délai.", en: "Answer received out of time." } : undefined,
    annex && { fr: `(Annexe ${annex.n}.)`, en: `(Annex ${annex.n}.)` },
  ];
}

function isLateWithoutEnd(data: object): boolean {
  if (!("late" in data)) return false;
  const { late, ended = {} } = data as EventOf<"answer.received">["data"];
  return late && ended.acknowledge?.lateCause === undefined && ended.act?.lateCause === undefined;
}
