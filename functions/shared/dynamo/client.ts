import type {
  DeleteCommandInput,
  GetCommandInput,
  PutCommandInput,
  QueryCommandInput,
  TransactWriteCommandInput,
  UpdateCommandInput,
} from "@aws-sdk/lib-dynamodb";
import { jsonService } from "../aws/json-service.ts";
import type { Place } from "../aws/place.ts";
import { answerOf, requestText, type Answer } from "./wire.ts";

/** The operations that the stores ask for, each with its input; items are plain values. */
export type Operations = {
  GetItem: GetCommandInput;
  PutItem: PutCommandInput;
  UpdateItem: UpdateCommandInput;
  DeleteItem: DeleteCommandInput;
  Query: QueryCommandInput;
  TransactWriteItems: TransactWriteCommandInput;
};

/** One thing that is asked of a table. */
export type TableRequest = { [O in keyof Operations]: { operation: O; input: Operations[O] } }[keyof Operations];

/** The one table, and the way to it. */
export type Table = {
  tableName: string;
  /**
   * Asks for an operation. An attribute that is `undefined` is left away.
   *
   * @throws ServiceError by the name DynamoDB gives it, as `ConditionalCheckFailedException`; an outage, once retried.
   */
  call: <O extends keyof Operations>(operation: O, input: Operations[O]) => Promise<Answer>;
};

/** A table, and the connections it is reached by. */
export type OpenTable = Table & { close: () => void };

/**
 * Opens the table.
 *
 * @param at Where it is; by default, where the environment says.
 */
export function openTable(tableName: string, at?: Place): OpenTable {
  const service = jsonService(
    {
      host: "dynamodb",
      endpointVariable: "AWS_ENDPOINT_URL_DYNAMODB",
      target: "DynamoDB_20120810",
      version: "1.0",
      attempts: 4,
    },
    at,
  );
  return {
    tableName,
    call: async (operation, input) => answerOf(await service.call(operation, requestText(input))),
    close: service.close,
  };
}
