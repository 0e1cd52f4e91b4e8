// Asks for a new model by an event of the workflow's repository, on which the workflow that trains starts (examples/workflows/retrain.yml).
import type { GithubApi } from '@rampart/github-api';
import { failed, ok, type Retraining } from '@rampart/rollout-engine';

const EVENT = 'rampart-retrain';

export function retrainingByDispatch(api: GithubApi): Retraining {
  return {
    ask: async ({ target, check, rolloutId, evidence }) => {
      const answer = await api.rest<unknown>({ method: 'POST', path: '/repos/{owner}/{repo}/dispatches', params: { event_type: EVENT, client_payload: { target, check, 'rollout-id': rolloutId, evidence } } });
      if (answer.kind === 'ok') return ok('asked');
      const outcome = answer.kind === 'unknown' ? 'unknown' : 'not-done';
      const code = answer.kind === 'denied' || answer.kind === 'expired' ? 'denied' : answer.kind === 'not-found' ? 'missing' : answer.kind === 'unknown' || answer.kind === 'limited' ? 'unavailable' : 'refused';
      return failed({ port: 'retraining', code, message: `the event ${EVENT} was not sent: ${answer.why}`, retryable: true, outcome, cause: answer });
    },
  };
}
