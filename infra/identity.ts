import { Aws, Fn, type RemovalPolicy } from "aws-cdk-lib";
import { ResourceServerScope, UserPool } from "aws-cdk-lib/aws-cognito";
import { Construct } from "constructs";
import { acknowledge } from "./rules.ts";
import type { Settings } from "./settings.ts";

/** Where tokens come from, and where their keys are. */
export type Issuer = { issuer: string; jwksUrl: string; tokenUrl: string };

/** The issuer named in the settings, or a Cognito user pool of the deployment's own. */
export function issuerOf(
  scope: Construct,
  { issuer, jwksUrl, tokenUrl }: Settings,
  removalPolicy: RemovalPolicy,
): Issuer {
  if (issuer !== undefined && jwksUrl !== undefined && tokenUrl !== undefined) return { issuer, jwksUrl, tokenUrl };
  return new ClientPool(scope, "Identity", { removalPolicy }).issuer;
}

/** A user pool for machines: clients with a secret of their own, no people, no sign-up. */
class ClientPool extends Construct {
  readonly issuer: Issuer;

  constructor(scope: Construct, id: string, { removalPolicy }: { removalPolicy: RemovalPolicy }) {
    super(scope, id);
    const pool = new UserPool(this, "Clients", { selfSignUpEnabled: false, removalPolicy });
    pool.addResourceServer("Api", {
      identifier: "sommation",
      scopes: [
        new ResourceServerScope({ scopeName: "authority", scopeDescription: "Submit notices and act on cases" }),
        new ResourceServerScope({ scopeName: "administrator", scopeDescription: "Keep the directory" }),
        new ResourceServerScope({ scopeName: "platform", scopeDescription: "Read the open cases of a platform" }),
      ],
    });
    const domain = pool.addDomain("Tokens", { cognitoDomain: { domainPrefix: `sommation-${endOfStackId()}` } });
    this.issuer = {
      issuer: pool.userPoolProviderUrl,
      jwksUrl: `${pool.userPoolProviderUrl}/.well-known/jwks.json`,
      tokenUrl: `${domain.baseUrl()}/oauth2/token`,
    };
    const noPeople = "The pool holds clients with generated secrets; nobody has a password in it.";
    acknowledge(pool, {
      "AwsSolutions-COG1": noPeople,
      "AwsSolutions-COG2": noPeople,
      "AwsSolutions-COG3": noPeople,
      "AwsSolutions-COG8": noPeople,
    });
  }
}

/** The last twelve digits of the stack's id: a token domain is unique in the world, and the account's id stays unsaid. */
function endOfStackId(): string {
  return Fn.select(4, Fn.split("-", Fn.select(2, Fn.split("/", Aws.STACK_ID))));
}
