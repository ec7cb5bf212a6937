/** The empty page that an editor module fills. Everything it needs is served from this machine. */
export const editorHtml = (film: string, source: string) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <link rel="icon" href="data:," />
    <title>${film === '' ? 'Forward Pass' : `${film} · Forward Pass`}</title>
  </head>
  <body>
    <script type="module" src="${source}"></script>
  </body>
</html>
`;
