// How much memory the process takes. Imported before everything else, because what is loaded after it is counted by it.
import { setFlagsFromString } from 'node:v8';

// Old things are cleared away when half as much as is in use has been added: V8 by itself lets three times as much
// gather, which is a lot on a small machine, and no page is faster for it.
setFlagsFromString('--heap-growing-percent=50');
// The room for what is new is bounded in the start script (--max-semi-space-size=4, megabytes, of which V8 takes three
// times as much): it must be said before the process is there. Sixteen, which V8 takes by itself, are no faster for pages
// of a quarter of a megabyte.
