// Owns plain text of several lines as people write it: paragraphs, and lists whose rows begin with "- ".

export type Block = { paragraph: string } | { list: string[] };

/** Paragraphs and lists, in order; blank lines part them. Nothing else is markup. Throws nothing. */
export function blocksOf(text: string): Block[] {
  return text
    .split(/\n{2,}/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .flatMap((part) => partsOf(part.split('\n')));
}

function partsOf(lines: readonly string[]): Block[] {
  const blocks: Block[] = [];
  for (const line of lines) {
    const last = blocks.at(-1);
    if (line.startsWith('- ')) {
      const row = line.slice(2).trim();
      if (last && 'list' in last) last.list.push(row);
      else blocks.push({ list: [row] });
    } else if (last && 'paragraph' in last) last.paragraph += `\n${line}`;
    else blocks.push({ paragraph: line });
  }
  return blocks;
}
