import type { Digest } from "../../contract/ids.ts";
import type { Bilingual } from "../../contract/language.ts";
import { counted } from "../bilingual.ts";
import { answerWords } from "../event-words/answers.ts";
import { eventWords } from "../event-words.ts";
import type { CaseEvent, EventOf } from "../events.ts";
import { isInternal } from "./internal.ts";
import type { Scene } from "./scene.ts";

/** One annex. `digest` where it is a document of the case. */
export type Annex = { n: number; title: Bilingual; digest?: Digest };

/**
 * What goes with the draft: the served notice first, the record of its delivery, each answer as it was received, each act
 * of the authority, and last the record itself.
 */
export function annexesOf(scene: Scene): Annex[] {
  const bare = [
    inForce(scene),
    ...earlierVersions(scene),
    deliveryRecord(scene),
    ...scene.all("answer.received").map((event) => answer(event, scene)),
    ...scene.events.flatMap((event) => acts(event, scene)),
    record(scene),
  ];
  return bare.map((annex, index) => ({ n: index + 1, ...annex }));
}

type Bare = Omit<Annex, "n">;

function inForce({ case: { noticeVersion, digest } }: Scene): Bare {
  return { title: notice(noticeVersion), digest };
}

function earlierVersions({ all, case: kase }: Scene): Bare[] {
  const versions = all("case.opened", "notice.corrected").map(({ data }) => data);
  return versions
    .filter(({ digest }) => digest !== kase.digest)
    .map(({ noticeVersion, digest }) => ({ title: notice(noticeVersion), digest }));
}

function notice(version: number): Bilingual {
  return { fr: `Acte notifié, version ${version}`, en: `Served notice, version ${version}` };
}

function deliveryRecord({ all }: Scene): Bare {
  const count = counted(
    all("notice.delivered", "message.delivered", "message.attempt_failed", "message.handed_over").length,
    { fr: "inscription", en: "entry" },
    { fr: "inscriptions", en: "entries" },
  );
  return {
    title: {
      fr: `Relevé des envois et des remises (${count.fr})`,
      en: `Record of sendings and deliveries (${count.en})`,
    },
  };
}

function answer({ at, data }: EventOf<"answer.received">, { telling }: Scene): Bare {
  const [when, what] = [telling.moment(at), answerWords(data)];
  return {
    title: {
      fr: `Réponse de la plateforme du ${when.fr} : ${what.fr}`,
      en: `Answer of the platform of ${when.en}: ${what.en}`,
    },
    digest: data.document,
  };
}

/** The documents of an act of the authority: its reasons in words, and a draft that was signed. */
function acts(event: CaseEvent, scene: Scene): Bare[] {
  const { telling } = scene;
  if (isInternal(event, scene)) return [];
  if (event.type === "answer.received" || !("document" in event.data) || event.data.document === undefined) return [];
  const [when, name] = [telling.moment(event.at), eventWords[event.type].name];
  const title = {
    fr: `Acte de l'autorité du ${when.fr} : ${name.fr}`,
    en: `Act of the authority of ${when.en}: ${name.en}`,
  };
  const signed = event.type === "step.signed" ? event.data.draft : undefined;
  return [
    { title, digest: event.data.document },
    ...(signed === undefined
      ? []
      : [{ title: { fr: `Document signé le ${when.fr}`, en: `Document signed on ${when.en}` }, digest: signed }]),
  ];
}

function record({ events, case: { version } }: Scene): Bare {
  const count = counted(events.length, { fr: "événement", en: "event" }, { fr: "événements", en: "events" });
  return {
    title: {
      fr: `Registre du dossier jusqu'à sa version ${version} (${count.fr})`,
      en: `Record of the case up to its version ${version} (${count.en})`,
    },
  };
}
