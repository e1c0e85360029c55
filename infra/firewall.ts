import { CfnWebACL, CfnWebACLAssociation } from "aws-cdk-lib/aws-wafv2";
import { Construct } from "constructs";
import { problemTemplate } from "./api-problems.ts";

/** What the firewall stands in front of. */
export type FirewallProps = { stageArn: string };

/**
 * Rules of the managed set that are only counted. Bodies are JSON that is parsed strictly behind, up to 64 kB, and they
 * quote addresses of unlawful offers, of every shape, by their very purpose; a program need not name itself.
 * https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html
 */
const countedOnly = [
  "SizeRestrictions_BODY",
  "CrossSiteScripting_BODY",
  "EC2MetaDataSSRF_BODY",
  "GenericLFI_BODY",
  "GenericRFI_BODY",
  "NoUserAgent_HEADER",
] as const;

/** Ten a second, over five minutes: more than the largest platform answers in a campaign, from one address. */
const requestsPerAddress = 3_000;

/** The web application firewall of the API: managed rules, and a rate for each address. */
export class Firewall extends Construct {
  constructor(scope: Construct, id: string, { stageArn }: FirewallProps) {
    super(scope, id);
    const acl = new CfnWebACL(this, "Acl", {
      scope: "REGIONAL",
      defaultAction: { allow: {} },
      visibilityConfig: visibility("Requests"),
      customResponseBodies: {
        TooManyRequests: { contentType: "APPLICATION_JSON", content: problemTemplate("too-many-requests", "") },
      },
      rules: [
        {
          name: "RequestsOfAnAddress",
          priority: 0,
          statement: {
            rateBasedStatement: { limit: requestsPerAddress, evaluationWindowSec: 300, aggregateKeyType: "IP" },
          },
          action: { block: { customResponse: { responseCode: 429, customResponseBodyKey: "TooManyRequests" } } },
          visibilityConfig: visibility("RequestsOfAnAddress"),
        },
        {
          name: "CommonRules",
          priority: 1,
          statement: {
            managedRuleGroupStatement: {
              vendorName: "AWS",
              name: "AWSManagedRulesCommonRuleSet",
              ruleActionOverrides: countedOnly.map((name) => ({ name, actionToUse: { count: {} } })),
            },
          },
          overrideAction: { none: {} },
          visibilityConfig: visibility("CommonRules"),
        },
      ],
    });
    new CfnWebACLAssociation(this, "Association", { resourceArn: stageArn, webAclArn: acl.attrArn });
  }
}

/** Counted, never sampled: a sample shows headers, and among them tokens. */
function visibility(metricName: string): CfnWebACL.VisibilityConfigProperty {
  return { metricName, cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false };
}
