// The entry of a worker that runs toy releases.
import { serveRuns } from '../../src/pool/serve-runs.ts';
import { simulateToy } from './toy-release.ts';

serveRuns(simulateToy);
