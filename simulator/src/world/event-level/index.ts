// The event-level engine.
export { eventLevelWorld, type EventLevelOptions } from './event-level-world.ts';
export type { SharedQueue } from './shared-queue.ts';
