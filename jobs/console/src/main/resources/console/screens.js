// The screens, in the order of the navigation. A screen is one module that defines one element; `match` says which paths are its.
export const SCREENS = [
  {path: '/', also: /^\/queue$/, label: 'Alerts', icon: 'queue', tag: 'tw-queue', module: () => import('./screens/queue.js')},
  {path: '/alert', also: /^\/alert\/[^/]+$/, label: 'Alert', tag: 'tw-alert', module: () => import('./screens/alert.js'), hidden: true, under: '/'},
  {path: '/timeline', label: 'Token timeline', icon: 'timeline', tag: 'tw-timeline-screen', module: () => import('./screens/timeline.js')},
  {path: '/client', label: 'Client', icon: 'client', tag: 'tw-client', module: () => import('./screens/client.js')},
  {path: '/ledger', label: 'Ledger', icon: 'ledger', tag: 'tw-ledger', module: () => import('./screens/ledger.js')},
  {path: '/replays', label: 'Replays', icon: 'replay', tag: 'tw-replays', module: () => import('./screens/replays.js')},
  {path: '/rules', label: 'Rule health', icon: 'rules', tag: 'tw-rules', module: () => import('./screens/rules.js')},
  {path: '/quiet', label: 'Quiet', icon: 'quiet', tag: 'tw-quiet', module: () => import('./screens/quiet.js')},
  {path: '/dashboards', label: 'Dashboards', icon: 'dashboard', tag: 'tw-dashboards', module: () => import('./screens/dashboards.js')},
  {path: '/exception', label: 'Exception', tag: 'tw-exception', module: () => import('./screens/exception.js'), hidden: true, under: '/'},
];

export const screenAt = path => SCREENS.find(screen => screen.path === path || screen.also?.test(path));
