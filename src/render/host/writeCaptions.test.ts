import { expect, test } from 'vitest';
import { chapterMetadata, webVtt } from './writeCaptions';

const cues = [
  { beat: 'one', start: 0, end: 59.9996, text: 'a < b & c' },
  { beat: 'two', start: 3661.5, end: 3662, text: 'x=1; #2\\' },
];

test('WebVTT: clock, escapes, one cue per beat', () => {
  expect(webVtt(cues, 'en')).toBe(
    `WEBVTT
Language: en

one
00:00:00.000 --> 00:01:00.000
a &lt; b &amp; c

two
01:01:01.500 --> 01:01:02.000
x=1; #2\\
`,
  );
});

test('chapters: ffmpeg metadata with its escapes', () => {
  expect(chapterMetadata(cues, 'T', 'en').split('\n').slice(-6)).toEqual([
    '[CHAPTER]',
    'TIMEBASE=1/1000',
    'START=3661500',
    'END=3662000',
    'title=x\\=1\\; \\#2\\\\',
    '',
  ]);
});
