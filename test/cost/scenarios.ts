import { openDeployment, type Counts, type Deployment, type DeploymentOptions } from "./deployment.ts";
import type { CaseId } from "../../core/contract/ids.ts";
import { statusOf } from "../../core/case/status.ts";

/** One way a case can go, to its end. */
type Scenario = {
  /** What happens, for the table. */
  title: string;
  options?: DeploymentOptions;
  play: (deployment: Deployment, caseId: CaseId) => Promise<void>;
};

/** Every way that is priced: one item, on one platform, from submission to the end of the execution. */
export const scenarios = {
  inTime: {
    title: "Acknowledged, then acted on, in time",
    play: async ({ answer }, caseId) => {
      await answer(caseId, "acknowledged");
      await answer(caseId, "action_taken");
    },
  },
  inTimeAuthorityTold: {
    title: "The same, and the authority's own webhook is told",
    options: { authorityIsTold: true },
    play: async ({ answer }, caseId) => {
      await answer(caseId, "acknowledged");
      await answer(caseId, "action_taken");
    },
  },
  late: {
    title: "Silent through both periods, two reminders, then acted on",
    play: async ({ answer, sleepUntilWake }, caseId) => {
      await sleepUntilWake(caseId);
      await sleepUntilWake(caseId);
      await answer(caseId, "action_taken");
    },
  },
  undeliverable: {
    title: "Endpoint down for a whole day of attempts: undeliverable; repaired, delivered again, acted on",
    options: { platformIsDown: true },
    play: async ({ act, answer, sleepUntilWake, caseAt, repairEndpoint }, caseId) => {
      while (statusOf(await caseAt(caseId)) === "delivering") await sleepUntilWake(caseId);
      await repairEndpoint();
      await act(caseId, "resumeDelivery");
      await answer(caseId, "action_taken");
    },
  },
} as const satisfies Record<string, Scenario>;

/** Name of a scenario. */
export type ScenarioName = keyof typeof scenarios;

/** As long a text as orders have; a day to acknowledge, two to act. */
const notice = {
  reference: "COST/1",
  legalBasis: "sandbox",
  language: "en",
  statementOfReasons:
    "The listing offers a product whose sale is prohibited. The description, the stated size and the category leave no doubt about what is represented. ".repeat(
      4,
    ),
  items: [{ url: "https://fr.shein.com/example-listing-p-900000001-cat-0000.html", kind: "product_listing" }],
  acknowledgeWithin: "PT24H",
  actWithin: "PT48H",
};

/** Plays a scenario to the end of its execution. @throws when it ends otherwise than it should. */
async function countsOf(name: ScenarioName, dynamoDbUrl: string): Promise<Counts> {
  const { options, play }: Scenario = scenarios[name];
  await using deployment = await openDeployment(dynamoDbUrl, options);
  const caseId = await deployment.submit(notice);
  await play(deployment, caseId);
  const end = await deployment.ended(caseId);
  if (end !== "SUCCEEDED") throw new Error(`${name} ended ${end}`);
  return deployment.counts(caseId);
}

/** Plays every scenario, one after the other. */
export async function measure(dynamoDbUrl: string): Promise<Record<ScenarioName, Counts>> {
  return {
    inTime: await countsOf("inTime", dynamoDbUrl),
    inTimeAuthorityTold: await countsOf("inTimeAuthorityTold", dynamoDbUrl),
    late: await countsOf("late", dynamoDbUrl),
    undeliverable: await countsOf("undeliverable", dynamoDbUrl),
  };
}
