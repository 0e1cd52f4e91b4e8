// The entry of a worker thread that simulates releases under late schedules.
import { serveRuns } from '../pool/serve-runs.ts';
import { simulateLate } from './late-release.ts';

serveRuns(simulateLate);
