import type { DiagramLayout, PlacedEdge, PlacedNode, Point } from './diagram.types';
import { LINE_HEIGHT } from './text-size';

const FONT = 'font-family="system-ui, -apple-system, Segoe UI, Roboto, sans-serif" font-size="13"';
const INK = '#1f2933';
const EDGE_INK = '#52606d';
const TIMEOUT_INK = '#9a3412';
const CORNER = 8;

/**
 * The picture as one SVG document that needs nothing else: no script, no style sheet, no font of its own. Screen
 * readers are told its title, and each state and transition by a title of its own.
 */
export function diagramSvg({ width, height, nodes, edges }: DiagramLayout, title: string): string {
  const labels = new Map(
    nodes.map(({ key, kind, stateId }) => [key, kind === 'start' ? 'start' : (stateId ?? 'any state')]),
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title" ${FONT}>`,
    `<title id="title">${escaped(title)}</title>`,
    `<defs>${arrowHead('arrow', EDGE_INK)}${arrowHead('timeout-arrow', TIMEOUT_INK)}</defs>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...edges.map((edge) => edgeSvg(edge, labels)),
    ...nodes.map(nodeSvg),
    '</svg>',
    '',
  ].join('\n');
}

function nodeSvg({ kind, label, final, x, y, width, height }: PlacedNode): string {
  const centre = { x: x + width / 2, y: y + height / 2 };
  if (kind === 'start') {
    return `<g role="listitem"><title>start</title><circle cx="${centre.x}" cy="${centre.y}" r="${width / 2}" fill="${INK}"/></g>`;
  }
  const dashes = kind === 'anyState' ? ' stroke-dasharray="5 4"' : '';
  const box = (inset: number, fill: string): string =>
    `<rect x="${x + inset}" y="${y + inset}" width="${width - 2 * inset}" height="${height - 2 * inset}" rx="${CORNER - inset}" fill="${fill}" stroke="${INK}"${dashes}/>`;
  const text = `<text x="${centre.x}" y="${centre.y}" text-anchor="middle" dominant-baseline="central" fill="${INK}">${escaped(label)}</text>`;
  const name = `<title>${escaped(final ? `${label} (final)` : label)}</title>`;
  return `<g role="listitem">${name}${box(0, '#f5f7fa')}${final ? box(3, 'none') : ''}${text}</g>`;
}

function edgeSvg({ kind, from, to, lines, points, labelBox }: PlacedEdge, labels: ReadonlyMap<string, string>): string {
  const timeout = kind === 'timeout';
  const ink = timeout ? TIMEOUT_INK : EDGE_INK;
  const what = `${labels.get(from) ?? ''} → ${labels.get(to) ?? ''}${lines.length === 0 ? '' : `: ${lines.join('; ')}`}`;
  const path = `<path d="${pathOf(points)}" fill="none" stroke="${ink}"${timeout ? ' stroke-dasharray="4 3"' : ''} marker-end="url(#${timeout ? 'timeout-arrow' : 'arrow'})"/>`;
  const label =
    labelBox === null
      ? ''
      : `<rect x="${labelBox.x}" y="${labelBox.y}" width="${labelBox.width}" height="${labelBox.height}" fill="#ffffff" fill-opacity="0.85"/>` +
        lines
          .map((line, n) => {
            const y = labelBox.y + (n + 0.5) * LINE_HEIGHT;
            return `<text x="${labelBox.x + labelBox.width / 2}" y="${y}" text-anchor="middle" dominant-baseline="central" fill="${ink}">${escaped(line)}</text>`;
          })
          .join('');
  return `<g role="listitem"><title>${escaped(what)}</title>${path}${label}</g>`;
}

function pathOf(points: readonly Point[]): string {
  return points.map(({ x, y }, n) => `${n === 0 ? 'M' : 'L'}${x} ${y}`).join(' ');
}

function arrowHead(id: string, ink: string): string {
  return `<marker id="${id}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0 0 L10 5 L0 10 z" fill="${ink}"/></marker>`;
}

/** Text as XML 1.0 can hold it: its control characters have no escape. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '�')
    .replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}
