import { describe, expect, it } from 'vitest';
import { decode } from '../../src/source/decode.ts';
import { sourceOf } from '../../src/source/load.ts';

const python = { declares: true };

describe('decode', () => {
  it('drops a byte order mark', () => {
    expect(decode(Buffer.from('\ufeffx = 1\n'), python)).toEqual({ kind: 'text', text: 'x = 1\n' });
  });

  it('reads UTF-8 by default and refuses what is not', () => {
    expect(decode(Buffer.from('# ü\n'), python)).toEqual({ kind: 'text', text: '# ü\n' });
    expect(decode(Buffer.from('# ü\n', 'latin1'), python)).toEqual({
      kind: 'failed',
      reason: 'is not valid UTF-8',
    });
  });

  it.each([
    '# -*- coding: latin-1 -*-',
    '# vim: set fileencoding=iso-8859-1 :',
    '#!/usr/bin/python\n# coding: ISO_8859_1',
  ])('reads the declaration %j', (head) => {
    const text = `${head}\nname = 'M\u00fcller \u0085'\n`;
    expect(decode(Buffer.from(text, 'latin1'), python)).toEqual({ kind: 'text', text });
  });

  it('reads other encodings by their Python names', () => {
    const bytes = Buffer.concat([
      Buffer.from('# coding: cp1252\ns = "'),
      Buffer.from([0x80]),
      Buffer.from('"\n'),
    ]);
    expect(decode(bytes, python)).toEqual({ kind: 'text', text: '# coding: cp1252\ns = "€"\n' });
  });

  it('takes no declaration from the third line, from behind code, or for other languages', () => {
    const bytes = (text: string) => Buffer.from(`${text}'\xfc'\n`, 'latin1');
    expect(decode(bytes('\n\n# coding: latin-1\n'), python).kind).toBe('failed');
    expect(decode(bytes('x = 1\n# coding: latin-1\n'), python).kind).toBe('failed');
    expect(decode(bytes('# coding: latin-1\n'), { declares: false }).kind).toBe('failed');
  });

  it('names an encoding that it does not know', () => {
    expect(decode(Buffer.from('# coding: klingon\n'), python)).toEqual({
      kind: 'failed',
      reason: "declares the encoding 'klingon', which is not supported",
    });
  });

  it('refuses UTF-16', () => {
    expect(decode(Buffer.from('\ufeffx = 1\n', 'utf16le'), python).kind).toBe('failed');
  });
});

describe('sourceOf', () => {
  it('gives text, lines and the hash of the bytes', () => {
    const loaded = sourceOf('a.py', Buffer.from('x = 1\r\ny = 2\n'));
    expect(loaded).toEqual({
      kind: 'source',
      source: {
        path: 'a.py',
        text: 'x = 1\r\ny = 2\n',
        lineStarts: [0, 7, 13],
        hash: 'a282893364cc31ae11333f55cf4fdb8e79bb030198d227b673ca51d1930b655b',
      },
    });
  });
});
