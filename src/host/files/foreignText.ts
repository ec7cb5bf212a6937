/** What is often found under the name of a JSON file instead of it, as a hint; undefined where it is none of these. */
export function foreignText(text: string): string | undefined {
  if (text.startsWith('version https://git-lfs')) {
    return 'this is a Git LFS pointer, not the file itself: `git lfs pull` in its folder fetches it';
  }
  if (text.startsWith('\uFEFF')) {
    return 'the file begins with a byte order mark (U+FEFF): save it as UTF-8 without BOM';
  }
  if (/^(\uFFFD{2}|\0|.\0)/u.test(text)) {
    return 'the file is in UTF-16, as some editors save: save it as UTF-8 without BOM';
  }
  if (/^\s*<(!doctype|html)/i.test(text)) {
    return 'this is a web page: fetch the file itself, not the page that shows it';
  }
  return undefined;
}
