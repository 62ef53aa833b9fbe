// The parts of Chart.js that are used, registered once; nothing else of it is bundled.
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

export { Chart };
