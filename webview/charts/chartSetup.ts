// The parts of Chart.js and of its plugins that are used, registered once; nothing else of them is bundled. A bundle of
// its own, loaded by the first chart: a panel shows its numbers without waiting for it.
import { BoxAndWiskers, BoxPlotController } from "@sgratzl/chartjs-chart-boxplot";
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from "chart.js";
import { LineWithErrorBarsController, PointWithErrorBar } from "chartjs-chart-error-bars";
import { marksPlugin } from "./marksPlugin.ts";

Chart.register(
  BarController,
  BarElement,
  BoxAndWiskers,
  BoxPlotController,
  CategoryScale,
  LineController,
  LineElement,
  LineWithErrorBarsController,
  PointElement,
  PointWithErrorBar,
  LinearScale,
  Tooltip,
  marksPlugin,
);

/** How the page finds it: bundles of pages share no modules. */
Object.assign(globalThis, { evalResultsChart: Chart });
