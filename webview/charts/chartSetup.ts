// The parts of Chart.js that are used, registered once; nothing else of it is bundled. A bundle of its own, loaded by the
// first chart: a panel shows its numbers without waiting for it.
import {
  BarController,
  BarElement,
  Chart,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from "chart.js";
import { marksPlugin } from "./marksPlugin.ts";

Chart.register(
  BarController,
  BarElement,
  LineController,
  LineElement,
  PointElement,
  LinearScale,
  Tooltip,
  marksPlugin,
);

/** How the page finds it: bundles of pages share no modules. */
Object.assign(globalThis, { evalResultsChart: Chart });
