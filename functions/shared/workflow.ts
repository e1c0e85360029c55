import { SendTaskFailureCommand, SendTaskSuccessCommand, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import type { CaseId } from "../../core/contract/ids.ts";
import type { NextClock } from "../../core/contract/workflow-clock.ts";
import { isNamed } from "./dynamo/transaction.ts";

/** The machine, as far as we speak to it. Nothing is ever asked of it. */
export type Workflow = {
  /** Starts the execution of a generation. `exists`: its name is taken by one that is closed or had other input. */
  start: (caseId: CaseId, generation: number) => Promise<"started" | "exists">;
  /** Completes a token. A token that is completed, timed out or unknown is ignored: its round is over. */
  succeed: (token: string, clock: NextClock) => Promise<void>;
  /** Fails a token, so that the machine looks at the case again. */
  fail: (token: string, error: "LookAgain" | "DeadlinePassed") => Promise<void>;
};

/** Answers that say a token's round is over, whoever ended it. */
const spent = ["TaskTimedOut", "TaskDoesNotExist", "InvalidToken"];

/** What we ask of Step Functions. */
export type StepFunctionsCommand = StartExecutionCommand | SendTaskSuccessCommand | SendTaskFailureCommand;

/** Step Functions, as far as it is asked. */
export type StepFunctionsClient = { send: (command: StepFunctionsCommand) => Promise<unknown> };

/**
 * Speaks to Step Functions. Region, credentials and endpoint come from the environment, as the SDK reads it.
 *
 * @param stateMachineArn Absent in the functions the machine invokes: they complete tokens and start nothing.
 */
export function stepFunctions(
  stateMachineArn: string | undefined,
  client: StepFunctionsClient = new SFNClient({ maxAttempts: 3 }),
): Workflow {
  return {
    start: async (caseId, generation) => {
      if (stateMachineArn === undefined) throw new Error("this function has no STATE_MACHINE_ARN: it starts nothing");
      try {
        await client.send(
          new StartExecutionCommand({
            stateMachineArn,
            name: `${caseId}-${generation}`,
            input: JSON.stringify({ Payload: { caseId, generation, round: 0 } }),
          }),
        );
        return "started";
      } catch (error) {
        if (isNamed(error, "ExecutionAlreadyExists")) return "exists";
        throw error;
      }
    },
    succeed: async (taskToken, clock) => {
      await ignoringSpent(async () =>
        client.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify({ Payload: clock }) })),
      );
    },
    fail: async (taskToken, error) => {
      await ignoringSpent(async () => client.send(new SendTaskFailureCommand({ taskToken, error })));
    },
  };
}

async function ignoringSpent(call: () => Promise<unknown>): Promise<void> {
  try {
    await call();
  } catch (error) {
    if (!isNamed(error, ...spent)) throw error;
  }
}
