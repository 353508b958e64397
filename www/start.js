/**
 * Starts the engine of a page while `element.js` is still on its way, where the worker and its WebAssembly
 * lie beside this file: `<script type="module" src="/copydesk/start.js" async></script>` in the page's head.
 */

import { startAhead } from "./worker-line.js";

startAhead();
