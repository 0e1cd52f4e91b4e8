// Does an event start a workflow? Pure. Filters follow "Triggering a workflow" in GitHub's workflow syntax reference.
import { readDispatchInputs } from './dispatch-inputs.ts';
import type { EventFilter } from './event-filter.ts';
import { matchesParts, parseFilterPattern } from './glob-pattern.ts';
import type { JsonObject, JsonValue } from './json-value.ts';
import { isJsonObject } from './json-value.ts';
import type { WorkflowDocument } from './workflow-document.ts';
import type { WorkflowEvent } from './workflow-event.ts';

export type EventMatch =
  /** `inputs` is the typed `inputs` context; empty unless the event is `workflow_dispatch`. */
  | { readonly kind: 'matches'; readonly inputs: JsonObject }
  | { readonly kind: 'differs'; readonly why: string }
  /** The event could not have happened, or was described too thinly to tell. */
  | { readonly kind: 'wrong-event'; readonly why: string };

export function workflowMatches(document: WorkflowDocument, event: WorkflowEvent): EventMatch {
  const filter = document.events[event.name];
  if (filter === undefined) {
    return differs(`${document.fileName} runs on ${Object.keys(document.events).join(', ')}, not on ${event.name}`);
  }
  if (event.name === 'workflow_dispatch') return matchDispatch(filter, event);
  if (event.name === 'schedule') return matchSchedule(filter, event);
  if (event.name === 'push') return matchPush(filter, event);
  return matchActivity(filter, event);
}

function matchDispatch(filter: EventFilter, event: WorkflowEvent): EventMatch {
  const reading = readDispatchInputs(filter.inputs, event.inputs ?? {});
  return reading.kind === 'read' ? { kind: 'matches', inputs: reading.inputs } : { kind: 'wrong-event', why: reading.why };
}

function matchSchedule(filter: EventFilter, event: WorkflowEvent): EventMatch {
  const cron = event.payload?.['schedule'];
  if (typeof cron !== 'string') {
    return { kind: 'wrong-event', why: 'a scheduled event names its cron line: payload: {schedule: "*/10 * * * *"}' };
  }
  return filter.crons.includes(cron) ? matched : differs(`no schedule is "${cron}"; there are ${listed(filter.crons)}`);
}

function matchPush(filter: EventFilter, event: WorkflowEvent): EventMatch {
  const isTag = event.ref.startsWith('refs/tags/');
  const name = event.ref.replace(/^refs\/(heads|tags)\//, '');
  const branchesFiltered = filter.branches.length + filter.branchesIgnored.length > 0;
  const tagsFiltered = filter.tags.length + filter.tagsIgnored.length > 0;
  // A filter for only one of the two kinds of ref leaves the other out.
  if (isTag && branchesFiltered && !tagsFiltered) return differs(`it names branches only, and ${event.ref} is a tag`);
  if (!isTag && tagsFiltered && !branchesFiltered) return differs(`it names tags only, and ${event.ref} is a branch`);

  const wanted = isTag ? filter.tags : filter.branches;
  const ignored = isTag ? filter.tagsIgnored : filter.branchesIgnored;
  if (!passes(name, wanted, ignored)) return differs(`${name} is not among ${listed([...wanted, ...ignored.map((each) => `not ${each}`)])}`);
  return isTag ? matched : matchPaths(filter, event);
}

/** Events with an activity type. Pull requests are filtered by their base branch, other events by none. */
function matchActivity(filter: EventFilter, event: WorkflowEvent): EventMatch {
  const activity = event.payload?.['action'];
  const types = filter.types.length > 0 ? filter.types : (initialTypes[event.name] ?? []);
  if (types.length > 0 && (typeof activity !== 'string' || !types.includes(activity))) {
    return differs(`it runs on the activities ${listed(types)}, and payload.action is ${JSON.stringify(activity ?? null)}`);
  }
  if (filter.branches.length + filter.branchesIgnored.length > 0) {
    const base = baseBranch(event);
    if (base === '') return { kind: 'wrong-event', why: `a ${event.name} event with branch filters needs the branch in its payload` };
    if (!passes(base, filter.branches, filter.branchesIgnored)) return differs(`${base} is not among ${listed(filter.branches)}`);
  }
  return matchPaths(filter, event);
}

// Pull requests without `types` run on these activities only; other events on all of theirs.
const initialTypes: Readonly<Record<string, readonly string[]>> = {
  pull_request: ['opened', 'synchronize', 'reopened'],
  pull_request_target: ['opened', 'synchronize', 'reopened'],
};

function matchPaths(filter: EventFilter, event: WorkflowEvent): EventMatch {
  if (filter.paths.length + filter.pathsIgnored.length === 0) return matched;
  if (event.changedPaths === undefined) {
    return { kind: 'wrong-event', why: 'the workflow has path filters: say which files changed in event.changedPaths' };
  }
  return event.changedPaths.some((path) => passes(path, filter.paths, filter.pathsIgnored))
    ? matched
    : differs(`none of ${listed(event.changedPaths)} passes its path filters`);
}

/** The last pattern that matches decides; one that begins with `!` takes the name out again. */
function passes(name: string, wanted: readonly string[], ignored: readonly string[]): boolean {
  if (ignored.some((pattern) => matchesParts(parseFilterPattern(pattern), name))) return false;
  if (wanted.length === 0) return true;
  const deciding = wanted.findLast((pattern) => matchesParts(parseFilterPattern(pattern.replace(/^!/, '')), name));
  return deciding !== undefined && !deciding.startsWith('!');
}

function baseBranch(event: WorkflowEvent): string {
  const pullRequest = event.payload?.['pull_request'];
  const run = event.payload?.['workflow_run'];
  const base = isJsonObject(pullRequest) ? pullRequest['base'] : undefined;
  return text(isJsonObject(base) ? base['ref'] : undefined) || text(isJsonObject(run) ? run['head_branch'] : undefined);
}

function text(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

const matched: EventMatch = { kind: 'matches', inputs: {} };

function differs(why: string): EventMatch {
  return { kind: 'differs', why };
}

function listed(values: readonly string[]): string {
  return values.length === 0 ? 'nothing' : values.map((value) => `"${value}"`).join(', ');
}
