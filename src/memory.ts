// How much memory the process takes. Imported before everything else, because what is loaded after it is counted by it.
import { setFlagsFromString } from 'node:v8';

// Old things are cleared away when half as much as is in use has been added: V8 by itself lets three times as much
// gather, which is a lot on a small machine, and no page is faster for it.
setFlagsFromString('--heap-growing-percent=50');
// Two more are said in the start script, before the process is there. --max-semi-space-size=8 (megabytes, of which V8
// takes three times as much) bounds the room for what is new: with four a page took a tenth longer, with sixteen, which V8
// takes by itself, it is no faster. MALLOC_ARENA_MAX=1: one store for all threads instead of one each, fourteen megabytes.
