// Dispatches and the runs that they start. Nothing runs here: whoever plays the runner reads the repository's events.
import type { WorkflowRunRecord } from '../repository/records.ts';
import { invalid, noContent, notFound, ok } from '../server/answer.ts';
import { instant, page, textIn, type Call, type Handler } from '../server/call.ts';
import { commitNamed } from './git-shapes.ts';
import { account, accountId, minimalRepository, nodeId, repositoryPage, repositoryUrl, type Shape } from './shapes.ts';

const INPUTS_MAX = 25;
const PAYLOAD_NAMES_MAX = 10;
const PAYLOAD_BYTES_MAX = 65_535;

export const WORKFLOWS: Readonly<Record<string, Handler>> = {
  'actions/create-workflow-dispatch': async (call) => {
    const workflow = call.params['workflow_id'] ?? '';
    const { workflows, returnsRunDetails } = call.repository.settings();
    if (workflows !== 'any' && !workflows.includes(workflow)) return notFound();
    const ref = textIn(call.body, 'ref');
    const named = await commitNamed(call, ref);
    if (named === 'missing') return invalid(`No ref found for: ${ref}`);
    const inputs = fields(call.body['inputs']);
    if (Object.keys(inputs).length > INPUTS_MAX) return invalid(`you may only define up to ${INPUTS_MAX} \`inputs\` for a \`workflow_dispatch\` event`);
    const run: WorkflowRunRecord = {
      id: call.nextId(),
      number: call.view.data.runs.filter((other) => other.workflow === workflow).length + 1,
      workflow,
      event: 'workflow_dispatch',
      branch: ref.replace(/^refs\/heads\//, ''),
      sha: named.id,
      actor: call.login,
      status: 'queued',
      conclusion: null,
      createdAtMs: call.nowMs,
    };
    await call.repository.change((was) => ({ ...was, runs: [...was.runs, run] }));
    call.repository.record({ kind: 'workflow_dispatch', workflow, ref, inputs, run: run.id, actor: call.login, startsWorkflows: true });
    if (call.body['return_run_details'] !== true || !returnsRunDetails) return noContent;
    return ok({ workflow_run_id: run.id, run_url: `${repositoryUrl(call)}/actions/runs/${run.id}`, html_url: `${repositoryPage(call)}/actions/runs/${run.id}` });
  },
  'repos/create-dispatch-event': async (call) => {
    const eventType = textIn(call.body, 'event_type');
    const payload = fields(call.body['client_payload']);
    if (eventType.length > 100) return invalid('Invalid request.\n\nNo more than 100 characters are allowed in event_type.');
    if (Object.keys(payload).length > PAYLOAD_NAMES_MAX) return invalid(`Invalid request.\n\nNo more than ${PAYLOAD_NAMES_MAX} properties are allowed; ${Object.keys(payload).length} were supplied.`);
    if (Buffer.byteLength(JSON.stringify(payload)) > PAYLOAD_BYTES_MAX) return invalid('client_payload is too large.');
    call.repository.record({ kind: 'repository_dispatch', eventType, payload, actor: call.login, startsWorkflows: true });
    return noContent;
  },
  'actions/get-workflow': async (call) => {
    const file = call.params['workflow_id'] ?? '';
    const { workflows, disabledWorkflows } = call.repository.settings();
    if (workflows !== 'any' && !workflows.includes(file)) return notFound();
    const id = accountId(file);
    const created = instant(0);
    return ok({
      id,
      node_id: nodeId('Workflow', id),
      name: file,
      path: `.github/workflows/${file}`,
      state: disabledWorkflows[file] ?? 'active',
      created_at: created,
      updated_at: created,
      url: `${repositoryUrl(call)}/actions/workflows/${id}`,
      html_url: `${repositoryPage(call)}/blob/main/.github/workflows/${file}`,
      badge_url: `${repositoryPage(call)}/workflows/${file}/badge.svg`,
    });
  },
  'actions/list-workflow-runs-for-repo': async (call) => {
    const { event, status } = { event: call.query.get('event'), status: call.query.get('status') };
    const found = call.view.data.runs.filter((run) => [null, run.event].includes(event) && [null, run.status, run.conclusion].includes(status));
    return page(call, found.toReversed().map((run) => runShape(call, run)), (runs) => ({ total_count: found.length, workflow_runs: runs }));
  },
  'actions/get-workflow-run': async (call) => {
    const run = call.view.data.runs.find(({ id }) => String(id) === call.params['run_id']);
    return run === undefined ? notFound() : ok(runShape(call, run));
  },
};

function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function runShape(call: Call, run: WorkflowRunRecord): Shape {
  const url = `${repositoryUrl(call)}/actions/runs/${run.id}`;
  const workflowId = accountId(run.workflow);
  return {
    id: run.id,
    node_id: nodeId('WorkflowRun', run.id),
    name: run.workflow,
    display_title: run.title ?? run.workflow,
    head_branch: run.branch,
    head_sha: run.sha,
    head_commit: null,
    run_number: run.number,
    run_attempt: 1,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion,
    path: `.github/workflows/${run.workflow}`,
    workflow_id: workflowId,
    workflow_url: `${repositoryUrl(call)}/actions/workflows/${workflowId}`,
    check_suite_url: `${repositoryUrl(call)}/check-suites/${run.id}`,
    url,
    html_url: `${repositoryPage(call)}/actions/runs/${run.id}`,
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    pull_requests: [],
    actor: account(call, run.actor),
    triggering_actor: account(call, run.actor),
    repository: minimalRepository(call),
    head_repository: minimalRepository(call),
    created_at: instant(run.createdAtMs),
    updated_at: instant(run.createdAtMs),
    run_started_at: instant(run.createdAtMs),
  };
}
