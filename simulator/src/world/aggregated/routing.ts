// Who gets which requests. By requests, each goes its own way and both arms are alike; by users (sticky-users.ts), an arm is as good as its users are.
export type Who = 'stable' | 'candidate' | 'copies';

export interface Routing {
  /** Part of the requests that the candidate gets at this weight. */
  candidateShare(weight: number): number;
  /** Probability of an event among the requests that are routed like that, where it is `ratio` in the mean over everybody. */
  ratioOf(check: string, ratio: number, who: Who): number;
}

export const BY_REQUESTS: Routing = { candidateShare: (weight) => weight, ratioOf: (_, ratio) => ratio };
