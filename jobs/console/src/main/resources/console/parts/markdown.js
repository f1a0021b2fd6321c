import {html, nothing} from 'lit';

/** The Markdown that runbooks use, as templates: headings, paragraphs, lists, code, emphasis. Markup in it stays text. */
export function markdown(text) {
  const blocks = [];
  let list;
  let code;
  for (const line of text.split('\n')) {
    if (line.startsWith('```')) {
      if (code) blocks.push(html`<pre>${code.join('\n')}</pre>`);
      code = code ? undefined : [];
      list = undefined;
    } else if (code) {
      code.push(line);
    } else if (/^#{1,6} /.test(line)) {
      list = undefined;
      const depth = line.indexOf(' ');
      blocks.push({depth, text: line.slice(depth + 1)});
    } else if (/^\s*([-*]|\d+\.) /.test(line)) {
      const ordered = /^\s*\d/.test(line);
      if (!list || list.ordered !== ordered) blocks.push(list = {ordered, items: []});
      list.items.push(line.replace(/^\s*([-*]|\d+\.) /, ''));
    } else if (line.trim() === '') {
      list = undefined;
      blocks.push('');
    } else if (list) {
      list.items.push(list.items.pop() + ' ' + line.trim());
    } else if (typeof blocks.at(-1) === 'string' && blocks.at(-1) !== '') {
      blocks.push(blocks.pop() + ' ' + line.trim());
    } else {
      blocks.push(line);
    }
  }
  return blocks.map(block);
}

function block(each) {
  if (each === '') return nothing;
  if (typeof each === 'string') return html`<p>${inline(each)}</p>`;
  if (each.items) {
    const items = each.items.map(item => html`<li>${inline(item)}</li>`);
    return each.ordered ? html`<ol>${items}</ol>` : html`<ul>${items}</ul>`;
  }
  if (each.depth) return each.depth === 1 ? nothing : html`<h3>${inline(each.text)}</h3>`;
  return each;
}

export const inline = text => text.split(/(`[^`]+`|\*\*[^*]+\*\*)/).map(part =>
  part.startsWith('`') ? html`<code>${part.slice(1, -1)}</code>` : part.startsWith('**') ? html`<strong>${part.slice(2, -2)}</strong>` : part);
