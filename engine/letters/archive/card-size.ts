/** What most sites show beside a link. Apart from the drawing, so that a page's head need not load what draws it. */
export const cardSize = { width: 1_200, height: 630 } as const;
