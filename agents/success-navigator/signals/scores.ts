import { shortDate, signed } from '../../metrics/format.ts';
import { evidence, type Signal } from './signal.ts';

/** What the health and churn agents issued. */
export const scoreSignals: Signal[] = [
  {
    key: 'health',
    label: 'Health',
    unit: 'points',
    better: 'higher',
    read({ health, asOf }) {
      if (!health) return null;
      const value = Math.round(health.overallHealthScore);
      return {
        value,
        text: `Health ${value} on ${shortDate(health.asOf, asOf)}`,
        evidence: [evidence('account_health_scores', health, 'overallHealthScore', health.asOf)],
      };
    },
  },
  {
    key: 'health_change_30d',
    label: 'Health change in 30 days',
    unit: 'points',
    better: 'higher',
    read({ health, healthBefore, asOf }) {
      if (!health || !healthBefore) return null;
      const value = Math.round(health.overallHealthScore - healthBefore.overallHealthScore);
      return {
        value,
        text: `Health ${signed(value)} since ${shortDate(healthBefore.asOf, asOf)}`,
        evidence: [health, healthBefore].map((each) => evidence('account_health_scores', each, 'overallHealthScore', each.asOf)),
      };
    },
  },
  {
    key: 'churn_risk',
    label: 'Churn risk',
    unit: 'points',
    better: 'lower',
    read({ churn, asOf }) {
      if (!churn) return null;
      const value = Math.round(churn.riskScore);
      return {
        value,
        text: `Churn risk ${value} on ${shortDate(churn.asOf, asOf)}`,
        evidence: [evidence('churn_predictions', churn, 'riskScore', churn.asOf)],
      };
    },
  },
  {
    key: 'churn_risk_change_30d',
    label: 'Churn risk change in 30 days',
    unit: 'points',
    better: 'lower',
    read({ churn, asOf }) {
      if (churn?.change30 == null) return null;
      const value = Math.round(churn.change30);
      return {
        value,
        text: `Churn risk ${signed(value)} in the 30 days to ${shortDate(churn.asOf, asOf)}`,
        evidence: [evidence('churn_predictions', churn, 'change30', churn.asOf)],
      };
    },
  },
];
