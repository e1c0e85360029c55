import { ConfigurationSet, ConfigurationSetTlsPolicy, EmailIdentity, Identity } from "aws-cdk-lib/aws-ses";
import { Construct } from "constructs";

/**
 * The domain that mail is sent from, so that it can be verified ahead of its use: its DKIM records go into the domain's
 * zone. No function sends mail yet, and none has the right to.
 */
export class Mail extends Construct {
  readonly identity: EmailIdentity;

  constructor(scope: Construct, id: string, { domain }: { domain: string }) {
    super(scope, id);
    this.identity = new EmailIdentity(this, "Identity", {
      identity: Identity.domain(domain),
      configurationSet: new ConfigurationSet(this, "Sending", {
        // A notice is never sent in the clear.
        tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
        reputationMetrics: true,
      }),
    });
  }
}
