import { describe, expect, it } from "vitest";
import type { StepDraft } from "../../../../../core/case/draft/step-draft.ts";
import { evolve } from "../../../../../core/case/evolve.ts";
import type { CaseEvent } from "../../../../../core/case/events.ts";
import { plus, type Instant } from "../../../../../core/contract/instant.ts";
import { correctCommand, day, extendCommand, hour, idOf, type Play } from "../../../../support/cases.ts";
import { answer, draftOfStep, playedRequisition } from "./played.ts";

const prosecutor = "overdue-act-public-prosecutor";
const denial = /Aucun dépassement|No breach/i;

/** A requisition that was received and acknowledged in time, and whose time to act has run out. */
function missed(): Play {
  const played = playedRequisition();
  played.deliver();
  answer(played, "acknowledged");
  played.until("2025-11-05T08:05:00.000Z" as Instant);
  played.takeDueSteps();
  return played;
}

/** What a draft says of the clock to act, in one paragraph. */
function ofAct({ facts }: StepDraft) {
  return facts.find(({ fr }) => fr.startsWith("Le délai d'exécution est de"))!;
}

/** A played case to which something more has happened. */
function withEvent(played: Play, event: CaseEvent): Pick<Play, "context" | "kase" | "events"> {
  return { context: played.context, kase: evolve(played.kase, event), events: [...played.events, event] };
}

const breach = {
  fr: "Dépassement constaté le mercredi 5 novembre 2025 à 9 h 05 (heure de Paris), pour l'échéance du mercredi 5 novembre 2025 à 9 h 00 (heure de Paris).",
  en: "Breach put on record on Wednesday 5 November 2025 at 09:05 (Paris time), of the due instant Wednesday 5 November 2025 at 09:00 (Paris time).",
};

describe("what a draft says of a breach", () => {
  it("is that none is on record while there is none", () => {
    const played = playedRequisition();
    played.deliver();
    expect(ofAct(draftOfStep(played, prosecutor)).fr).toMatch(/Aucun dépassement n'est constaté au dossier\.$/);
  });

  it("is its date, and that the obligation is not fulfilled", () => {
    const { fr, en } = ofAct(draftOfStep(missed(), prosecutor));
    expect(fr).toContain(`${breach.fr} Selon le dossier, l'obligation reste inexécutée.`);
    expect(en).toContain(`${breach.en} According to the record, the obligation is still not fulfilled.`);
  });

  it("is still its date once the authority has given more time, and until when", () => {
    const played = missed();
    played.must(extendCommand("2025-11-10T11:00:00.000Z" as Instant));
    const draft = draftOfStep(played, prosecutor);
    const { fr, en } = ofAct(draft);
    expect(fr).toContain(
      `${breach.fr} Après ce constat, le mercredi 5 novembre 2025 à 9 h 05 (heure de Paris), le délai a été prolongé jusqu'au lundi 10 novembre 2025 à 12 h 00 (heure de Paris). Le délai court à nouveau.`,
    );
    expect(en).toContain(`${breach.en} After that, on`);
    expect(en).toMatch(
      /the time limit was extended until Monday 10 November 2025 .+ The time limit is running again\.$/,
    );
    expect([fr, en].join()).not.toMatch(denial);
  });

  it("is each of two, where the time that was given has run out as well", () => {
    const played = missed();
    played.must(extendCommand("2025-11-10T11:00:00.000Z" as Instant));
    played.until("2025-11-10T11:05:00.000Z" as Instant);
    played.takeDueSteps();
    const { fr } = ofAct(draftOfStep(played, prosecutor));
    expect(fr.match(/Dépassement constaté le/g)).toHaveLength(2);
    expect(fr).toMatch(
      /Dépassement constaté le lundi 10 novembre 2025 à 12 h 05 .+ Selon le dossier, l'obligation reste inexécutée\.$/,
    );
  });

  it("is still its date once, after more time, a correction has stopped the clock and started it anew", () => {
    const played = missed();
    played.must(extendCommand("2025-11-10T11:00:00.000Z" as Instant));
    const items = [...played.kase.items.map(({ itemId }) => itemId), idOf("itm", 99)];
    played.must(correctCommand(played.kase, { items, addsObligation: true }));
    const waiting = ofAct(draftOfStep(played, prosecutor));
    expect(waiting.fr).toContain(`${breach.fr} Après ce constat, le mercredi 5 novembre 2025 à 9 h 05`);
    played.wait(hour);
    played.deliver("notice.corrected");
    expect(played.kase.clocks.act.state).toBe("running");
    const { fr, en } = ofAct(draftOfStep(played, prosecutor));
    expect(fr).toContain(breach.fr);
    expect(fr).toMatch(/Le délai court à nouveau\.$/);
    expect([fr, en].join()).not.toMatch(denial);
  });

  it("is its date, and when the clock started anew, was stopped, or its receipt was taken back", () => {
    const played = missed();
    const at = plus(played.now, day);
    const base = { at, actor: { kind: "system" } } as const;
    const again = { startedAt: at, dueOperational: plus(at, 2 * day), dueLegal: plus(at, 2 * day) };
    const followed: [CaseEvent, RegExp][] = [
      [
        { type: "clock.reset", ...base, data: { clock: "act", reason: "obligation_added", ...again } },
        /Après ce constat, le jeudi 6 novembre .+, le délai est reparti, jusqu'au samedi 8 novembre/,
      ],
      [
        { type: "clock.stopped", ...base, data: { clock: "act", reason: "obligation_removed" } },
        /Après ce constat, le jeudi 6 novembre .+, le délai a été arrêté\./,
      ],
      [
        { type: "receipt.taken_back", ...base, data: { messageId: idOf("msg", 1), code: "bounced" } },
        /Il ne court pas : la réception constatée a été infirmée\..+ la réception de l'acte a été infirmée\.$/,
      ],
    ];
    for (const [event, words] of followed) {
      const { fr } = ofAct(draftOfStep(withEvent(played, event), prosecutor));
      expect(fr).toContain(breach.fr);
      expect(fr).toMatch(words);
      expect(fr).not.toMatch(denial);
    }
  });
});
