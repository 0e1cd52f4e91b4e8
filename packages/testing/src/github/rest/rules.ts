// Rulesets, to look at: tests set them with `configure`.
import { rulesetsFor, type Ruleset, type RuleType } from '../repository/ruleset.ts';
import { notFound, ok } from '../server/answer.ts';
import { page, type Call, type Handler } from '../server/call.ts';
import { nodeId, repositoryPage, repositoryUrl, type Shape } from './shapes.ts';

export const RULES: Readonly<Record<string, Handler>> = {
  'repos/get-repo-rulesets': async (call) => page(call, call.repository.settings().rulesets.map((ruleset) => rulesetShape(call, ruleset))),
  'repos/get-repo-ruleset': async (call) => {
    const found = call.repository.settings().rulesets.find(({ id }) => String(id) === call.params['ruleset_id']);
    if (found === undefined) return notFound();
    return ok({ ...rulesetShape(call, found), bypass_actors: [], current_user_can_bypass: 'never', conditions: { ref_name: { include: found.include, exclude: found.exclude } }, rules: found.rules.map(ruleShape) });
  },
  // Also for a branch that is not there yet.
  'repos/get-branch-rules': async (call) => {
    const { rulesets, defaultBranch } = call.repository.settings();
    const source = { ruleset_source_type: 'Repository', ruleset_source: `${call.repository.owner}/${call.repository.name}` };
    const found = rulesetsFor(rulesets, defaultBranch, `refs/heads/${call.params['branch'] ?? ''}`);
    return page(call, found.flatMap(({ id, rules }) => rules.map((rule) => ({ ...ruleShape(rule), ...source, ruleset_id: id }))));
  },
};

function rulesetShape(call: Call, { id, name, enforcement }: Ruleset): Shape {
  const links = { self: { href: `${repositoryUrl(call)}/rulesets/${id}` }, html: { href: `${repositoryPage(call)}/rules/${id}` } };
  return { id, node_id: nodeId('RepositoryRuleset', id), name, target: 'branch', source_type: 'Repository', source: `${call.repository.owner}/${call.repository.name}`, enforcement, _links: links, created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z' };
}

function ruleShape(type: RuleType): Shape {
  switch (type) {
    case 'update':
      return { type, parameters: { update_allows_fetch_and_merge: false } };
    case 'pull_request':
      return { type, parameters: { dismiss_stale_reviews_on_push: false, require_code_owner_review: false, require_last_push_approval: false, required_approving_review_count: 0, required_review_thread_resolution: false } };
    case 'creation':
    case 'deletion':
    case 'non_fast_forward':
    case 'required_signatures':
      return { type };
  }
}
