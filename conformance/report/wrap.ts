/** The columns that a printed page has. */
export const pageWidth = 110;

/**
 * Text broken between words into lines of at most `width` columns, the indent of `indent` blanks included; a longer word
 * stands on its own line. Line breaks in the text stay.
 */
export function wrap(text: string, indent = 0, width = pageWidth): string[] {
  const margin = ' '.repeat(indent);
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (const word of paragraph.split(/ +/).filter((w) => w !== '')) {
      if (line !== '' && indent + line.length + 1 + word.length > width) {
        lines.push(margin + line);
        line = word;
      } else line += line === '' ? word : ` ${word}`;
    }
    return [...lines, line === '' ? '' : margin + line];
  });
}

/** `label` in a column of `labelWidth` columns, the wrapped text beside it; `shown` is how the label looks. */
export function labelled(label: string, text: string, indent: number, labelWidth: number, shown = label): string[] {
  const [first = '', ...more] = wrap(text, indent + labelWidth);
  const head = ' '.repeat(indent) + shown + ' '.repeat(Math.max(0, labelWidth - label.length));
  return [(head + first.slice(indent + labelWidth)).trimEnd(), ...more];
}
