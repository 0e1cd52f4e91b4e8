// success(), failure(), cancelled() and always(), which mean one thing for a step and another for a job. Pure.
import type { ScopeFunction } from './expression.ts';

/** How a job or a step ended, in GitHub's words. */
export type Conclusion = 'success' | 'failure' | 'cancelled' | 'skipped';

/** How things stand in a running job (or composite action) so far. */
export type RunningStatus = Exclude<Conclusion, 'skipped'>;

type StatusFunctions = Readonly<Record<'success' | 'failure' | 'cancelled' | 'always', ScopeFunction>>;

export function stepStatusFunctions(status: RunningStatus): StatusFunctions {
  return {
    success: () => status === 'success',
    failure: () => status === 'failure',
    cancelled: () => status === 'cancelled',
    always: () => true,
  };
}

/**
 * `ancestors` are the results of all jobs before this one, not only of those it names: a skipped or failed job holds back everything
 * after it, until a job asks for something else than success().
 */
export function jobStatusFunctions(ancestors: readonly Conclusion[], isRunCancelled: boolean): StatusFunctions {
  return {
    success: withoutArguments('success', () => !isRunCancelled && ancestors.every((each) => each === 'success')),
    failure: withoutArguments('failure', () => ancestors.includes('failure')),
    cancelled: () => isRunCancelled,
    always: () => true,
  };
}

/** The schema lets job names stand in success() and failure(), but no document says what they mean. */
function withoutArguments(name: string, answer: () => boolean): ScopeFunction {
  return (args) => {
    if (args.length > 0) throw new Error(`${name}() with arguments is not supported here; write needs.<job>.result == '${name}'`);
    return answer();
  };
}
