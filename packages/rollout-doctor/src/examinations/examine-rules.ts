// Rulesets of the repository: those that keep the ledger from being written, and those that should protect it.
import { cleanLine } from '@rampart/report';
import { say, type Examined, type Finding, type Fix } from '../finding.ts';
import type { BranchRule, RulesReading } from '../readings/github-readings.ts';

export const FREEZE_CHECK = 'rollout/freeze';

/** What a write of the ledger is not: reviewed, checked, or of a form that somebody else prescribes. */
const BLOCKING: Readonly<Record<string, string>> = {
  update: 'nobody may update the branch',
  pull_request: 'changes have to come by pull request',
  required_status_checks: 'status checks are required',
  required_deployments: 'deployments are required',
  merge_queue: 'changes have to come through the merge queue',
  workflows: 'workflows have to pass',
  code_scanning: 'code scanning has to pass',
  code_quality: 'code quality has to pass',
  commit_message_pattern: 'commit messages have to match a pattern',
  commit_author_email_pattern: 'authors have to match a pattern',
  committer_email_pattern: 'committers have to match a pattern',
  branch_name_pattern: 'names of branches have to match a pattern',
};

const PROTECTING = ['deletion', 'non_fast_forward'] as const;

const RULESET = [
  '{"name": "Rampart: history of rollouts", "target": "branch", "enforcement": "active", "bypass_actors": [],',
  ' "conditions": {"ref_name": {"include": ["refs/heads/rollouts/**"], "exclude": []}},',
  ' "rules": [{"type": "deletion"}, {"type": "non_fast_forward"}]}',
];

export interface FreezeKnown {
  /** Data is frozen now. */
  readonly isFrozen: boolean;
  /** By the policy a change of it stops the rollout. */
  readonly mustHold: boolean;
}

export function examineRules(rules: RulesReading, frozen: FreezeKnown): Examined {
  if (rules.kind === 'unreadable') return { area: 'rules', saw: [], findings: [{ code: 'RMP863', gravity: 'mind', about: 'rulesets', seen: cleanLine(rules.why), why: 'a rule that refuses the ledger would show at the first write', fix: say('run the doctor again') }] };
  const types = rules.onLedger.map(({ type }) => type);
  const saw = [`${rules.ledgerBranch}: ${types.length === 0 ? 'no rules' : [...new Set(types)].join(', ')}`, `${rules.base}: ${rules.requiredOnBase.includes(FREEZE_CHECK) ? `${FREEZE_CHECK} is required` : `${FREEZE_CHECK} is not required`}`];
  return { area: 'rules', saw, findings: [...rules.onLedger.flatMap((rule) => blocking(rule, rules)), ...signatures(rules), ...unprotected(rules), ...freeze(rules, frozen)] };
}

type Read = Extract<RulesReading, { kind: 'read' }>;

function blocking({ type, ruleset, isBypassed }: BranchRule, { ledgerBranch, ledgerExists }: Read): readonly Finding[] {
  const says = type === 'creation' ? (ledgerExists ? '' : 'new branches are restricted') : (BLOCKING[type] ?? '');
  if (says === '' || isBypassed) return [];
  return [{ code: 'RMP871', gravity: 'mend', about: type, seen: `${says} on ${ledgerBranch} (ruleset ${cleanLine(ruleset, 80)})`, why: 'every write of the ledger would be refused, so nothing starts', fix: exclusion(`in the ruleset ${cleanLine(ruleset, 80)}, leave the ledger out; or add the App that writes it to the ones that may bypass it`) }];
}

function exclusion(text: string): Fix {
  return { text, paste: ['"conditions": {"ref_name": {"include": ["~ALL"], "exclude": ["refs/heads/rollouts/**", "refs/heads/rollouts-shown/**"]}}'] };
}

function signatures({ onLedger, ledgerBranch }: Read): readonly Finding[] {
  const rule = onLedger.find(({ type, isBypassed }) => type === 'required_signatures' && !isBypassed);
  if (rule === undefined) return [];
  return [{ code: 'RMP874', gravity: 'mind', about: 'required_signatures', seen: `commits on ${ledgerBranch} have to be signed (ruleset ${cleanLine(rule.ruleset, 80)})`, why: 'Rampart then lets GitHub sign them and cannot know their ids before; it costs one more request after a lost answer', fix: exclusion('nothing has to be done; to have ids that follow from the bytes, leave the ledger out of that ruleset') }];
}

function unprotected({ onLedger, ledgerBranch, repository }: Read): readonly Finding[] {
  const missing = PROTECTING.filter((type) => !onLedger.some((rule) => rule.type === type));
  if (missing.length === 0) return [];
  return [{ code: 'RMP872', gravity: 'mind', about: ledgerBranch, seen: missing.map((type) => (type === 'deletion' ? 'it may be deleted' : 'its history may be rewritten')).join(', and '), why: 'who may push may take back what was recorded', fix: { text: `Settings > Rules > Rulesets > New > Import (${repository}; the file is examples/workflows/rollouts-ruleset.json)`, paste: RULESET } }];
}

function freeze({ base, requiredOnBase }: Read, { isFrozen, mustHold }: FreezeKnown): readonly Finding[] {
  if ((!isFrozen && !mustHold) || requiredOnBase.includes(FREEZE_CHECK)) return [];
  return [{ code: 'RMP873', gravity: mustHold ? 'mend' : 'mind', about: FREEZE_CHECK, seen: `${mustHold ? 'the policy stops a rollout whose frozen data changes' : 'data is frozen'}, and ${base} does not require ${FREEZE_CHECK}`, why: 'a pull request that changes frozen data can be merged all the same; the change is seen at the next look, and the rollout holds', fix: { text: `to keep it from being merged, require the status on ${base}, from the source GitHub Actions`, paste: [`{"type": "required_status_checks", "parameters": {"strict_required_status_checks_policy": false, "required_status_checks": [{"context": "${FREEZE_CHECK}", "integration_id": 15368}]}}`] } }];
}
