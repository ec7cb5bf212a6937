export const languages = ['en', 'zh'] as const;
export type Language = (typeof languages)[number];
/** The same text in every language. */
export type Text = Readonly<Record<Language, string>>;
