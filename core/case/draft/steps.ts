import type { Bilingual } from "../../contract/language.ts";
import { sentences } from "../bilingual.ts";
import type { CaseEvent } from "../events.ts";
import { isInternal } from "./internal.ts";
import { dated, type Scene } from "./scene.ts";

/** Reminders sent and steps taken so far, with what is known of their arrival. What was only considered is nobody's business. */
export function stepsFacts(scene: Scene): Bilingual[] {
  const taken = scene.all("step.taken", "step.signed").filter((event) => !isInternal(event, scene));
  if (taken.length === 0) return [none];
  return taken.map((event) => sentences(dated(event, scene), ...arrivals(event, scene)));
}

const none = {
  fr: "Aucun rappel n'a été adressé à la plateforme après une échéance, et aucune suite n'a été engagée.",
  en: "No reminder was sent to the platform after a due instant, and no step was taken.",
} as const satisfies Bilingual;

/** When the messages of an event reached their recipients, or that this is not on record. */
function arrivals(event: CaseEvent, { all, telling }: Scene): Bilingual[] {
  if (!("messages" in event.data)) return [];
  return (event.data.messages ?? []).map(({ messageId }) => {
    const delivered = all("message.delivered").find(({ data }) => data.messageId === messageId);
    if (delivered === undefined) return { fr: "Remise non constatée.", en: "Delivery not on record." };
    const { fr, en } = telling.moment(delivered.at);
    return { fr: `Remise constatée le ${fr}.`, en: `Delivered on ${en}.` };
  });
}
