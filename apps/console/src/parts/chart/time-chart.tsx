import { useEffect, useRef, type ReactNode } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useTheme } from '../../shell/theme';
import { moment, number } from '../format';

/** One line of a chart; `colour` is a custom property, such as `--accent`. */
export interface Line {
  readonly name: string;
  readonly colour: string;
  readonly values: readonly number[];
}

interface TimeChartProps {
  readonly label: string;
  /** Instants of the values, ISO 8601. */
  readonly times: readonly string[];
  readonly lines: readonly Line[];
}

const HEIGHT = 260;

/** Figures over time. It is a canvas: the table beside it says the same in words. */
export default function TimeChart({ label, times, lines }: TimeChartProps): ReactNode {
  const host = useRef<HTMLDivElement>(null);
  const theme = useTheme();
  useEffect(() => {
    const element = host.current;
    if (element === null) return undefined;
    const ink = colourOf(element, '--ink-soft');
    const grid = { stroke: colourOf(element, '--line'), width: 1 };
    const axis = { stroke: ink, grid, ticks: grid, font: '12px system-ui, sans-serif' };
    const plot = new uPlot(
      {
        width: element.clientWidth,
        height: HEIGHT,
        series: [
          { value: (_: uPlot, time: number | null) => (time === null ? '' : moment(time * 1_000)) },
          ...lines.map(({ name, colour }) => {
            const stroke = colourOf(element, colour);
            return { label: name, stroke, width: 2, points: { show: times.length < 3 } };
          }),
        ],
        axes: [
          { ...axis, values: (_: uPlot, ticks: number[]) => ticks.map(nameOfTick) },
          { ...axis, size: 60, values: (_: uPlot, ticks: number[]) => ticks.map(number) },
        ],
        scales: { y: { range: (_: uPlot, __: number, most: number) => [0, Math.max(1, most * 1.1)] } },
        cursor: { points: { size: 7 } },
      },
      [times.map((time) => Date.parse(time) / 1_000), ...lines.map(({ values }) => [...values])],
      element,
    );
    const resized = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height: HEIGHT }));
    resized.observe(element);
    return () => {
      resized.disconnect();
      plot.destroy();
    };
  }, [times, lines, theme]);
  return <div ref={host} className="time-chart" role="img" aria-label={label} />;
}

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const HOUR = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

/** Midnight is called by its day, what is between by its hour. */
function nameOfTick(seconds: number): string {
  const date = new Date(seconds * 1_000);
  return date.getHours() === 0 && date.getMinutes() === 0 ? DAY.format(date) : HOUR.format(date);
}

/** A canvas knows no custom properties: the browser resolves them on an element. */
function colourOf(element: HTMLElement, property: string): string {
  element.style.color = `var(${property})`;
  const { color } = getComputedStyle(element);
  element.style.color = '';
  return color;
}
