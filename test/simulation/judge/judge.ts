import { instantOf } from "../../../core/contract/instant.ts";
import type { Deployment } from "../deployment.ts";
import type { Journal } from "../journal.ts";
import type { Kernel } from "../kernel.ts";
import type { Parties } from "../parties.ts";
import { legalOf } from "../ports.ts";
import { faultsOfActs } from "./acts.ts";
import { faultsOfAnswers } from "./answers.ts";
import { faultsOfClocks } from "./clocks.ts";
import { faultsAtRest } from "./executions.ts";
import { faultsOfCorrections } from "./corrections.ts";
import { faultsOfMessages } from "./messages.ts";
import { faultsOfNotices } from "./notices.ts";
import { faultsOfRecord, fileOf, type CaseFile } from "./record.ts";
import { faultsOfSteps } from "./steps.ts";
import { faultsOfEnds, faultsOfWakes } from "./wakes.ts";

/** What is judged, and from when on wake-ups are to be served within which grace (wall milliseconds). */
export type Trial = {
  kernel: Kernel;
  journal: Journal;
  deployment: Deployment;
  parties: Parties;
  calmFrom: number;
  grace: number;
};

/** Judges a run that is over, by what actors and wires saw and by what the table holds. */
export async function judge({ kernel, journal, deployment, parties, calmFrom, grace }: Trial) {
  const { legal } = deployment;
  const files: CaseFile[] = [];
  for (const caseId of deployment.caseIds()) {
    const file = await fileOf(deployment, journal, caseId);
    if (file !== undefined) files.push(file);
  }
  const now = legalOf(kernel.now(), legal);
  const faults = [
    ...journal.faults,
    ...(await faultsOfNotices(files, deployment, journal)),
    ...faultsAtRest(files, deployment, instantOf(now)),
    ...files.flatMap((file) =>
      [
        ...faultsOfRecord(file),
        ...faultsOfAnswers(file, journal, legal),
        ...faultsOfActs(file, journal),
        ...faultsOfCorrections(file, journal),
        ...faultsOfClocks(file, journal, { deployment, mail: parties.mail, now }),
        ...faultsOfMessages(file, journal, legal, parties),
        ...faultsOfSteps(file, parties),
        ...faultsOfEnds(file, journal, { calmFrom, grace }),
        ...faultsOfWakes(file, journal, legal, { calmFrom, grace }),
      ].map((fault) => `${file.caseId}: ${fault}`),
    ),
  ];
  return { faults, cases: files.length, events: files.reduce((sum, { events }) => sum + events.length, 0) };
}
