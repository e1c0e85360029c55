import { ArnFormat, type RemovalPolicy, Stack } from "aws-cdk-lib";
import { ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import type { ProjectFunction } from "./project-function.ts";
import { acknowledge } from "./rules.ts";

/**
 * The keys of a deployment, and the webhook secrets they close. Three keys, since three circles may use them: the
 * functions that work on cases, those that sign or verify, and the service that publishes alarms.
 */
export class Keys extends Construct {
  /** Of the table. DynamoDB keeps the table's own key for minutes, so calls to KMS do not grow with requests. */
  readonly records: Key;
  /** Of the webhook secrets: used when one is read, once a minute at most by each instance of a function. */
  readonly secrets: Key;
  /** Of the alarm topic. */
  readonly operations: Key;
  /** What links to acts are signed with. */
  readonly actLinks: Secret;

  constructor(scope: Construct, id: string, { removalPolicy }: { removalPolicy: RemovalPolicy }) {
    super(scope, id);
    const key = (name: string, description: string) =>
      new Key(this, name, { description, enableKeyRotation: true, removalPolicy });
    this.records = key("Records", "Sommation: cases, notices and the directory");
    this.secrets = key("Secrets", "Sommation: secrets of webhooks");
    this.operations = key("Operations", "Sommation: alarms");
    this.actLinks = new Secret(this, "ActLinks", {
      description: "Sommation: signs the links to acts",
      secretName: `${this.secretPrefix}act-links`,
      encryptionKey: this.secrets,
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy,
    });
    acknowledge(this.actLinks, {
      "AwsSolutions-SMG4":
        "A new one ends every link that was sent: it is changed when one has leaked, not by the calendar.",
    });
    // CloudWatch publishes alarms in its own name, with a key it must have been given.
    this.operations.grant(new ServicePrincipal("cloudwatch.amazonaws.com"), "kms:Decrypt", "kms:GenerateDataKey*");
  }

  /** Beginning of the names of this deployment's webhook secrets. They are made when a platform is registered. */
  get secretPrefix(): string {
    return `${Stack.of(this).stackName}/`;
  }

  /** Where new secrets are kept, as functions are told: the key that closes them, `#`, and how names begin. */
  get secretPlace(): string {
    return `${this.secrets.keyArn}#${this.secretPrefix}`;
  }

  /** Lets a function read the webhook secrets: to sign what it sends, or to verify what it receives. */
  allowReadingSecrets(reader: ProjectFunction): void {
    this.#allow(reader, ["secretsmanager:GetSecretValue"], ["kms:Decrypt"]);
  }

  /** Lets a function check links to acts, and read no other secret. */
  allowReadingActLinks(reader: ProjectFunction): void {
    reader.may(["secretsmanager:GetSecretValue"], this.actLinks.secretArn);
    reader.may(["kms:Decrypt"], this.secrets.keyArn);
  }

  /** Lets a function keep new webhook secrets. It cannot read them, nor change one that is there. */
  allowKeepingSecrets(keeper: ProjectFunction): void {
    this.#allow(keeper, ["secretsmanager:CreateSecret"], ["kms:Decrypt", "kms:GenerateDataKey"]);
  }

  #allow(user: ProjectFunction, secretActions: readonly string[], keyActions: readonly string[]): void {
    const names = `${this.secretPrefix}*`;
    const secrets = Stack.of(this).formatArn({
      service: "secretsmanager",
      resource: "secret",
      resourceName: names,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    user.may(secretActions, secrets);
    user.may(keyActions, this.secrets.keyArn);
    acknowledge(user, {
      [`AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:secretsmanager:<AWS::Region>:<AWS::AccountId>:secret:${names}]`]:
        "Secrets are made at run time; their names begin with the stack's, and end as AWS chooses.",
    });
  }
}
