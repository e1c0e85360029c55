import { type RemovalPolicy } from "aws-cdk-lib";
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  type GlobalSecondaryIndexProps,
  Table,
  TableEncryption,
} from "aws-cdk-lib/aws-dynamodb";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Key } from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";
import { type IndexName, tableDefinition } from "../functions/shared/dynamo/table.ts";
import type { ProjectFunction } from "./project-function.ts";

/** What the store is made with. */
export type CaseStoreProps = {
  key: Key;
  /** How far back it can be restored. */
  recoveryDays: number;
  /** Whether nobody may delete it without first saying so. */
  isProtected: boolean;
  removalPolicy: RemovalPolicy;
};

/** What a function does with single items. A transaction asks for the rights of its writes. */
type ItemAction = "GetItem" | "PutItem" | "UpdateItem" | "DeleteItem" | "ConditionCheckItem";

type Index = (typeof tableDefinition.indexes)[number];

const keyOfReading = ["kms:Decrypt", "kms:DescribeKey"] as const;
const keyOfWriting = [
  ...keyOfReading,
  "kms:Encrypt",
  "kms:GenerateDataKey",
  "kms:ReEncryptFrom",
  "kms:ReEncryptTo",
] as const;

/** The one table, as the shared definition has it. */
export class CaseStore extends Construct {
  readonly table: Table;
  readonly #key: Key;

  constructor(scope: Construct, id: string, { key, recoveryDays, isProtected, removalPolicy }: CaseStoreProps) {
    super(scope, id);
    const { partitionKey, sortKey, timeToLive, indexes } = tableDefinition;
    this.#key = key;
    this.table = new Table(this, "Table", {
      partitionKey: text(partitionKey),
      sortKey: text(sortKey),
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: recoveryDays },
      timeToLiveAttribute: timeToLive,
      deletionProtection: isProtected,
      removalPolicy,
    });
    for (const index of indexes) this.table.addGlobalSecondaryIndex(indexOf(index));
  }

  /** Lets a function use items by their keys. */
  allowItems(user: ProjectFunction, ...actions: readonly ItemAction[]): void {
    user.may(
      actions.map((action) => `dynamodb:${action}`),
      this.table.tableArn,
    );
    const isReader = actions.every((action) => action === "GetItem");
    user.may(isReader ? keyOfReading : keyOfWriting, this.#key.keyArn);
  }

  /** Lets a function use the items under one partition key, and no others. */
  allowItemsOf(user: ProjectFunction, partitionKey: string, ...actions: readonly ItemAction[]): void {
    user.role.addToPrincipalPolicy(
      new PolicyStatement({
        actions: actions.map((action) => `dynamodb:${action}`),
        resources: [this.table.tableArn],
        conditions: { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": [partitionKey] } },
      }),
    );
    user.may(keyOfWriting, this.#key.keyArn);
  }

  /** Lets a function list what stands under one partition key of the table: a case's events, the directory. */
  allowListing(user: ProjectFunction): void {
    user.may(["dynamodb:Query"], this.table.tableArn);
  }

  /** Lets a function list by these indexes. */
  allowIndexes(user: ProjectFunction, ...names: readonly IndexName[]): void {
    user.may(["dynamodb:Query"], ...names.map((name) => `${this.table.tableArn}/index/${name}`));
  }
}

function text(name: string) {
  return { name, type: AttributeType.STRING };
}

function indexOf({ name, partitionKey, sortKey, attributes }: Index): GlobalSecondaryIndexProps {
  return {
    indexName: name,
    partitionKey: text(partitionKey),
    sortKey: text(sortKey),
    ...(attributes.length === 0
      ? { projectionType: ProjectionType.KEYS_ONLY }
      : { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...attributes] }),
  };
}
