import { Logger } from "@aws-lambda-powertools/logger";

/** What a log line may say: ids, codes and counts. No bodies, no free text, no addresses of items, no tokens. */
export type LogFields = Record<string, string | number | boolean | undefined>;

/** The one logger of a function; its service name is the function's. */
export type Log = {
  info: (code: string, fields?: LogFields) => void;
  warn: (code: string, fields?: LogFields) => void;
  error: (code: string, fields?: LogFields) => void;
};

/** Logs JSON lines with the function's name. */
export function functionLogger(functionName: string): Log {
  const logger = new Logger({ serviceName: functionName });
  const write =
    (level: "info" | "warn" | "error") =>
    (code: string, fields: LogFields = {}) => {
      logger[level](code, fields);
    };
  return { info: write("info"), warn: write("warn"), error: write("error") };
}

/** Name and code of an error, never its message, which may quote what was sent. */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { errorName: typeof error };
  const cause = error.cause instanceof Error ? error.cause.name : undefined;
  const at = error.stack?.split("\n")[1]?.trim();
  return { errorName: error.name, errorCause: cause, errorAt: at };
}
