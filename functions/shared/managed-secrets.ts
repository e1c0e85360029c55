import { randomUUID } from "node:crypto";
import type { CreateSecretRequest, GetSecretValueRequest } from "@aws-sdk/client-secrets-manager";
import * as z from "zod";
import { jsonService } from "./aws/json-service.ts";

const service = jsonService({
  host: "secretsmanager",
  endpointVariable: "AWS_ENDPOINT_URL_SECRETS_MANAGER",
  target: "secretsmanager",
  version: "1.1",
  attempts: 3,
});

const GetSecretValueResponse = z.object({ SecretString: z.string().optional() });
const CreateSecretResponse = z.object({ ARN: z.string() });

/**
 * The secret in Secrets Manager with that ARN.
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
 */
export async function readManagedSecret(arn: string): Promise<string> {
  const request: GetSecretValueRequest = { SecretId: arn };
  const answer: unknown = JSON.parse(await service.call("GetSecretValue", JSON.stringify(request)));
  const { SecretString: secret } = GetSecretValueResponse.parse(answer);
  if (secret === undefined) throw new Error("the secret is no text");
  return secret;
}

/**
 * Keeps a secret in Secrets Manager, closed with a key of the deployment's own, and gives its ARN.
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html
 *
 * @param place ARN of the KMS key, `#`, and how names begin.
 */
export async function keepManagedSecret(place: string, name: string, secret: string): Promise<string> {
  const hash = place.indexOf("#");
  if (hash === -1) throw new Error("a place of secrets is the ARN of a key, #, and the beginning of names");
  const [KmsKeyId, prefix] = [place.slice(0, hash), place.slice(hash + 1)];
  const request: CreateSecretRequest = {
    Name: `${prefix}${name}`,
    KmsKeyId,
    SecretString: secret,
    // The same for every try: one whose answer was lost has made the secret.
    ClientRequestToken: randomUUID(),
  };
  const answer: unknown = JSON.parse(await service.call("CreateSecret", JSON.stringify(request)));
  return CreateSecretResponse.parse(answer).ARN;
}
