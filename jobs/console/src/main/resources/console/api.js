// The back end. Errors have a kind that the page shows as a state: absent, slow, read_only, refused, not_found, forbidden, …

let csrf = '';

export class ApiError extends Error {
  constructor(status, kind, message) {
    super(message);
    this.status = status;
    this.kind = kind;
  }
}

export const session = {
  async load() {
    const about = await get('/session', {}, {quiet: true});
    csrf = about.csrf;
    return about;
  },
  ways: () => get('/sign-in'),
  async signIn(password) {
    const about = await post('/sign-in', {password});
    csrf = about.csrf;
    return about;
  },
  signOut: () => post('/sign-out', {}),
};

export async function get(path, parameters = {}, {signal, quiet = false} = {}) {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const each of [value].flat()) if (each !== undefined && each !== null && each !== '') search.append(name, each);
  }
  const text = search.toString();
  return answer(await reach('/api' + path + (text ? '?' + text : ''), {signal}), quiet);
}

export async function post(path, body) {
  return answer(await reach('/api' + path, {
    method: 'POST',
    headers: {'Content-Type': 'application/json', 'X-Tokenwatch-Csrf': csrf},
    body: JSON.stringify(body),
  }));
}

async function reach(url, options) {
  try {
    return await fetch(url, {credentials: 'same-origin', ...options});
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new ApiError(0, 'console_absent', 'The console’s back end does not answer.');
  }
}

async function answer(response, quiet = false) {
  const body = await response.json().catch(() => ({}));
  if (response.ok) return body;
  const error = new ApiError(response.status, body.error ?? 'failed', body.message ?? `HTTP ${response.status}`);
  if (error.kind === 'signed_out' && !quiet) dispatchEvent(new Event('tw-signed-out'));
  throw error;
}
