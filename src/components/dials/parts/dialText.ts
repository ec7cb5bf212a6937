/** How the words of a dial are set. */
import { size } from '../../../theme/type';
import { wordsWidth } from '../../text/parts/paintWords';

export const tipText = { px: size.label, face: 'numbers' } as const;
export const arcText = { px: size.small, face: 'numbers' } as const;
export const underText = { px: size.small, face: 'words' } as const;

export const widthOf = (text: string, { face, px }: typeof tipText | typeof arcText) =>
  wordsWidth(text, face, px);
