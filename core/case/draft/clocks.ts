import type { Bilingual } from "../../contract/language.ts";
import type { State } from "../../contract/directory.ts";
import { spokenDuration } from "../../law/time/spoken.ts";
import { sentences } from "../bilingual.ts";
import { clockReasons } from "../clock-reasons.ts";
import { clockWords, lateWords, verdictWords } from "../event-words/clock-words.ts";
import type { Clock, ClockName } from "../state.ts";
import { calendarOf, spokenDue, stateCounted } from "../telling.ts";
import { breachesOf } from "./breaches.ts";
import { dated, type Scene } from "./scene.ts";

/** Both clocks: their length and where it comes from, their due instants and why, every movement, and how they stand. */
export function clocksFacts(scene: Scene): Bilingual[] {
  return (["acknowledge", "act"] as const).flatMap((name) => [whole(name, scene), ...movements(name, scene)]);
}

function whole(name: ClockName, scene: Scene): Bilingual {
  const clock = scene.case.clocks[name];
  const breaches = breachesOf(name, scene);
  const [what, length, origin] = [clockWords[name], spokenDuration(clock.within), originWords[clock.basis]];
  return sentences(
    {
      fr: `${capital(what.fr)} est de ${length.fr}, ${origin.fr}.`,
      en: `${capital(what.en)} is ${length.en}, ${origin.en}.`,
    },
    due(clock, scene),
    ...counting(clock, scene),
    ...breaches,
    ...standing(clock, breaches.length > 0 || wasLate(name, scene), scene),
  );
}

const originWords = {
  sla: { fr: "niveau de service que la loi n'impose pas", en: "a service level, not set by law" },
  statute: { fr: "fixé par la base légale", en: "set by the legal basis" },
  set_in_order: { fr: "fixé par l'acte", en: "set by the notice" },
} as const satisfies Record<Clock["basis"], Bilingual>;

function due(clock: Clock, scene: Scene): Bilingual {
  const { startedAt, dueLegal } = clock;
  if (startedAt === undefined) return scene.all("receipt.taken_back").length === 0 ? neverRan : runsNoMore;
  const from = scene.telling.moment(startedAt);
  if (dueLegal === undefined) return { fr: `Il court depuis le ${from.fr}.`, en: `It runs from ${from.en}.` };
  const to = spokenDue(clock, dueLegal, { calendar: calendar(scene), authority: scene.authority });
  return {
    fr: `Point de départ : le ${from.fr}. Échéance : le ${to.fr}, soit ${dueLegal} en temps universel.`,
    en: `Starting point: ${from.en}. Due: ${to.en}, that is ${dueLegal} in universal time.`,
  };
}

const neverRan = { fr: "Il n'a pas couru.", en: "It has not run." } as const satisfies Bilingual;

const runsNoMore = {
  fr: "Il ne court pas : la réception constatée a été infirmée.",
  en: "It does not run: the receipt on record was taken back.",
} as const satisfies Bilingual;

/** The rule it is counted by, step by step, as the desk answers "why this date". */
function counting(clock: Clock, scene: Scene): Bilingual[] {
  const state = stateCounted(clock, calendar(scene));
  const steps = clockReasons(clock, scene.case.calendar)
    .filter(({ code }) => code !== "received" && code !== "ends" && code !== "service_interrupted")
    .map(({ text }) => text);
  if (steps.length === 0) return [];
  const whose = state === undefined ? elapsedWords : stateWords[state];
  return [{ fr: `Décompte${whose.fr} :`, en: `Count${whose.en}:` }, ...steps];
}

const elapsedWords = { fr: "", en: "" } as const satisfies Bilingual;

const stateWords = {
  FR: { fr: " selon le calendrier de la France", en: " by the calendar of France" },
  IE: { fr: " selon le calendrier de l'Irlande", en: " by the calendar of Ireland" },
  LT: { fr: " selon le calendrier de la Lituanie", en: " by the calendar of Lithuania" },
  LU: { fr: " selon le calendrier du Luxembourg", en: " by the calendar of Luxembourg" },
  NL: { fr: " selon le calendrier des Pays-Bas", en: " by the calendar of the Netherlands" },
} as const satisfies Record<State, Bilingual>;

/** Whether an answer has ended it late before; it may have begun anew since. */
function wasLate(name: ClockName, { all }: Scene): boolean {
  return all("answer.received").some(({ data: { ended } }) => (ended?.[name]?.verdict ?? "met") !== "met");
}

/** How it stands in the record, its breaches apart. `wasMissed`: it may be running, and yet no clean record is attested. */
function standing(clock: Clock, wasMissed: boolean, { telling }: Scene): (Bilingual | undefined)[] {
  const { state, endedAt, verdict, lateCause } = clock;
  const end = endedAt === undefined ? undefined : telling.moment(endedAt);
  const cause = lateCause === undefined ? undefined : lateWords[lateCause];
  return [
    end && verdict !== undefined
      ? {
          fr: `Il a pris fin le ${end.fr} : ${verdictWords[verdict].fr}${cause === undefined ? "" : ` (${cause.fr})`}.`,
          en: `It ended on ${end.en}: ${verdictWords[verdict].en}${cause === undefined ? "" : ` (${cause.en})`}.`,
        }
      : end && { fr: `Il a été arrêté le ${end.fr}.`, en: `It was stopped on ${end.en}.` },
    end === undefined ? (state === "running" && wasMissed ? againWords : openWords[state]) : undefined,
  ];
}

const againWords = {
  fr: "Le délai court à nouveau.",
  en: "The time limit is running again.",
} as const satisfies Bilingual;

const openWords = {
  not_started: undefined,
  running: { fr: "Aucun dépassement n'est constaté au dossier.", en: "No breach is on record." },
  suspended: { fr: "Il est suspendu.", en: "It is suspended." },
  met: undefined,
  missed: {
    fr: "Selon le dossier, l'obligation reste inexécutée.",
    en: "According to the record, the obligation is still not fulfilled.",
  },
  stopped: undefined,
} as const satisfies Record<Clock["state"], Bilingual | undefined>;

/** Every movement of a clock but its start, its end and its breach; and what an outage of ours gave back. */
function movements(name: ClockName, scene: Scene): Bilingual[] {
  return scene
    .all(
      "clock.warned",
      "clock.suspended",
      "clock.reset",
      "clock.extended",
      "clock.held",
      "clock.stopped",
      "clock.service_interrupted",
    )
    .filter(({ data }) => data.clock === name)
    .map((event) => dated(event, scene));
}

function calendar(scene: Scene) {
  return scene.case.calendar ?? calendarOf(scene, scene.events);
}

function capital(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
