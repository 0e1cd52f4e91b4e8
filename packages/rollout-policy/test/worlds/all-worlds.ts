// The worlds in which an equal candidate must not be sent back more often than promised.
import { requestWorld, type RequestWorld } from './requests.ts';
import { stickyUsers } from './sticky-users.ts';
import type { World } from './world.ts';

/** Bursts as they are measured in services with retries; the cut keeps one burst within the requests of a block. */
const BURSTS_OF_5 = { mean: 5, max: 50 };
const BURSTS_OF_20 = { mean: 20, max: 200 };

export const steady = (parts: Partial<RequestWorld> = {}): World => requestWorld({ name: 'independent errors, steady traffic', ...parts });

export const daily = (parts: Partial<RequestWorld> = {}): World => requestWorld({ name: 'day and night, common spikes', mood: 'day and night', ...parts });

export const burstsOf5 = (parts: Partial<RequestWorld> = {}): World => requestWorld({ name: 'day and night, errors in bursts of 5', mood: 'day and night', errors: BURSTS_OF_5, ...parts });

/** Ten times the traffic: a block of the smallest arm holds a burst. */
export const burstsOf20 = (parts: Partial<RequestWorld> = {}): World =>
  requestWorld({ name: 'day and night, errors in bursts of 20', mood: 'day and night', errors: BURSTS_OF_20, requestsPerSecond: 500, ...parts });

export const noisyArms = (parts: Partial<RequestWorld> = {}): World => requestWorld({ name: 'day and night, arms differ by noise of 10 %', mood: 'day and night', armNoiseSd: 0.1, ...parts });

export const equalUsers = (unit: 'requests' | 'users'): World => stickyUsers({ name: `sticky users, equally active, counted as ${unit}` }, unit);

export const zipfUsers = (unit: 'requests' | 'users'): World => stickyUsers({ name: `sticky users, activity Zipf 1.1, counted as ${unit}`, zipfExponent: 1.1 }, unit);
