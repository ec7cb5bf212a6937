/** How the words of a dial are set. */
import { size } from '../../../theme/type';
import { textWidth } from '../../figure/parts/paintText';

export const tipText = { px: size.label, face: 'numbers' } as const;
export const arcText = { px: size.small, face: 'numbers' } as const;
export const underText = { px: size.small, face: 'words' } as const;

export const widthOf = (text: string, { face, px }: typeof tipText | typeof arcText) =>
  textWidth(text, face, px);
