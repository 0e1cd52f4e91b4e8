// The entry of a worker thread that simulates releases for a table of outcomes.
import { serveRuns } from '../pool/serve-runs.ts';
import { simulateOutcome } from './release-outcome.ts';

serveRuns(simulateOutcome);
