/** A text whose own `$`, braces and backslashes are no markup, as part of words on stage. */
export const literal = (text: string): string => text.replace(/[\\${}]/g, '\\$&');
