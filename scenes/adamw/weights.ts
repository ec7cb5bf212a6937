/** How the three weights are called, in formulas and sentences, and what tells them apart. */
export const roles = ['query', 'key', 'value'] as const;

export const names = roles.map((_, i) => `$w_${i + 1}$`);

export const colored = roles.map((role, i) => `{${role}:${names[i] ?? ''}}`);

/** Of their paths, so that one can be seen under another. */
export const thick = [15, 9, 4] as const;
