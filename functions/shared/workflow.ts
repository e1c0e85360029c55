import type { SendTaskFailureInput, SendTaskSuccessInput, StartExecutionInput } from "@aws-sdk/client-sfn";
import type { CaseId } from "../../core/contract/ids.ts";
import type { NextClock } from "../../core/contract/workflow-clock.ts";
import { jsonService } from "./aws/json-service.ts";
import { isNamed } from "./aws/service-error.ts";

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

/** The operations that Step Functions is asked for, each with its input. */
export type StepFunctionsOperations = {
  StartExecution: StartExecutionInput;
  SendTaskSuccess: SendTaskSuccessInput;
  SendTaskFailure: SendTaskFailureInput;
};

/** Step Functions, as far as it is asked. */
export type StepFunctions = {
  /** @throws ServiceError by the name Step Functions gives it, as `TaskTimedOut`; an outage, once retried. */
  call: <O extends keyof StepFunctionsOperations>(operation: O, input: StepFunctionsOperations[O]) => Promise<unknown>;
};

/** Step Functions of the deployment's region. */
function stepFunctionsService(): StepFunctions {
  const service = jsonService({
    host: "states",
    endpointVariable: "AWS_ENDPOINT_URL_SFN",
    target: "AWSStepFunctions",
    version: "1.0",
    attempts: 3,
  });
  return { call: async (operation, input) => service.call(operation, JSON.stringify(input)) };
}

/**
 * The machine of the deployment.
 *
 * @param stateMachineArn Absent in the functions the machine invokes: they complete tokens and start nothing.
 */
export function stepFunctions(
  stateMachineArn: string | undefined,
  { call }: StepFunctions = stepFunctionsService(),
): Workflow {
  return {
    start: async (caseId, generation) => {
      if (stateMachineArn === undefined) throw new Error("this function has no STATE_MACHINE_ARN: it starts nothing");
      try {
        await call("StartExecution", {
          stateMachineArn,
          name: `${caseId}-${generation}`,
          input: JSON.stringify({ Payload: { caseId, generation, round: 0 } }),
        });
        return "started";
      } catch (error) {
        if (isNamed(error, "ExecutionAlreadyExists")) return "exists";
        throw error;
      }
    },
    succeed: async (taskToken, clock) => {
      await ignoringSpent(async () =>
        call("SendTaskSuccess", { taskToken, output: JSON.stringify({ Payload: clock }) }),
      );
    },
    fail: async (taskToken, error) => {
      await ignoringSpent(async () => call("SendTaskFailure", { taskToken, error }));
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
