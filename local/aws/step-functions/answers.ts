const messages = {
  ExecutionAlreadyExists: "An execution of this name exists, closed or with another input.",
  InvalidExecutionInput: "The input is not JSON, or too large.",
  InvalidName: "The name is not 1 to 80 characters that a name may have.",
  InvalidOutput: "The output is not JSON, or too large.",
  InvalidToken: "The token has not the form of a token.",
  StateMachineDoesNotExist: "There is no such state machine.",
  TaskTimedOut: "The task of this token has ended.",
} as const satisfies Record<string, string>;

/** An error of the Step Functions API, by the name AWS gives it. */
export type Refusal = { kind: "refused"; type: keyof typeof messages; message: string };

/** A refusal with its sentence. */
export function refused(type: keyof typeof messages): Refusal {
  return { kind: "refused", type, message: messages[type] };
}

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html */
export type StartExecution = {
  /** Refused when it is another machine's; undefined: this one. */
  stateMachineArn?: string | undefined;
  /** Unique for ever in this process; made up when missing. */
  name?: string | undefined;
  /** JSON text; `{}` when missing. */
  input?: string | undefined;
};

/** The execution runs: started now, or before under the same name and with the same input. */
export type Started = {
  kind: "started";
  executionArn: string;
  /** Milliseconds since the epoch. */
  startDate: number;
};

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskSuccess.html */
export type SendTaskSuccess = { taskToken: string; /** JSON text. */ output: string };

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskFailure.html */
export type SendTaskFailure = { taskToken: string; error?: string | undefined; cause?: string | undefined };

/** The task took the answer. */
export type Sent = { kind: "sent" };

/** How an execution stands. */
export type ExecutionStatus = "RUNNING" | "SUCCEEDED" | "FAILED" | "ABORTED";
