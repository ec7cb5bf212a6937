/** Sizes in stage pixels: 1920 × 1080, whatever the film is rendered at. */
export const stageSize = { width: 1920, height: 1080 } as const;

/** Margins; the caption strip at the bottom belongs to the spoken sentence. */
export const margin = { side: 96, top: 36, caption: 120 } as const;

/** Sides of the region between heading and caption, from the stage's centre. */
export const body = { left: -864, right: 864, top: -410, bottom: 405 } as const;

export const gap = { hair: 6, small: 12, normal: 24, wide: 48, group: 80 } as const;

export const radius = { cell: 6, box: 10 } as const;
