/**
 * Lines as they are piped in. Node's readline hands out a closed pipe's last lines in some versions and drops them in others
 * when each is answered before the next is asked for.
 */
export async function* pipedLines(input: NodeJS.ReadStream): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of input.setEncoding('utf8')) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield line.replace(/\r$/, '');
  }
  if (rest !== '') yield rest;
}
