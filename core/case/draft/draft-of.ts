import type { Bilingual } from "../../contract/language.ts";
import { same, sentences } from "../bilingual.ts";
import { eventSentence } from "../event-words.ts";
import type { CaseEvent } from "../events.ts";
import { roleWords } from "../recipient-words.ts";
import { holderName } from "../telling.ts";
import { annexesOf } from "./annexes.ts";
import { answersFacts } from "./answers.ts";
import { byHandWords } from "./by-hand.ts";
import { clocksFacts } from "./clocks.ts";
import { groundsFacts } from "./grounds.ts";
import { isInternal } from "./internal.ts";
import { itemsFacts, outcomesFacts } from "./items.ts";
import { sceneOf, type DraftInput, type Scene } from "./scene.ts";
import { serviceFacts } from "./service.ts";
import type { StepDraft } from "./step-draft.ts";
import { stepsFacts } from "./steps.ts";
import { withoutAddresses } from "./without-addresses.ts";

/**
 * The draft of a step that a person decides. It says what the record establishes and nothing else: what the law allows
 * is quoted from the step's subject and the basis's citation. The same record makes the same draft.
 */
export function draftOf(input: DraftInput): StepDraft {
  const scene = sceneOf(input);
  const { step, case: kase } = scene;
  const name = holderName(step.to, scene);
  const annexes = annexesOf(scene);
  const facts = [
    ...groundsFacts(scene),
    ...itemsFacts(scene),
    ...serviceFacts(scene),
    ...clocksFacts(scene),
    ...answersFacts(scene, annexes),
    ...outcomesFacts(scene),
    ...stepsFacts(scene),
    ...endFacts(scene),
  ];
  return {
    step: step.id,
    caseVersion: kase.version,
    recipient: {
      role: step.to,
      ...(name !== undefined && { name: withoutAddresses(name) }),
      ...(byHandWords(scene) !== undefined && { byHand: true as const }),
    },
    subject: withoutAddresses(subjectOf(scene)),
    facts: facts.map(withoutAddresses),
    timeline: timelineOf(scene),
    annexes: annexes.map((annex) => ({ ...annex, title: withoutAddresses(annex.title) })),
    closing: withoutAddresses(closingOf(scene)),
    review: "draft",
  };
}

function subjectOf({ step, platform, case: kase }: Scene): Bilingual {
  return {
    fr: `${step.subject.fr} – ${platform.name}, référence ${kase.reference}`,
    en: `${step.subject.en} – ${platform.name}, reference ${kase.reference}`,
  };
}

/** That the act was withdrawn, or the case closed, where it was. */
function endFacts({ all, telling }: Scene): Bilingual[] {
  return all("case.withdrawn", "case.closed").map((event) => {
    const [at, says] = [telling.moment(event.at), eventSentence(event, telling)];
    return { fr: `${says.fr} Date : le ${at.fr}.`, en: `${says.en} Date: ${at.en}.` };
  });
}

/**
 * What happened, in order of time; of two things at one instant, the one first recorded comes first. Of the attempts to
 * deliver a message that failed only the first is told; what became of the message is, and the record has them all.
 */
function timelineOf(scene: Scene): StepDraft["timeline"] {
  const { events, telling } = scene;
  return events
    .filter((event) => !isRepeatedFailure(event) && !isInternal(event, scene))
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
    .map((event) => ({ at: event.at, text: withoutAddresses(eventSentence(event, telling)) }));
}

function isRepeatedFailure(event: CaseEvent): boolean {
  return event.type === "message.attempt_failed" && event.data.attempt > 1;
}

function closingOf(scene: Scene): Bilingual {
  const { case: kase, basis, events, telling } = scene;
  const last = events.at(-1)?.at ?? kase.openedAt;
  const at = telling.moment(last);
  return sentences(
    request(scene),
    byHandWords(scene),
    {
      fr: `Le présent document, destiné à la signature d'un agent nommé, est établi à partir du seul dossier, dans sa version ${kase.version}, dont le dernier événement est du ${at.fr}.`,
      en: `This document, meant for the signature of a named officer, is made from the record alone, in version ${kase.version} of the case, whose last event is of ${at.en}.`,
    },
    {
      fr: `Le modèle ${basis.id}, version ${basis.version}, n'a pas encore été confirmé par un conseil juridique : vérifiez le texte cité, les délais et leurs effets.`,
      en: `The preset ${basis.id}, version ${basis.version}, has not been confirmed by counsel yet: check the text cited, the time limits and their effects.`,
    },
  );
}

function request(scene: Scene): Bilingual {
  const { step, authority } = scene;
  const { subject, to } = step;
  if (to === "authority") {
    return {
      fr: `Ces faits sont soumis à la décision de l'autorité émettrice (${authority.name.fr}), pour : « ${subject.fr} ».`,
      en: `These facts are put to the issuing authority (${authority.name.en}) for its decision on: “${subject.en}”.`,
    };
  }
  const [role, holder] = [roleWords[to], holderName(to, scene) ?? same("")];
  const named = (name: string) => (name === "" ? "" : `, ${name}`);
  return {
    fr: `L'autorité émettrice (${authority.name.fr}) porte ces faits à la connaissance du destinataire (${role.fr}${named(holder.fr)}), pour : « ${subject.fr} ».`,
    en: `The issuing authority (${authority.name.en}) brings these facts to the knowledge of the recipient (${role.en}${named(holder.en)}), for: “${subject.en}”.`,
  };
}
