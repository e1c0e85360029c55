import type { Bilingual } from "../../contract/language.ts";
import { addressOf } from "../ladder.ts";
import type { Scene } from "./scene.ts";

/** Why nothing is sent once the draft is signed, so that the officer sends it; undefined where it goes out by itself. */
export function byHandWords(scene: Scene): Bilingual | undefined {
  if (addressOf(scene.step, scene) === undefined) return noAddress;
  return scene.case.ladder.some(({ step, state }) => step === scene.step.id && state === "task") ? task : undefined;
}

const noAddress = {
  fr: "Aucune adresse du destinataire n'est connue : rien n'est envoyé à la signature, l'agent lui remet lui-même ce document.",
  en: "No address of the recipient is on file: nothing is sent on signature, the officer sends this document by hand.",
} as const satisfies Bilingual;

/** Its letter came back, or an address is known only since it became a task. */
const task = {
  fr: "Ce document n'est pas envoyé à la signature : l'agent le remet lui-même au destinataire.",
  en: "This document is not sent on signature: the officer sends it to the recipient by hand.",
} as const satisfies Bilingual;
