// Scenario files run again, and told.
export { storyOf, type ReleaseStory, type StoryMoment } from './release-story.ts';
export { answerReplay, whyNotRewound, type ReplayAnswer, type Replayed, type ReplayTask } from './replay-scenario.ts';
export { ruleNamed, type Judgement, type Rule } from './what-breaks.ts';

/** Entry of a worker that replays. */
export const REPLAY_WORKER: URL = new URL('./replay-worker.ts', import.meta.url);
