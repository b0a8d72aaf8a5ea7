/** Gmail cuts a message off at about 102 KB, and the way out stands at its end. */
export const htmlLimitBytes = 90 * 1024;
