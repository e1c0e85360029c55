import { CreateSecretCommand, GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

/** Region, credentials and endpoint come from the environment, as the SDK reads it. */
const client = new SecretsManagerClient({ maxAttempts: 3 });

/**
 * The secret in Secrets Manager with that ARN.
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
 */
export async function readManagedSecret(arn: string): Promise<string> {
  const { SecretString: secret } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
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
  const { ARN: arn } = await client.send(
    new CreateSecretCommand({ Name: `${prefix}${name}`, KmsKeyId, SecretString: secret }),
  );
  if (arn === undefined) throw new Error("the secret has no ARN");
  return arn;
}
