// Patterns of the territories without a number, drawn on a canvas: the same for the map and the legend.

import { MISSING, SUPPRESSED } from './classes.ts';

/** Side of a tile of pattern, in pixels of the screen; a power of two, as MapLibre wants it. */
const SIDE = 8;

/** Hatching: nobody knows the value. */
export function hatch(ratio: number): ImageData {
  return draw(ratio, MISSING.ground, (pen, side) => {
    pen.strokeStyle = MISSING.ink;
    pen.lineWidth = side / 7;
    // Three strokes, so that the lines meet at the tile's edges.
    for (const shift of [-side, 0, side]) {
      pen.beginPath();
      pen.moveTo(shift - 1, side + 1);
      pen.lineTo(shift + side + 1, -1);
      pen.stroke();
    }
  });
}

/** Dots: the value exists and is secret. */
export function dots(ratio: number): ImageData {
  return draw(ratio, SUPPRESSED.ground, (pen, side) => {
    pen.fillStyle = SUPPRESSED.ink;
    for (const [x, y] of [
      [0.25, 0.25],
      [0.75, 0.75],
    ] as const) {
      pen.beginPath();
      pen.arc(x * side, y * side, side / 9, 0, 2 * Math.PI);
      pen.fill();
    }
  });
}

function draw(
  ratio: number,
  ground: string,
  ink: (pen: CanvasRenderingContext2D, side: number) => void,
): ImageData {
  const side = SIDE * ratio;
  const canvas = document.createElement('canvas');
  canvas.width = side;
  canvas.height = side;
  const pen = canvas.getContext('2d');
  if (pen === null) return new ImageData(side, side);
  pen.fillStyle = ground;
  pen.fillRect(0, 0, side, side);
  ink(pen, side);
  return pen.getImageData(0, 0, side, side);
}
