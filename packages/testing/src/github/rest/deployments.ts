// Deployments and what became of them. A mirror, and not more: nothing here has a precondition, as on GitHub.
import type { DeploymentRecord, DeploymentState, DeploymentStatusRecord } from '../repository/records.ts';
import { created, invalid, notFound, ok, problem } from '../server/answer.ts';
import { instant, page, startsWorkflows, textIn, textOrNull, type Call, type Handler } from '../server/call.ts';
import { commitNamed } from './git-shapes.ts';
import { account, nodeId, repositoryUrl, type Shape } from './shapes.ts';

/** There is a cap, and its number is not documented. */
const STATUSES_MAX = 1_000;
const DESCRIPTION_MAX = 140;

export const DEPLOYMENTS: Readonly<Record<string, Handler>> = {
  'repos/list-deployments': async (call) => {
    const wanted = ['sha', 'ref', 'task', 'environment'] as const;
    const found = call.view.data.deployments.filter((deployment) => wanted.every((name) => [null, 'none', deployment[name]].includes(call.query.get(name))));
    return page(call, found.toReversed().map((deployment) => deploymentShape(call, deployment)));
  },
  'repos/create-deployment': async (call) => {
    const { body } = call;
    const ref = textIn(body, 'ref');
    const named = await commitNamed(call, ref);
    if (named === 'missing') return invalid(`No ref found for: ${ref}`);
    const required = body['required_contexts'];
    if (!Array.isArray(required) || required.length > 0) {
      const states = call.view.data.commitStatuses.filter(({ sha }) => sha === named.id);
      const wanted = Array.isArray(required) ? required : [...new Set(states.map(({ context }) => context))];
      const missing = wanted.filter((context) => states.findLast((status) => status.context === context)?.state !== 'success');
      if (missing.length > 0) return problem(409, `Conflict: Commit status checks failed for ${ref}.`, { errors: [{ contexts: [], resource: 'Deployment', field: 'required_contexts', code: 'invalid' }] });
    }
    const deployment: DeploymentRecord = {
      id: call.nextId(),
      sha: named.id,
      ref,
      task: textIn(body, 'task', 'deploy'),
      environment: textIn(body, 'environment', 'production'),
      payload: body['payload'] ?? {},
      description: textOrNull(body, 'description'),
      isProduction: typeof body['production_environment'] === 'boolean' ? body['production_environment'] : textIn(body, 'environment', 'production') === 'production',
      isTransient: body['transient_environment'] === true,
      creator: call.login,
      createdAtMs: call.nowMs,
      updatedAtMs: call.nowMs,
    };
    await call.repository.change((was) => ({ ...was, deployments: [...was.deployments, deployment] }));
    call.repository.record({ kind: 'deployment', action: 'created', id: deployment.id, actor: call.login, startsWorkflows: startsWorkflows(call) });
    return created(deploymentShape(call, deployment));
  },
  'repos/get-deployment': async (call) => {
    const found = deploymentOf(call);
    return found === undefined ? notFound() : ok(deploymentShape(call, found));
  },
  'repos/list-deployment-statuses': async (call) => {
    const found = deploymentOf(call);
    if (found === undefined) return notFound();
    const statuses = call.view.data.deploymentStatuses.filter(({ deployment }) => deployment === found.id);
    return page(call, statuses.toReversed().map((status) => statusShape(call, status)));
  },
  'repos/create-deployment-status': async (call) => {
    const found = deploymentOf(call);
    if (found === undefined) return notFound();
    const description = textIn(call.body, 'description');
    if (description.length > DESCRIPTION_MAX) return invalid('Validation Failed', [{ resource: 'DeploymentStatus', field: 'description', code: 'custom', message: 'description is too long (maximum is 140 characters)' }]);
    if (call.view.data.deploymentStatuses.filter(({ deployment }) => deployment === found.id).length >= STATUSES_MAX) return invalid('Validation Failed', [{ resource: 'DeploymentStatus', code: 'custom', message: 'This deployment has reached the maximum number of statuses.' }]);
    const status = newStatus(call, found, call.body['state'] as DeploymentState, textIn(call.body, 'environment', found.environment));
    const retired = call.body['auto_inactive'] !== false && status.state === 'success' ? retiredBy(call, found, status.environment) : [];
    await call.repository.change((was) => ({
      ...was,
      deployments: was.deployments.map((deployment) => (deployment.id === found.id ? { ...deployment, environment: status.environment, updatedAtMs: call.nowMs } : deployment)),
      deploymentStatuses: [...was.deploymentStatuses, ...retired, status],
    }));
    call.repository.record({ kind: 'deployment_status', action: status.state, id: status.id, actor: call.login, startsWorkflows: startsWorkflows(call) });
    return created(statusShape(call, status));
  },
};

function deploymentOf(call: Call): DeploymentRecord | undefined {
  return call.view.data.deployments.find(({ id }) => String(id) === call.params['deployment_id']);
}

function newStatus(call: Call, deployment: DeploymentRecord, state: DeploymentState, environment: string): DeploymentStatusRecord {
  const { body } = call;
  return { id: call.nextId(), deployment: deployment.id, state, description: textIn(body, 'description'), environment, environmentUrl: textIn(body, 'environment_url'), logUrl: textIn(body, 'log_url', textIn(body, 'target_url')), creator: call.login, createdAtMs: call.nowMs };
}

/** A success retires the earlier ones of the environment, but not in production. */
function retiredBy(call: Call, by: DeploymentRecord, environment: string): readonly DeploymentStatusRecord[] {
  const { deployments, deploymentStatuses } = call.view.data;
  const earlier = deployments.filter((other) => other.id < by.id && other.environment === environment && !other.isProduction && !other.isTransient);
  const isActive = (id: number): boolean => !['inactive', undefined].includes(deploymentStatuses.findLast(({ deployment }) => deployment === id)?.state);
  return earlier.filter(({ id }) => isActive(id)).map((other) => ({ ...newStatus(call, other, 'inactive', environment), description: '', environmentUrl: '', logUrl: '' }));
}

function deploymentShape(call: Call, deployment: DeploymentRecord): Shape {
  const url = `${repositoryUrl(call)}/deployments/${deployment.id}`;
  return {
    url,
    id: deployment.id,
    node_id: nodeId('Deployment', deployment.id),
    sha: deployment.sha,
    ref: deployment.ref,
    task: deployment.task,
    payload: deployment.payload,
    original_environment: deployment.environment,
    environment: deployment.environment,
    description: deployment.description,
    creator: account(call, deployment.creator),
    created_at: instant(deployment.createdAtMs),
    updated_at: instant(deployment.updatedAtMs),
    statuses_url: `${url}/statuses`,
    repository_url: repositoryUrl(call),
    transient_environment: deployment.isTransient,
    production_environment: deployment.isProduction,
  };
}

function statusShape(call: Call, status: DeploymentStatusRecord): Shape {
  const deploymentUrl = `${repositoryUrl(call)}/deployments/${status.deployment}`;
  return {
    url: `${deploymentUrl}/statuses/${status.id}`,
    id: status.id,
    node_id: nodeId('DeploymentStatus', status.id),
    state: status.state,
    creator: account(call, status.creator),
    description: status.description,
    environment: status.environment,
    target_url: status.logUrl,
    log_url: status.logUrl,
    environment_url: status.environmentUrl,
    created_at: instant(status.createdAtMs),
    updated_at: instant(status.createdAtMs),
    deployment_url: deploymentUrl,
    repository_url: repositoryUrl(call),
  };
}
