/** The fields of one line of CSV (RFC 4180, without line breaks inside fields); null: a quotation mark is not closed. */
export function csvFields(line: string, separator = ','): string[] | null {
  const fields: string[] = [];
  for (let i = 0; ; i++) {
    let field = '';
    if (line[i] === '"') {
      for (i++; ; i++) {
        if (i >= line.length) return null;
        if (line[i] !== '"') field += line[i];
        else if (line[i + 1] === '"') field += line[i++];
        else break;
      }
      i++;
    } else {
      const end = line.indexOf(separator, i);
      field = line.slice(i, end < 0 ? line.length : end);
      i += field.length;
    }
    fields.push(field.trim());
    if (i >= line.length) return fields;
    if (line[i] !== separator) return null;
  }
}
