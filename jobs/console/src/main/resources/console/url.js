// Where we are: the path names the screen, the query holds every filter, so that a link shows what its sender saw.

export const path = () => location.pathname;
export const query = () => new URLSearchParams(location.search);

/** Goes to another place without loading the page again. */
export function go(href, {replace = false} = {}) {
  if (href !== location.pathname + location.search) {
    history[replace ? 'replaceState' : 'pushState'](null, '', href);
    dispatchEvent(new Event('tw-place'));
  }
}

/** Changes parameters here; null, '' and [] take one away. Whoever filters begins at the first page again. */
export function filter(changes, options) {
  const next = query();
  next.delete('page');
  for (const [name, value] of Object.entries(changes)) {
    next.delete(name);
    for (const each of [value].flat()) if (each !== null && each !== '') next.append(name, each);
  }
  const text = next.toString();
  go(location.pathname + (text ? '?' + text : ''), options);
}

/** A link, each value encoded. */
export function link(path, parameters = {}) {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const each of [value].flat()) if (each !== undefined && each !== null && each !== '') search.append(name, each);
  }
  const text = search.toString();
  return path + (text ? '?' + text : '');
}

addEventListener('popstate', () => dispatchEvent(new Event('tw-place')));
addEventListener('click', event => {
  const anchor = event.target instanceof Element ? event.target.closest('a[href]') : null;
  if (!anchor || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const href = anchor.getAttribute('href');
  if (href.startsWith('/') && !anchor.target && !anchor.hasAttribute('data-leave')) {
    event.preventDefault();
    go(href);
  }
});
