// What the default policy promises about good releases, and how sure the bench has to be.

/** Good releases sent back, at most. */
export const ALPHA = 0.01;
/** What two thousand runs may leave open, at this confidence. */
export const SLACK = 0.005;
export const CONFIDENCE = 0.99;
