/** A token as it stands on screen: a space, the end of a line and a tab have marks, each its own. */
export const visibleText = (token: string): string =>
  token
    .replace(/\r\n|[\n\r\u2028\u2029]/g, '¶')
    .replaceAll('\t', '↦')
    .replace(/\p{Zs}/gu, '␣');
