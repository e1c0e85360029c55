import { periodOf } from "../../../core/contract/duration.ts";
import type { LegalBasisView } from "../../../core/contract/legal-basis-view.ts";
import type { Bilingual, Language } from "../../../core/contract/language.ts";
import { spokenDuration } from "../../../core/law/time/spoken.ts";
import { table } from "../html.ts";
import { html, type Html } from "../../shared/pages/html.ts";
import { messageWords, recipientWords } from "./legal-basis-words.ts";
import { voice } from "./words.ts";

type Step = NonNullable<LegalBasisView["ladder"]>[number];

/** The steps in the order in which they can come up. */
export function ladderTable(steps: readonly Step[], language: Language): Html {
  const say = voice(language);
  return table(
    { fr: "Étapes, dans l'ordre où elles peuvent venir", en: "Steps, in the order in which they can come up" }[
      language
    ],
    [
      { fr: "Quand", en: "When" }[language],
      { fr: "Quoi", en: "What" }[language],
      { fr: "À qui", en: "To whom" }[language],
      { fr: "Comment", en: "How" }[language],
    ],
    inOrder(steps).map((step) => [
      say(whenOf(step)),
      html`${say(step.subject)}<br /><code>${step.id}</code>`,
      say(recipientWords[step.to]),
      say(messageWords[step.message]),
    ]),
  );
}

/** Working days are counted as whole ones: it is only to put them in order. */
function secondsAfter({ after }: Step): number {
  if (after === undefined) return 0;
  const { count, unit } = periodOf(after);
  return count * secondsIn[unit];
}

const secondsIn = { second: 1, minute: 60, hour: 3_600, day: 86_400, working_day: 86_400 } as const;

const turns = ["issued", "undeliverable", "acknowledge", "act", "answer", "manual"] as const;

/** Steps of the same turn keep the order of the basis, but for those that wait longer. */
function inOrder(steps: readonly Step[]): Step[] {
  return steps.toSorted((one, other) => turnOf(one) - turnOf(other) || secondsAfter(one) - secondsAfter(other));
}

function turnOf({ on, clock }: Step): number {
  return turns.indexOf(on === "overdue" ? (clock ?? "act") : on);
}

function whenOf({ on, clock, after }: Step): Bilingual {
  switch (on) {
    case "issued":
      return { fr: "Dès l'émission", en: "As soon as it is issued" };
    case "undeliverable":
      return { fr: "Si la plateforme ne peut être jointe", en: "If the platform cannot be reached" };
    case "answer":
      return { fr: "Quand chaque élément a sa réponse", en: "Once every item is answered" };
    case "manual":
      return { fr: "À tout moment, si une personne le décide", en: "At any time, if a person so decides" };
    case "overdue": {
      const late = lateWords[clock ?? "act"];
      if (after === undefined) return { fr: `Dès que ${late.fr}`, en: `As soon as ${late.en}` };
      const { fr, en } = spokenDuration(after);
      return { fr: `${fr} après que ${late.fr}`, en: `${en} after ${late.en}` };
    }
  }
}

const lateWords = {
  acknowledge: {
    fr: "le délai pour accuser réception est passé",
    en: "the time to acknowledge has passed",
  },
  act: { fr: "le délai pour agir est passé", en: "the time to act has passed" },
} as const satisfies Record<"acknowledge" | "act", Bilingual>;
