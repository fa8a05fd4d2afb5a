import { inflateSync } from 'node:zlib';

/** The lines of text of a PDF in the order in which they are drawn, page by page; of one whose fonts have the encoding of Windows. */
export function pdfTexts(pdf: Buffer): string[] {
  const streams = pdf.toString('latin1').matchAll(/\/FlateDecode\n>>\nstream\n(.*?)\nendstream/gs);
  const drawn = Array.from(streams, ([, stream = '']) => inflateSync(Buffer.from(stream, 'latin1')).toString('latin1'));
  const decoder = new TextDecoder('windows-1252');
  return drawn.flatMap((content) =>
    Array.from(content.matchAll(/\[(.*?)\] TJ/g), ([, line = '']) =>
      Array.from(line.matchAll(/<([0-9a-f]*)>/g), ([, hex = '']) => decoder.decode(Buffer.from(hex, 'hex'))).join(''),
    ),
  );
}
