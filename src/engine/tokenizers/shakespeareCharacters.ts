/** The 65 characters of tiny Shakespeare, in code point order: the vocabulary of the Shakespeare models. */
export const shakespeareCharacters: readonly string[] = [
  ..."\n !$&',-.3:;?ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
];
