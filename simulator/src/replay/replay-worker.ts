// The entry of a worker thread that replays.
import { serveRuns } from '../pool/serve-runs.ts';
import { answerReplay } from './replay-scenario.ts';

serveRuns(answerReplay);
