// The entry of a worker for tests of the pool.
import { serveRuns } from '../../src/pool/serve-runs.ts';
import { runSum } from './sum-task.ts';

serveRuns(runSum);
